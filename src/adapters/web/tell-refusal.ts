import type { Context } from 'hono';
import { Failure } from '../../failure.ts';

/** What a command or a reading was refused for, as the page is told it; what has no sentence for a member is thrown on. */
export function tellRefusal(error: Error, c: Context): Response {
  if (c.req.raw.signal.aborted) return c.body(null, 204); // whoever asked has gone, and nothing broke
  const told = error instanceof Failure ? error.memberText : undefined;
  if (!(error instanceof Failure) || told === undefined) throw error;
  return c.json({ error: told }, refusals[error.code] ?? 400);
}

const refusals: Record<string, 403 | 404> = { 'not-allowed': 403, 'no-such-command': 404 };
