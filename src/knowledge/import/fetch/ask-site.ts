/** What a site tells those who ask before they read: its robots.txt and its sitemaps. */
import { Failure } from '../../../failure.ts';
import { PageError } from './get.ts';
import { decodePage } from './page-text.ts';
import type { PoliteGet } from './polite-get.ts';
import { noRobots, type Robots, readRobots } from './robots.ts';
import type { Scope } from './scope.ts';
import { readSitemap } from './sitemap.ts';

const robotsBytes = 512 * 1024;
const sitemapBytes = 16 * 1024 * 1024;
const mostSitemaps = 20;
const mostAddresses = 20_000;

/** The text at an address; undefined where the site has no such thing. */
async function textAt(address: string, politely: PoliteGet, maxBytes: number): Promise<string | undefined> {
  const arrival = await politely(address, { wants: (status) => status === 200, maxBytes });
  if ('elsewhere' in arrival) return undefined;
  const { status, body } = arrival.reply;
  if (status === 429 || status >= 500) throw new PageError(`it answers ${status}`);
  return status === 200 ? decodePage(body) : undefined;
}

/** A robots.txt that cannot be read forbids everything (RFC 9309, 2.3.1.4); one that is not there, nothing. */
export async function askRobots(origin: string, politely: PoliteGet): Promise<Robots> {
  try {
    const text = await textAt(`${origin}/robots.txt`, politely, robotsBytes);
    return text === undefined ? noRobots : readRobots(text);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    throw new Failure('fetch-failed', `${origin}/robots.txt cannot be read, so nothing may be: ${error.message}.`, {
      remedy: 'Try again later.',
      cause: error,
    });
  }
}

/** The pages that a site's sitemaps name. */
export interface Announced {
  addresses: Set<string>;
  /** The sitemaps that are there but could not be read. */
  failed: string[];
}

export async function askSitemaps(scope: Scope, robots: Robots, politely: PoliteGet): Promise<Announced> {
  const left = [...robots.sitemaps, '/sitemap.xml', `${scope.under}sitemap.xml`];
  const asked = new Set<string>();
  const announced: Announced = { addresses: new Set(), failed: [] };
  for (let written = left.shift(); written !== undefined; written = left.shift()) {
    const url = URL.parse(written, scope.origin);
    if (url?.origin !== scope.origin || asked.has(url.href) || asked.size === mostSitemaps) continue;
    asked.add(url.href);
    try {
      const { pages, sitemaps } = readSitemap((await textAt(url.href, politely, sitemapBytes)) ?? '');
      for (const page of pages) {
        const address = scope.admit(page, url.href);
        if (address !== undefined && announced.addresses.size < mostAddresses) announced.addresses.add(address);
      }
      left.push(...sitemaps);
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      announced.failed.push(url.href);
    }
  }
  return announced;
}
