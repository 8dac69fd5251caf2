/** The way of one request: to its route, through the protocol's rules, into the log, to its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HostError } from './errors.ts';
import type { FaultPlan } from './faults.ts';
import type { Log } from './log.ts';
import { createReply, Ended, type Reply, type ReplyOptions } from './reply.ts';
import type { Route } from './routes.ts';

export interface Handling extends Pick<ReplyOptions, 'pace' | 'endedBy'> {
  routes: readonly Route[];
  log: Log;
  faults: FaultPlan;
}

export async function handle(incoming: IncomingMessage, response: ServerResponse, handling: Handling): Promise<void> {
  const { routes, log, faults, pace, endedBy } = handling;
  const { method = '', url = '/' } = incoming;
  const path = url.split('?', 1)[0] ?? url;
  const onPath = routes.filter((each) => each.path.test(path));
  const route = onPath.find((each) => each.method === method);
  if (route === undefined) {
    const [status, text] = onPath.length > 0 ? [405, '405 method not allowed'] : [404, '404 page not found'];
    log.refuse({ method, path, body: undefined }, `${text}: ${method} ${path}`);
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
    return;
  }

  const read = await route.read(incoming, path);
  const request = { method, path, body: read.body };
  if ('refusal' in read) {
    log.refuse(request, read.refusal);
    createReply(response, { fate: {}, streams: false, pace, endedBy }).fail(400, read.refusal);
    return;
  }
  log.accept(request);
  const fate = faults.fateOf({ path, model: read.model ?? '' });
  const reply = createReply(response, { fate, streams: read.streams, pace, endedBy });
  try {
    await reply.begin();
    await read.answer(reply);
  } catch (error) {
    end(reply, error, (reason) => log.refuse(request, reason));
  }
}

function end(reply: Reply, error: unknown, report: (reason: string) => void): void {
  if (error instanceof Ended) return;
  if (error instanceof HostError) {
    reply.fail(error.status, error.message);
    return;
  }
  // Neither the client's doing nor a fault: a mistake in the stand-in or in a test's answer, which no test may miss.
  const reason = `the stand-in itself failed: ${error instanceof Error ? error.stack : String(error)}`;
  report(reason);
  reply.fail(500, reason);
}
