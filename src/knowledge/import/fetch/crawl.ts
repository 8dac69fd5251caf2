/** From one page of a site to all that it leads to: what to ask for next, and what to make of the answers. */

import type { Announced } from './ask-site.ts';
import type { PageFolder } from './page-folder.ts';
import type { Robots } from './robots.ts';
import type { Scope } from './scope.ts';
import { type Page, type Visit, type Visitor, withLinks } from './visit.ts';

interface Crawl {
  scope: Scope;
  robots: Robots;
  announced: Announced;
  folder: PageFolder;
  visit: Visitor;
  most: number;
  allBytes: number;
  onProgress?: ((doing: string) => void) | undefined;
}

const atOnce = 2;
const mostSeen = 20_000;
const mostFailuresInARow = 10;
const mostNotes = 20;

/** Level by level, each in the order of its addresses, so that the same site gives the same pages. Returns notes. */
export async function crawl(first: Page, job: Crawl): Promise<string[]> {
  const { scope, robots, announced, folder, visit, most, allBytes, onProgress } = job;
  const seen = new Set([first.address]);
  const failures: string[] = [];
  const gone = new Set<string>();
  let next: string[] = [];
  let failuresInARow = 0;

  const enqueue = (address: string | undefined) => {
    if (address === undefined || seen.has(address) || seen.size >= mostSeen) return;
    seen.add(address);
    if (robots.allows(new URL(address).pathname)) next.push(address);
  };
  const take = async (page: Page) => {
    seen.add(page.address);
    const original = page.canonical === undefined ? undefined : scope.admit(page.canonical, page.address);
    if (page.mayKeep) await folder.keep({ ...page, original });
    enqueue(original);
    for (const link of page.links) enqueue(scope.admit(link, page.base));
  };
  const settle = async (address: string, visited: Visit) => {
    failuresInARow = visited.kind === 'failed' ? failuresInARow + 1 : 0;
    if (visited.kind === 'page') {
      const { pathname } = new URL(visited.page.address);
      if (scope.admit(visited.page.address, address) && robots.allows(pathname)) await take(visited.page);
    } else if (visited.kind === 'failed') {
      const copy = await folder.copyOf(address);
      if (copy) await take(withLinks(copy));
      failures.push(`${address} could not be read: ${visited.why}${copy ? '; its earlier copy is kept' : ''}.`);
    } else {
      gone.add(address);
    }
  };

  await take(first);
  for (const address of announced.addresses) enqueue(address);
  // Without its sitemap, pages that nothing links to would seem to be gone.
  if (announced.failed.length > 0) for (const address of folder.known) enqueue(scope.admit(address, address));
  const failedMaps = announced.failed.map(
    (address) => `${address} could not be read; new pages that it names are missing.`,
  );
  let left: string[] = [];
  let asked = 1;
  const isFull = () => folder.pages >= most || folder.bytes >= allBytes || asked >= 4 * most;
  while (!isFull() && failuresInARow < mostFailuresInARow) {
    if (left.length === 0) [left, next] = [next.sort(), []];
    const addresses = left.splice(0, Math.min(atOnce, most - folder.pages));
    if (addresses.length === 0) break;
    asked += addresses.length;
    const visits = await Promise.all(addresses.map(visit));
    for (const [at, address] of addresses.entries()) {
      const visited = visits[at];
      if (visited) await settle(address, visited);
    }
    onProgress?.(`${folder.pages} pages read, ${left.length + next.length} more known`);
  }
  const hasGivenUp = failuresInARow >= mostFailuresInARow;
  if (hasGivenUp) await keepOld({ folder, scope, robots }, gone);
  return [...failedMaps, ...shortened(failures), ...unread(left.length + next.length, hasGivenUp, folder)];
}

/** What was not asked about may still be there. */
async function keepOld(
  { folder, scope, robots }: Pick<Crawl, 'folder' | 'scope' | 'robots'>,
  gone: Set<string>,
): Promise<void> {
  for (const address of folder.known) {
    const isWanted = scope.admit(address, address) !== undefined && robots.allows(new URL(address).pathname);
    const mayStay = isWanted && !gone.has(address);
    const copy = mayStay ? await folder.copyOf(address) : undefined;
    if (copy) await folder.keep(copy);
  }
}

function shortened(notes: string[]): string[] {
  if (notes.length <= mostNotes) return notes;
  return [...notes.slice(0, mostNotes), `${notes.length - mostNotes} more pages could not be read.`];
}

function unread(waiting: number, hasGivenUp: boolean, { pages }: PageFolder): string[] {
  if (hasGivenUp) return [`${mostFailuresInARow} pages in a row could not be read, so no more were asked for.`];
  return waiting === 0 ? [] : [`Only ${pages} pages were read, which is the limit; ${waiting} more are known.`];
}
