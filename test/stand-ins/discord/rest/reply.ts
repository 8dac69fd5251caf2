/** What goes back to the client: JSON with Discord's headers, an error in its shape, or nothing under 204. */
import type { ServerResponse } from 'node:http';
import type { ApiError } from './errors.ts';
import { type Scope, tooEarlyHeaders } from './limits.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** Undefined where nothing goes with it. */
  body: unknown;
}

export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (body === undefined) {
    // No content type: a client that is promised JSON tries to read it.
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function errorReply(error: ApiError, headers: Record<string, string>): Reply {
  return { status: error.status, headers, body: error.body };
}

export function tooEarlyReply(retryAfterMs: number, scope: Scope, headers: Record<string, string> = {}): Reply {
  return {
    status: 429,
    headers: { ...headers, ...tooEarlyHeaders(retryAfterMs, scope) },
    body: {
      message: 'You are being rate limited.',
      code: 0,
      retry_after: retryAfterMs / 1_000,
      global: scope === 'global',
    },
  };
}

/** What a test has ordered; above 500 it is not even Discord that answers, but what stands before it. */
export function failedReply(status: number, headers: Record<string, string>): Reply {
  return { status, headers, body: { message: `${status}: ordered by the test`, code: 0 } };
}
