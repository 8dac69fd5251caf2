import type { Reader } from '../../store/index.ts';

/** Something that answers were made from, by a name that may be said, and how often they cite it. */
export interface Counted {
  name: string;
  count: number;
}

export interface Cited {
  sources: Counted[];
  entries: Counted[];
}

const shown = 5;
/** SQLite takes no more than 32,766 values at once. */
const idsAtOnce = 5000;

/**
 * What answers cite most, as this room may be told of it: an entry that belongs to another room is not named, nor is a
 * source that is known here by such entries alone. Nor is an entry that has left: what took its place is, by its own count.
 */
export async function mostCited(
  read: Pick<Reader, 'entry' | 'source'>,
  counts: ReadonlyMap<string, number>,
  { communityId, roomId }: { communityId: string; roomId: string },
): Promise<Cited> {
  const entries = new Map<string, number>();
  const sources = new Map<string, { count: number; isKnownHere: boolean }>();
  const ids = [...counts.keys()];
  for (let first = 0; first < ids.length; first += idsAtOnce) {
    const rows = await read.entry.findMany({
      where: { communityId, id: { in: ids.slice(first, first + idsAtOnce) } },
      select: { id: true, sourceId: true, audienceRoomId: true, retiredAt: true, standing: true },
    });
    for (const { id, sourceId, audienceRoomId, retiredAt, standing } of rows) {
      const count = counts.get(id) ?? 0;
      const isTold = audienceRoomId === null || audienceRoomId === roomId;
      const source = sources.get(sourceId);
      sources.set(sourceId, {
        count: (source?.count ?? 0) + count,
        isKnownHere: isTold || (source?.isKnownHere ?? false),
      });
      if (isTold && retiredAt === null && standing !== 'denied') entries.set(id, count);
    }
  }

  const topEntries = mostOf(entries);
  const topSources = mostOf([...sources].flatMap(([id, { count, isKnownHere }]) => (isKnownHere ? [[id, count]] : [])));
  const [titles, names] = await Promise.all([
    read.entry.findMany({ where: { id: { in: idsOf(topEntries) } }, select: { id: true, title: true } }),
    read.source.findMany({ where: { id: { in: idsOf(topSources) } }, select: { id: true, name: true } }),
  ]);
  return {
    entries: named(topEntries, new Map(titles.map(({ id, title }) => [id, title]))),
    sources: named(topSources, new Map(names.map(({ id, name }) => [id, name]))),
  };
}

type Counts = (readonly [id: string, count: number])[];

/** Those with the highest counts; of equals, the one that came first. */
function mostOf(counts: Iterable<readonly [string, number]>): Counts {
  return [...counts]
    .sort(([oneId, one], [otherId, other]) => other - one || (oneId < otherId ? -1 : 1))
    .slice(0, shown);
}

function idsOf(counts: Counts): string[] {
  return counts.map(([id]) => id);
}

/** What left between two queries is left out. */
function named(counts: Counts, names: ReadonlyMap<string, string>): Counted[] {
  return counts.flatMap(([id, count]) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ name, count }];
  });
}
