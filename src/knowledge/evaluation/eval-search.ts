import type { Evidence } from '../confidence.ts';
import type { Library } from '../library.ts';
import { type Interval, intervals, type Measures, measure, type Outcome } from './measures.ts';
import type { SetQuestion } from './read-set.ts';
import type { ScratchCommunity } from './scratch-community.ts';

export interface SearchReport extends Measures {
  /** How many questions were asked. */
  n: number;
  answerable: number;
  msPerQuery: number;
  intervals: Record<keyof Measures, Interval | null>;
}

/** One question with what the search made of it; `--explain` shows the worst, `--tune` learns from all. */
export interface Asked extends Outcome {
  text: string;
  wanted: string | null;
  confidence: number;
  evidence: Evidence | undefined;
  /** The groups that came, best first. */
  found: { group: string; title: string; score: number }[];
}

/** Deep enough that ten groups come even where each has a handful of entries. */
const depth = 60;

export async function askAll(
  library: Library,
  { communityId, groups }: Pick<ScratchCommunity, 'communityId' | 'groups'>,
  questions: readonly SetQuestion[],
  signal: AbortSignal,
  onAsked: (done: number) => void = () => {},
): Promise<{ asked: Asked[]; msPerQuery: number }> {
  const asked: Asked[] = [];
  let tookMs = 0;
  for (const { text, group: wanted } of questions) {
    const startedAt = performance.now();
    const findings = await library.search({ communityId, roomId: null, question: text, limit: depth }, signal);
    tookMs += performance.now() - startedAt;
    const found = new Map<string, Asked['found'][number]>();
    for (const { entryId, title, score } of findings.passages) {
      const group = groups.get(entryId) ?? '';
      if (!found.has(group)) found.set(group, { group, title, score });
    }
    const place = [...found.keys()].indexOf(wanted ?? '') + 1;
    const { confidence, evidence, isKnown } = findings;
    const outcome = { isAnswerable: wanted !== null, place: place || undefined, isRefused: !isKnown };
    asked.push({ ...outcome, text, wanted, confidence, evidence, found: [...found.values()] });
    onAsked(asked.length);
  }
  return { asked, msPerQuery: tookMs / Math.max(1, questions.length) };
}

export function reportOn(asked: readonly Asked[], msPerQuery: number, random: () => number): SearchReport {
  return {
    n: asked.length,
    ...measure(asked),
    msPerQuery,
    answerable: asked.filter(({ isAnswerable }) => isAnswerable).length,
    intervals: intervals(asked, random),
  };
}

/** Those that went wrong, worst first: not found at all, answered though nothing answers them, declined, found late. */
export function worstMisses(asked: readonly Asked[], most: number): Asked[] {
  const badness = ({ isAnswerable, isRefused, place, confidence }: Asked) => {
    if (!isAnswerable) return isRefused ? 0 : 2 + confidence;
    return (place === undefined ? 3 : 1 - 1 / place) + (isRefused ? 1 : 0);
  };
  const wrong = asked.filter((one) => badness(one) > 0);
  return wrong.sort((one, other) => badness(other) - badness(one)).slice(0, most);
}
