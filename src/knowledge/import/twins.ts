import type { LikenessRow, Reader } from '../../store/index.ts';
import { chunksOf } from '../chunks.ts';
import type { Place } from './draft.ts';
import { type Comparable, createTwinFinder, likenessOf, similarity, twinSimilarity } from './near-duplicates.ts';

/** Finds for each text the entry that says the same already, if one does. */
export interface TwinWatch {
  /** What may be a twin, and is known already. */
  remember(row: Pick<LikenessRow, 'id' | 'likeness'>): void;
  /** Looks at texts in order; those without a twin are remembered for the next ones. */
  look(watched: readonly Watched[]): Promise<Looked[]>;
}

export interface Watched extends Comparable {
  id: string;
  at: Place;
  /** Made where it is not known. */
  likeness?: Uint8Array | null;
  /**
   * What it is compared with: everything; what stands before it in its source, as it is known already itself; or
   * nothing, as it stays whatever is like it.
   */
  against: 'everything' | 'its source' | 'nothing';
}

export interface Looked {
  id: string;
  likeness: Uint8Array<ArrayBuffer>;
  /** Where the twin stands: in the same source, or in what is known. */
  twin: Twin | undefined;
}

export type Twin = { at: Place } | { entryId: string; title: string };

interface Known {
  id: string;
  /** Set for what was looked at. */
  at?: Place;
}

type Texts = Map<string, Comparable>;

export function createTwinWatch(read: Pick<Reader, 'entry'>, expected: number): TwinWatch {
  const finder = createTwinFinder(expected);
  const known: Known[] = [];
  /** Of the last look: perhaps not stored yet. */
  let recent: Texts = new Map();

  function remember(one: Known, likeness: Uint8Array): void {
    finder.add(known.length, likeness);
    known.push(one);
  }

  function candidates({ likeness, against }: Pick<Watched, 'against'> & { likeness: Uint8Array }): Known[] {
    if (against === 'nothing') return [];
    const found = finder.candidates(likeness).flatMap((ref) => known[ref] ?? []);
    return against === 'everything' ? found : found.filter(({ at }) => at !== undefined);
  }

  return {
    remember: ({ id, likeness }) => remember({ id }, likeness),
    async look(watched) {
      const all = watched.map((one) => ({
        ...one,
        likeness: Uint8Array.from(one.likeness ?? likenessOf(one.title, one.text)),
      }));
      const wanted = new Set(all.flatMap((one) => candidates(one).map(({ id }) => id)));
      const texts = await readTexts(
        read,
        [...wanted].filter((id) => !recent.has(id)),
      );
      for (const [id, text] of recent) texts.set(id, text);
      recent = new Map();
      return all.map((one): Looked => {
        const { id, at, likeness } = one;
        const twin = candidates(one).find((candidate) => isTwin(one, texts.get(candidate.id)));
        if (!twin) {
          remember({ id, at }, likeness);
          recent.set(id, one);
          texts.set(id, one);
        }
        return { id, likeness, twin: twin && describe(twin, texts) };
      });
    },
  };
}

function isTwin(one: Comparable, other: Comparable | undefined): boolean {
  return other !== undefined && other.kind === one.kind && similarity(one, other) >= twinSimilarity;
}

function describe({ id, at }: Known, texts: Texts): Twin {
  return at ? { at } : { entryId: id, title: texts.get(id)?.title ?? '' };
}

async function readTexts(read: Pick<Reader, 'entry'>, ids: readonly string[]): Promise<Texts> {
  const texts: Texts = new Map();
  for (const chunk of chunksOf(ids)) {
    const where = { id: { in: chunk } };
    const rows = await read.entry.findMany({ where, select: { id: true, title: true, text: true, kind: true } });
    for (const { id, ...text } of rows) texts.set(id, text);
  }
  return texts;
}

export function describeTwin(twin: Twin): string {
  return 'at' in twin
    ? `It says the same as ${twin.at.file}:${twin.at.line}.`
    : `It says the same as the entry ${twin.entryId} (“${twin.title.slice(0, 80)}”).`;
}
