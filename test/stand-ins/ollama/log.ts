/** What came in: the requests that were understood and those that break the protocol, for tests to look at and wait for. */
import { isUnder } from './aim.ts';
import { type ChatBody, chatBody, type EmbedBody, embedBody } from './requests.ts';

export interface Accepted {
  method: string;
  path: string;
  body: unknown;
}

/** A request that breaks the protocol, and how. */
export interface Refused extends Accepted {
  reason: string;
}

export interface Log {
  readonly requests: Accepted[];
  readonly refusals: Refused[];
  chats(): ChatBody[];
  embeds(): EmbedBody[];
  accept(request: Accepted): void;
  refuse(request: Accepted, reason: string): void;
  next(path: string): Promise<Accepted>;
}

export function createLog(): Log {
  const requests: Accepted[] = [];
  const refusals: Refused[] = [];
  let expected: { path: string; resolve: (request: Accepted) => void }[] = [];
  const bodiesAt = (path: string) => requests.filter((request) => request.path === path).map(({ body }) => body);
  return {
    requests,
    refusals,
    chats: () => bodiesAt('/api/chat').map((body) => chatBody.parse(body)),
    embeds: () => bodiesAt('/api/embed').map((body) => embedBody.parse(body)),
    accept(request) {
      requests.push(request);
      // Whoever waits is told when the request has got as far as it can at once, into the queue or to its first piece.
      for (const { path, resolve } of expected) if (isUnder(path, request.path)) setImmediate(resolve, request);
      expected = expected.filter(({ path }) => !isUnder(path, request.path));
    },
    refuse(request, reason) {
      refusals.push({ ...request, reason });
    },
    next: (path) => new Promise((resolve) => expected.push({ path, resolve })),
  };
}
