/** The way of one request: through faults and limits, past the description, to its route, and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Protocol } from '../openapi/index.ts';
import { ApiError, unauthorized } from './errors.ts';
import type { Outcome, RestFaultPlan } from './faults.ts';
import { formError } from './form-error.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import { type Body, readBody } from './read-body.ts';
import { errorReply, failedReply, type Reply, send, tooEarlyReply } from './reply.ts';
import type { Parts } from './route.ts';
import { findRoute, majorOf } from './routes.ts';

export interface Handling {
  parts: Parts;
  token: string;
  /** Undefined where the description is not at hand. */
  protocol: Protocol | undefined;
  faults: RestFaultPlan;
  limits: Limits;
  log: Log;
  /** Aborted when the server closes. */
  closing: AbortSignal;
}

interface Request extends Body {
  method: string;
  /** Without `/api/v10` and the query. */
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
}

export async function handle(incoming: IncomingMessage, response: ServerResponse, handling: Handling): Promise<void> {
  const { faults, log } = handling;
  const { method = '', url = '/' } = incoming;
  const { pathname, searchParams: query } = new URL(url, 'http://discord');
  // discord.js escapes the @ of `@original` and `@me`, which the description writes plainly.
  const path = pathname.replace(/^\/api\/v10(?=\/)/, '').replaceAll('%40', '@');
  const { gate, outcome } = faults.fateOf(method, path);
  const body = await readBodyOrError(incoming);
  // What has arrived whole is done, even if its sender is gone by then.
  if (gate !== undefined) await gate.pass(handling.closing);

  if (outcome?.kind === 'cut off') {
    response.destroy();
    return;
  }
  const request: Request = {
    ...(body instanceof ApiError ? emptyBody : body),
    method,
    path,
    query,
    authorization: incoming.headers.authorization,
  };
  const isVersioned = pathname.startsWith('/api/v10/');
  const reply = guarded(request, log, () =>
    body instanceof ApiError ? refused(request, body, {}, handling) : answer(request, outcome, handling, isVersioned),
  );
  if (isInvalid(reply)) handling.limits.countInvalid();
  if (outcome?.kind === 'lose reply') response.destroy();
  else send(response, reply);
  log.add({ method, path, query: Object.fromEntries(query), body: request.json, status: reply.status });
}

function answer(request: Request, outcome: Outcome | undefined, handling: Handling, isVersioned: boolean): Reply {
  const { limits, log, parts, protocol, token } = handling;
  const { method, path, query, authorization } = request;
  if (limits.isBanned) return tooEarlyReply(60 * 60_000, 'global');
  const isAuthorized = authorization === `Bot ${token}`;
  if (!isAuthorized && authorization !== undefined) return errorReply(unauthorized(), {});

  const found = isVersioned ? findRoute(method, path) : undefined;
  if (found === undefined) {
    log.refuse(`${method} ${path}`, 'There is nothing here by that name; only some of /api/v10 is.', request.json);
    return errorReply(new ApiError(404, 0, '404: Not Found'), {});
  }
  const { route, params } = found;
  const taken = limits.take(route.name, majorOf(params));
  if (taken.kind === 'too early') return tooEarlyReply(taken.retryAfterMs, taken.scope, taken.headers);
  const { headers } = taken;
  if (outcome?.kind === 'fail') return failedReply(outcome.status, headers);
  if (outcome?.kind === 'rate limit') {
    return tooEarlyReply(outcome.retryAfterMs, outcome.scope, headers);
  }
  if (!isAuthorized && !route.name.match(/ \/(interactions|webhooks)\//)) return errorReply(unauthorized(), headers);

  const wrong = protocol?.wrongIn({ ...request, body: request.described, isAuthorized }) ?? [];
  if (wrong.length > 0) return refused(request, formError(wrong), headers, handling);
  try {
    const answered = route.answer({ ...parts, params, query, body: request.json, uploads: request.uploads });
    return checked(request, { headers, body: undefined, ...answered }, handling);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refused(request, error, headers, handling);
  }
}

/** What goes wrong here is neither the client's doing nor a fault, but a mistake of ours: no test may miss it. */
function guarded({ method, path, json }: Request, log: Log, act: () => Reply): Reply {
  try {
    return act();
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.refuse(`${method} ${path}`, `the stand-in itself failed: ${reason}`, json);
    return failedReply(500, {});
  }
}

/** An error in Discord's words; where it is a mistake of whoever asked, the test has to know. */
function refused(request: Request, error: ApiError, headers: Record<string, string>, handling: Handling): Reply {
  if (error.isMistake) {
    const details = error.errors === undefined ? '' : ` ${JSON.stringify(error.errors)}`;
    handling.log.refuse(`${request.method} ${request.path}`, `${error.code}: ${error.message}${details}`, request.json);
  }
  return checked(request, errorReply(error, headers), handling);
}

function checked({ method, path }: Request, reply: Reply, { protocol }: Handling): Reply {
  // As it arrives: what is undefined here is absent there.
  const body = reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
  const wrong = protocol?.wrongInReply({ method, path }, reply.status, body) ?? [];
  if (wrong.length === 0) return reply;
  const reasons = wrong.map(({ path: where, message }) => `${where.join('.')}: ${message}`).join('; ');
  throw new Error(`Discord would not answer ${method} ${path} like this (${reply.status}): ${reasons}`);
}

/** What leads to a ban when there is too much of it; a limit that others have used up does not. */
function isInvalid({ status, headers }: Reply): boolean {
  return status === 401 || status === 403 || (status === 429 && headers['x-ratelimit-scope'] !== 'shared');
}

const emptyBody: Body = { contentType: undefined, json: undefined, uploads: [], described: undefined };

async function readBodyOrError(incoming: IncomingMessage): Promise<Body | ApiError> {
  try {
    return await readBody(incoming);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
