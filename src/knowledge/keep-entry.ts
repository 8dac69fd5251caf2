/** Entries that people write and take out: one transaction each, and the search knows. */
import { Failure } from '../failure.ts';
import { insertEntries, type NewEntry, type Tx } from '../store/index.ts';
import type { Draft } from './import/draft.ts';
import { likenessOf } from './import/near-duplicates.ts';
import { releaseSuperseded } from './import/stage.ts';
import { indexEntries } from './word-index/index-entries.ts';

/** An entry of no import, made of a draft. */
export function entryOf(draft: Draft, rest: Omit<NewEntry, keyof ReturnType<typeof columnsOf>>): NewEntry {
  return { ...rest, ...columnsOf(draft) };
}

function columnsOf({ key, kind, title, text, category, url }: Draft) {
  const optional = { category: category ?? null, url: url ?? null };
  const likeness = Uint8Array.from(likenessOf(title, text));
  return { importId: null, key, kind, title, text, ...optional, likeness };
}

/** Stores an entry, findable; what it supersedes leaves in the same moment. */
export async function keepEntry(tx: Tx, entry: NewEntry): Promise<void> {
  const { communityId, supersedesId, createdAt } = entry;
  if (supersedesId) {
    await leave(tx, supersedesId, 'superseded', createdAt);
    await releaseSuperseded(tx, [supersedesId]); // an import under way may be about to
  }
  await insertEntries(tx, [entry]);
  await indexEntries(tx, { communityId, now: createdAt }, [entry]);
}

/** Takes an entry out of what is known. Throws when somebody else was quicker. */
export async function leave(tx: Tx, id: string, retiredReason: 'superseded' | 'retired', at: Date): Promise<void> {
  const { count } = await tx.entry.updateMany({
    where: { id, retiredAt: null },
    data: { retiredAt: at, retiredReason, reviewSince: null, reviewReason: null },
  });
  if (count > 0) return;
  throw new Failure('no-such-entry', `The entry ${id} has left already: it was edited or retired.`, {
    remedy: `See what became of it: npm run -s quorum -- knowledge history ${id}`,
  });
}
