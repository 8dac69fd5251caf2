/**
 * Asks a site for pages the way a guest should: no faster than it likes, waiting when it says so, and following it when
 * it says that a page is elsewhere, but only within the site.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../../clock.ts';
import { type GetOptions, get, PageError, type Reply } from './get.ts';
import type { Lookup } from './public-address.ts';
import { shownText } from './shown.ts';
import { within } from './time-limit.ts';

export interface Guest {
  clock: Clock;
  signal: AbortSignal;
  lookup: Lookup;
  allowPrivate: boolean;
  /** For one page, from the question to its last byte. */
  pageMs: number;
}

export interface Request {
  wants: GetOptions['wants'];
  maxBytes: number;
  /** What is sent along to each address on the way. */
  headersFor?: (address: string) => Promise<Record<string, string>>;
}

/** The answer and the address that gave it; or the address to which it points, when that is not of the same origin. */
export type Arrival = { address: string; reply: Reply } | { elsewhere: string };

export interface PoliteGet {
  (address: string, request: Request): Promise<Arrival>;
  slowDownTo(gapMs: number): void;
}

const mostRedirects = 5;
const mostTries = 3;
const longestRetryMs = 30_000;
const usualRetryMs = 5000;

export function createPoliteGet(guest: Guest): PoliteGet {
  const { clock, signal } = guest;
  let gapMs = 0;
  let nextAt = 0;

  async function turn(): Promise<void> {
    const now = clock.now();
    const at = Math.max(now, nextAt);
    nextAt = at + gapMs;
    if (at > now) await clock.wait(at - now, signal);
  }

  async function once(url: URL, { wants, maxBytes, headersFor }: Request): Promise<Reply> {
    await turn();
    const late = () => new PageError(`it took longer than ${guest.pageMs / 1000} seconds`);
    const headers = { 'accept-encoding': 'gzip', ...(await headersFor?.(url.href)) };
    return within({ ms: guest.pageMs, clock, signal, late }, (ended) =>
      get(url, { headers, wants, maxBytes, signal: ended, lookup: guest.lookup, allowPrivate: guest.allowPrivate }),
    );
  }

  async function patiently(url: URL, request: Request): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const reply = await once(url, request);
      const retryMs = retryAfterMs(reply, clock.now());
      if (retryMs === undefined || tries === mostTries) return reply;
      if (retryMs > longestRetryMs) throw busy(reply.status, retryMs);
      nextAt = Math.max(nextAt, clock.now() + retryMs);
    }
  }

  const politeGet = async (address: string, request: Request): Promise<Arrival> => {
    let url = new URL(address);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const reply = await patiently(url, request);
      const target = targetOf(reply.status, reply.headers, url);
      if (target === undefined) return { address: url.href, reply };
      if (target.origin !== url.origin) return { elsewhere: `${target.origin}${target.pathname}` };
      url = target;
    }
    throw new PageError(`it is passed on more than ${mostRedirects} times`);
  };
  return Object.assign(politeGet, {
    slowDownTo(ms: number) {
      gapMs = ms;
    },
  });
}

function targetOf(status: number, { location }: IncomingHttpHeaders, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const target = location === undefined ? null : URL.parse(location, from.href);
  if (!target) throw new PageError(`it is passed on to “${shownText(location ?? '')}”, which is no address`);
  target.hash = '';
  target.search = '';
  return target;
}

function retryAfterMs({ status, headers }: Reply, now: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const asked = headers['retry-after'];
  if (asked === undefined) return usualRetryMs;
  const ms = /^\d{1,9}$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
  return Number.isNaN(ms) ? usualRetryMs : Math.max(0, ms);
}

function busy(status: number, ms: number): PageError {
  return new PageError(`it answers ${status} and asks to come back in ${Math.ceil(ms / 1000)} seconds`);
}
