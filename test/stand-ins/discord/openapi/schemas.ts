/** Schemas inside the description, compiled when they are first needed; Ajv reads JSON Schema as OpenAPI 3.1 does. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Description } from './document.ts';

export type Check = (value: unknown) => ErrorObject[];

/** A check for the schema at this place: `['paths', '/gateway', 'get', …]`. */
export function createSchemas(description: Description): (...place: string[]) => Check {
  // Words that belong to OpenAPI and not to JSON Schema are allowed, and every mistake of a body is told.
  // Optimising the checks takes longer than all the checking of a test.
  const leniently = { strict: false, validateSchema: false, code: { optimize: false } } as const;
  const ajv = new Ajv2020({ ...leniently, allErrors: true, verbose: true, formats: { ...formats } });
  ajv.addSchema(description, 'discord');
  const compiled = new Map<string, Check>();
  return (...place) => {
    const pointer = place.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = compiled.get(pointer);
    if (known !== undefined) return known;
    const validate = ajv.compile({ $ref: `discord#/${pointer}` });
    const check: Check = (value) => (validate(value) ? [] : (validate.errors ?? []));
    compiled.set(pointer, check);
    return check;
  };
}

const isWithin = (limit: number) => (value: number) => Number.isInteger(value) && Math.abs(value) <= limit;

const formats = {
  int32: { type: 'number', validate: isWithin(2 ** 31) },
  int64: { type: 'number', validate: isWithin(2 ** 63) },
  double: { type: 'number', validate: Number.isFinite },
  uri: (value: string) => URL.canParse(value),
  'date-time': (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
  snowflake: /^\d{1,20}$/,
  nonce: true,
} as const;
