/** Finding entries for those who look after them: by id, by what they have in common, and by what they once were. */
import { Failure } from '../failure.ts';
import type { Entry, Prisma, Reader } from '../store/index.ts';
import { type EntryView, viewEntry, viewedWith } from './entry-view.ts';
import { learnedUri, taughtUri } from './learned.ts';
import { brought, living } from './living.ts';

export interface ListFilter {
  sourceId?: string | undefined;
  category?: string | undefined;
  state?: 'known' | 'review' | 'retired' | 'bad' | undefined;
  limit: number;
  /** The last one of the page before. */
  after?: string | undefined;
}

type Entries = Pick<Reader, 'entry'>;

const viewed = { include: viewedWith, omit: { likeness: true }, orderBy: { id: 'asc' } } as const;

export async function listEntries(
  read: Entries,
  communityId: string,
  { sourceId, category, state = 'known', limit, after }: ListFilter,
): Promise<EntryView[]> {
  const asked = { ...(sourceId && { sourceId }), ...(category && { category }), ...(after && { id: { gt: after } }) };
  const rows = await read.entry.findMany({
    where: { ...inState(communityId, state), ...asked },
    ...viewed,
    take: limit,
  });
  return rows.map(viewEntry);
}

function inState(communityId: string, state: NonNullable<ListFilter['state']>): Prisma.EntryWhereInput {
  const known = living(communityId);
  if (state === 'review') return { ...known, reviewSince: { not: null } };
  if (state === 'retired') return { ...known, retiredAt: { not: null } };
  if (state === 'bad') return { ...known, standing: 'denied' };
  return known;
}

const pageSize = 500;

export async function* allEntries(read: Entries, communityId: string): AsyncGenerator<EntryView> {
  for (let after = ''; ; ) {
    const page = await listEntries(read, communityId, { limit: pageSize, after });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** All that the entry's source, or people here, ever said in its place, oldest first. */
export async function historyOf(read: Entries, { communityId, sourceId, key }: Entry): Promise<EntryView[]> {
  // what was learned and then edited is of another source; the keys of both are ids
  const ofPeople = { source: { uri: { in: [learnedUri, taughtUri] } } };
  const where = { communityId, key, AND: [brought, { OR: [{ sourceId }, ofPeople] }] };
  const versions = await read.entry.findMany({ where, ...viewed });
  return versions.map(viewEntry);
}

export async function viewOf(read: Entries, id: string): Promise<EntryView> {
  const { include, omit } = viewed;
  return viewEntry(await read.entry.findUniqueOrThrow({ where: { id }, include, omit }));
}

const shortestId = 6;
const idShape = /^[0-9a-f-]+$/;

/** By its id, or by the end of it where no other ends like it. */
export async function findEntry(read: Entries, communityId: string, named: string): Promise<Entry> {
  const ending = named.trim().toLowerCase();
  const isId = ending.length >= shortestId && idShape.test(ending);
  const where = { communityId, ...brought, id: { endsWith: ending } };
  const [only, another] = isId ? await read.entry.findMany({ where, take: 2 }) : [];
  if (another) {
    throw new Failure('no-such-entry', `More than one entry’s id ends with ${ending}.`, { remedy: 'Give more of it.' });
  }
  if (only) return only;
  throw new Failure('no-such-entry', `There is no entry ${named.slice(0, 80)}.`, {
    remedy: `Give its id, or at least the last ${shortestId} signs of it. Search: npm run -s quorum -- knowledge search "…"`,
  });
}
