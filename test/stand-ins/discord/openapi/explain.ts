/** From Ajv's errors to what a person needs to know: which field, and what is wrong with it. */
import type { ErrorObject } from 'ajv/dist/2020.js';

/** A field, and what is wrong with it. */
export interface Wrong {
  path: string[];
  message: string;
  keyword: string;
}

export function explain(errors: ErrorObject[], before: string[] = []): Wrong[] {
  return mostTelling(errors).map(({ instancePath, keyword, message = 'is wrong', params }) => {
    const steps = instancePath.split('/').slice(1);
    const allowed = 'allowedValues' in params ? `: ${params.allowedValues.join(', ')}` : '';
    const path = [...before, ...steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))];
    return { path, message: `${message}${allowed}`, keyword };
  });
}

/** Where one of several forms is wanted, Ajv says of each why it is not that one. Most were never meant. */
function mostTelling(errors: ErrorObject[]): ErrorObject[] {
  if (!errors.some(isUnion)) return errors;
  const meant = errors.filter((error) => !isUnion(error) && !isAboutOtherType(error));
  const told = meant.length > 0 ? meant : errors.filter((error) => !isUnion(error));
  const deepest = Math.max(...told.map(depth));
  return told.filter((error) => depth(error) === deepest);
}

/** Whether this form was not meant, because its `type` is another than the value's. */
function isAboutOtherType({ instancePath, keyword, parentSchema, data }: ErrorObject): boolean {
  if (keyword === 'enum') return instancePath.endsWith('/type');
  const type = parentSchema?.properties?.type;
  if (!Array.isArray(type?.enum) || typeof data !== 'object' || data === null) return false;
  return 'type' in data && !type.enum.includes(data.type);
}

function isUnion({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}
