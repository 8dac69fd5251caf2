/** What the description finds wrong in a request, as Discord says it: 50035, field by field. */
import type { Wrong } from '../openapi/index.ts';
import { type ApiError, invalidForm } from './errors.ts';

export function formError(wrong: Wrong[]): ApiError {
  return invalidForm(
    wrong.map(({ path, message, keyword }) => ({
      path,
      error: { code: codes[keyword] ?? 'BASE_TYPE_INVALID', message },
    })),
  );
}

/** Discord's names for what JSON Schema finds. */
const codes: Record<string, string> = {
  required: 'BASE_TYPE_REQUIRED',
  maxLength: 'BASE_TYPE_MAX_LENGTH',
  minLength: 'BASE_TYPE_MIN_LENGTH',
  maxItems: 'BASE_TYPE_BAD_LENGTH',
  minItems: 'BASE_TYPE_BAD_LENGTH',
  enum: 'BASE_TYPE_CHOICES',
  const: 'BASE_TYPE_CHOICES',
  maximum: 'NUMBER_TYPE_MAX',
  minimum: 'NUMBER_TYPE_MIN',
};
