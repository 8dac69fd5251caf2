import type { Reader } from '../../store/index.ts';
import { chunksOf } from '../chunks.ts';
import { brought } from '../living.ts';
import type { Draft } from './draft.ts';

/** A draft with all that an entry needs of it, once the import's own settings have filled the gaps. */
export interface Candidate {
  draft: Draft;
  verified: boolean;
  holdsFor: string | null;
  audienceRoomId: string | null;
}

/** What a draft means beside what its source brought before. */
export type Difference =
  | { kind: 'added'; supersedesId: string | null }
  | { kind: 'changed'; supersedesId: string }
  /** `before` says the same as the draft; `entry` is what holds in its place, be it an edit, or the last that held. */
  | { kind: 'unchanged'; before: KnownEntry; entry: KnownEntry }
  /** The source has changed what someone has edited here since: the edit stays. */
  | { kind: 'kept'; entry: KnownEntry };

export type KnownEntry = Awaited<ReturnType<typeof readChunk>>[number];

/** Everything that a source ever had under these keys, oldest first; what other imports stage apart. */
export async function readKnown(
  read: Pick<Reader, 'entry'>,
  sourceId: string,
  keys: readonly string[],
): Promise<Map<string, KnownEntry[]>> {
  const known: KnownEntry[] = [];
  for (const chunk of chunksOf(keys)) known.push(...(await readChunk(read, sourceId, chunk)));
  return Map.groupBy(known, ({ key }) => key);
}

function readChunk(read: Pick<Reader, 'entry'>, sourceId: string, keys: string[]) {
  return read.entry.findMany({
    where: { sourceId, key: { in: keys }, ...brought },
    select: {
      id: true,
      key: true,
      kind: true,
      title: true,
      text: true,
      url: true,
      category: true,
      verified: true,
      standing: true,
      holdsFor: true,
      audienceRoomId: true,
      importId: true,
      retiredAt: true,
      retiredReason: true,
      likeness: true,
      supersededBy: { select: { id: true } },
    },
    orderBy: { id: 'asc' },
  });
}

/**
 * What the source said last time is the newest entry that an import brought; what holds is the one that lives. They
 * differ where someone has edited or retired it here.
 */
export function compare(candidate: Candidate, known: readonly KnownEntry[]): Difference {
  const current = known.findLast(({ retiredAt }) => retiredAt === null);
  const before = known.findLast(({ importId }) => importId !== null) ?? current;
  if (before && isSame(candidate, before)) {
    const hasReturned = !current && before.retiredReason === 'gone';
    return hasReturned ? comeBack(known) : { kind: 'unchanged', before, entry: current ?? before };
  }
  if (!current) return comeBack(known);
  return current.importId === null ? { kind: 'kept', entry: current } : { kind: 'changed', supersedesId: current.id };
}

/** What was retired comes back as a new entry, which goes on with its history. */
function comeBack(known: readonly KnownEntry[]): Difference {
  const last = known.findLast(({ supersededBy }) => supersededBy === null);
  return { kind: 'added', supersedesId: last?.id ?? null };
}

function isSame({ draft, verified, holdsFor, audienceRoomId }: Candidate, entry: KnownEntry): boolean {
  return (
    draft.kind === entry.kind &&
    draft.title === entry.title &&
    draft.text === entry.text &&
    (draft.url ?? null) === entry.url &&
    (draft.category ?? null) === entry.category &&
    // What members have voted since is theirs, and no change of the source: only what it says itself is compared.
    (draft.standing ?? entry.standing) === entry.standing &&
    verified === entry.verified &&
    holdsFor === entry.holdsFor &&
    audienceRoomId === entry.audienceRoomId
  );
}
