/** Discord's own description of its HTTP API, read once: which requests there are, and what goes in and out. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean().optional(),
  schema: z.unknown(),
});

const content = z.record(z.string(), z.looseObject({ schema: z.unknown() }));

const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(parameter).optional(),
  requestBody: z.looseObject({ content, required: z.boolean().optional() }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
  /** One of these is needed; the empty one is nobody. */
  security: z.array(z.record(z.string(), z.unknown())).optional(),
});

const pathItem = z.looseObject({
  parameters: z.array(parameter).optional(),
  get: operation.optional(),
  put: operation.optional(),
  post: operation.optional(),
  patch: operation.optional(),
  delete: operation.optional(),
});

const document = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), pathItem),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

export type Description = z.infer<typeof document>;
export type Operation = z.infer<typeof operation>;
export type Parameter = z.infer<typeof parameter>;

/** Undefined where the file is absent: then nothing is validated, and whoever asks should say so. */
export function readDescription(path: string): Description | undefined {
  if (!existsSync(path)) return undefined;
  const description = document.parse(JSON.parse(readFileSync(path, 'utf8')));
  widenPermissions(description);
  description.components.schemas.InnerErrors = innerErrors;
  return description;
}

/**
 * Where the description is narrower than Discord. Permissions are strings in all the guides, in every answer and as
 * discord.js sends them; Discord takes them, while the description of requests knows numbers only.
 */
function widenPermissions(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inner] of Object.entries(part)) {
    if (permissionFields.has(key) && isInteger(inner)) Object.assign(part, { [key]: numberOrDigits });
    else widenPermissions(inner);
  }
}

/** Errors of single fields have words for codes, as in BASE_TYPE_REQUIRED, and not the numbers that it describes. */
const innerErrors = {
  type: 'object',
  properties: {
    _errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { code: { type: 'string' }, message: { type: 'string' } },
        required: ['code', 'message'],
      },
    },
  },
  required: ['_errors'],
};

const permissionFields = new Set(['default_member_permissions', 'permissions', 'allow', 'deny']);

const numberOrDigits = { anyOf: [{ type: ['integer', 'null'] }, { type: 'string', pattern: '^[0-9]+$' }] };

function isInteger(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || !('type' in schema)) return false;
  return [schema.type].flat().includes('integer');
}
