/** Brings the pages of a site into a folder, the nearest first, and only those that changed when it is asked again. */
import { type Clock, systemClock } from '../../../clock.ts';
import { Failure } from '../../../failure.ts';
import { askRobots, askSitemaps } from './ask-site.ts';
import { crawl } from './crawl.ts';
import { type FetchedSource, pathWithin } from './fetched-source.ts';
import { openPageFolder } from './page-folder.ts';
import { createPoliteGet } from './polite-get.ts';
import { type Lookup, systemLookup } from './public-address.ts';
import { createScope, plain, type Scope } from './scope.ts';
import { shownBadAddress, shownText } from './shown.ts';
import { createVisitor, type Page, type Visit } from './visit.ts';

export interface SiteOptions {
  /** A folder of Quorum's own: what is in its part `pages` is replaced. */
  into: string;
  signal: AbortSignal;
  onProgress?: ((doing: string) => void) | undefined;
  /** How many pages at most. */
  most?: number | undefined;
  clock?: Clock | undefined;
  lookup?: Lookup | undefined;
  /** Whether a host outside the public internet may be asked. */
  allowPrivate?: boolean | undefined;
  limits?: Partial<SiteLimits> | undefined;
}

interface SiteLimits {
  pageMs: number;
  pageBytes: number;
  allBytes: number;
}

const usualLimits: SiteLimits = { pageMs: 20_000, pageBytes: 4 * 1024 ** 2, allBytes: 200 * 1024 ** 2 };

export async function fetchSite(text: string, options: SiteOptions): Promise<FetchedSource> {
  const { into, signal, most = 500, clock = systemClock, lookup = systemLookup, allowPrivate = false } = options;
  const { pageMs, pageBytes, allBytes } = { ...usualLimits, ...options.limits };
  const start = readSiteAddress(text);
  const politely = createPoliteGet({ clock, signal, lookup, allowPrivate, pageMs });
  const robots = await askRobots(start.origin, politely);
  if (!robots.allows(start.pathname)) throw forbidden(start);
  politely.slowDownTo(robots.delayMs);
  const folder = await openPageFolder(into);
  const visit = createVisitor(politely, folder, pageBytes, signal);
  const first = beginning(plain(start), await visit(plain(start)));
  const reached = new URL(first.address);
  if (!robots.allows(reached.pathname)) throw forbidden(reached);
  const scope = scopeOf(plain(start), first.address);
  const announced = await askSitemaps(scope, robots, politely);
  const notes = await crawl(first, {
    scope,
    robots,
    announced,
    folder,
    visit,
    most,
    allBytes,
    onProgress: options.onProgress,
  });
  if (folder.pages === 0) throw nothingToKeep(start);
  const { addresses, copies } = await folder.finish();
  if (copies === 1) notes.push('1 page was left out that calls another page its original.');
  if (copies > 1) notes.push(`${copies} pages were left out that call other pages their originals.`);
  return {
    folder: folder.path,
    linkOf: (file) => addresses.get(pathWithin(folder.path, file) ?? ''),
    notes,
  };
}

function readSiteAddress(text: string): URL {
  const url = /[\s\p{Cc}]/u.test(text) || text.length > 1000 ? null : URL.parse(text);
  const isSite = url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
  if (isSite && url.username === '' && url.password === '') return url;
  throw new Failure('bad-address', `“${shownBadAddress(text)}” is not the address of a site.`, {
    remedy: 'Give one that begins with https://, without a user name or password.',
  });
}

/** The first page; or why there is none, which ends the import. */
function beginning(start: string, visited: Visit): Page {
  if (visited.kind === 'page') {
    const { page } = visited;
    if (page.asksPassword && page.address !== start)
      throw needsLogin(start, 'it leads to a page that asks for a password');
    return page;
  }
  if (visited.kind === 'left-out' && visited.elsewhere !== undefined) {
    throw new Failure('fetch-failed', `${start} cannot be read: ${visited.why}.`, {
      remedy: `Import ${shownText(visited.elsewhere)} instead, if that is what you mean.`,
    });
  }
  if (visited.kind === 'left-out' && (visited.status === 401 || visited.status === 403)) {
    throw needsLogin(start, visited.why);
  }
  throw new Failure('fetch-failed', `${start} cannot be read: ${visited.why}.`, {
    remedy: visited.kind === 'failed' ? 'Try again later.' : 'Open it in a browser to see which address is right.',
  });
}

function needsLogin(start: string, why: string): Failure {
  return new Failure('fetch-failed', `${start} cannot be read: ${why}.`, {
    remedy: 'Quorum reads what everyone may read; import an export of it as a folder instead.',
  });
}

function forbidden({ origin, pathname }: URL): Failure {
  return new Failure('fetch-failed', `${origin}/robots.txt asks programs not to read ${pathname}.`, {
    remedy: 'Ask whoever runs the site, or import an export of it as a folder.',
  });
}

function nothingToKeep({ origin, pathname }: URL): Failure {
  return new Failure('fetch-failed', `${origin}${pathname} and the pages under it ask not to be kept.`, {
    remedy: 'Ask whoever runs the site, or import an export of it as a folder.',
  });
}

function scopeOf(start: string, reached: string): Scope {
  const scope = createScope(start);
  return scope.admit(reached, reached) === undefined ? createScope(reached) : scope;
}
