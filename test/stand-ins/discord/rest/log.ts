/** What came in, for tests to look at and wait for, and what no Discord should be asked. */

export interface RestRequest {
  method: string;
  /** Without `/api/v10` and the query. */
  path: string;
  query: Record<string, string>;
  body: unknown;
  status: number;
}

export interface Refused {
  /** As in `POST /channels/1/messages`; a gateway's refusal has none. */
  request: string;
  reason: string;
  body: unknown;
}

export interface Log {
  readonly requests: RestRequest[];
  readonly refusals: Refused[];
  add(request: RestRequest): void;
  refuse(request: string, reason: string, body?: unknown): void;
  next(isMeant: (request: RestRequest) => boolean): Promise<RestRequest>;
}

export function createLog(): Log {
  const requests: RestRequest[] = [];
  const refusals: Refused[] = [];
  const expected = new Set<{ isMeant: (request: RestRequest) => boolean; resolve: (request: RestRequest) => void }>();
  return {
    requests,
    refusals,
    add(request) {
      requests.push(request);
      for (const each of expected) {
        if (!each.isMeant(request)) continue;
        expected.delete(each);
        each.resolve(request);
      }
    },
    refuse(request, reason, body) {
      refusals.push({ request, reason, body });
    },
    next: (isMeant) => new Promise((resolve) => expected.add({ isMeant, resolve })),
  };
}
