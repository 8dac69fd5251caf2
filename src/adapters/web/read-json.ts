import type { HonoRequest } from 'hono';
import { z } from 'zod';
import { Failure } from '../../failure.ts';

/** Reads a request's body as what it ought to be; a Failure says what is wrong with it. */
export async function readJson<Schema extends z.ZodType>(
  request: HonoRequest,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await request.json().catch(() => undefined);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new Failure('unreadable', `This request cannot be read: ${z.prettifyError(read.error)}`);
}
