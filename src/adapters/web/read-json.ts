import type { HonoRequest } from 'hono';
import { z } from 'zod';
import { Failure } from '../../failure.ts';

/** Reads a request's body as what it ought to be; a Failure says what is wrong with it. */
export async function readJson<Schema extends z.ZodType>(
  request: HonoRequest,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await request.json().catch(() => undefined);
  return read(body, schema);
}

/** The same for what stands behind the question mark of its address. */
export function readQuery<Schema extends z.ZodType>(request: HonoRequest, schema: Schema): z.output<Schema> {
  return read(request.query(), schema);
}

function read<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Failure('unreadable', `This request cannot be read: ${z.prettifyError(result.error)}`);
}
