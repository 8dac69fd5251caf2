import type { Findings, Library, Passage, Query } from '../knowledge/index.ts';

export interface Retrieved {
  /** Best first. */
  passages: Passage[];
  /** Those worth giving to a model. */
  relevant: Passage[];
  /** Those worth showing to a person without a model's reading; empty is "I do not know". */
  likely: Passage[];
  confidence: number;
  tookMs: number;
  timedOut: boolean;
}

/** Below it, nothing is shown as an answer by itself: more likely than not, it would be none. */
const worthShowing = 0.5;
/** How far behind the best passage another may be and still be about the same thing. */
const nearBest = 0.4;

export interface RetrieveRequest {
  communityId: string;
  roomId: string;
  question: string;
  /** The question that this one follows up on. */
  before?: string | undefined;
  /** What else tells what it is about: the errors in a log that came with it. */
  clues?: string | undefined;
  /** A passage for which this is true ends the search. */
  settles?: ((passage: Passage) => boolean) | undefined;
}

/** Searches what the community knows within a time budget; a search that is too slow costs its passages, never the answer. */
export async function retrieve(
  library: Library,
  { communityId, roomId, question, before, clues, settles }: RetrieveRequest,
  limits: { passages: number; budgetMs: number },
  signal: AbortSignal,
): Promise<Retrieved> {
  const startedAt = performance.now();
  const budget = AbortSignal.timeout(limits.budgetMs);
  const query = { communityId, roomId, question, limit: limits.passages, ...(settles && { settles }) };
  let soFar: Findings | undefined;
  const search = searchFor(library, query, { before, clues }, AbortSignal.any([signal, budget]), (found) => {
    soFar = found;
  });
  const inTime = await Promise.race([search, whenAborted(budget)]).catch((error: unknown) => {
    signal.throwIfAborted();
    if (budget.aborted) return undefined;
    throw error;
  });
  const findings = inTime ?? soFar;
  const tookMs = Math.round(performance.now() - startedAt);
  return { ...sift(findings ?? nothingFound), tookMs, timedOut: findings === undefined };
}

/** What a few words find by themselves is found by chance: "Why does this fail?" finds whatever fails. */
const mostFew = 6;

/**
 * "And without root?" says little by itself: then it is searched for together with what it follows up on, or with what
 * the log reports that came with it.
 */
async function searchFor(
  library: Library,
  query: Query,
  { before, clues }: Pick<RetrieveRequest, 'before' | 'clues'>,
  signal: AbortSignal,
  onFound: (first: Findings) => void,
): Promise<Findings> {
  const { question } = query;
  const search = (asked: string) => library.search({ ...query, question: asked }, signal);
  const withClues = clues === undefined ? undefined : `${question}\n${clues}`;
  const asked = withClues !== undefined && wordsIn(question) <= mostFew ? withClues : question;
  const first = await search(asked);
  onFound(first);
  if (first.confidence >= worthShowing) return first;
  const wider = [before === undefined ? [] : `${before}\n${question}`, withClues ?? []].flat();
  const others = await Promise.all(wider.filter((other) => other !== asked).map(search));
  return others.reduce((best, other) => (other.confidence > best.confidence ? other : best), first);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsIn(text: string): number {
  return Array.from(segmenter.segment(text.slice(0, 400))).filter(({ isWordLike }) => isWordLike).length;
}

const nothingFound: Findings = { passages: [], confidence: 0, isKnown: false, evidence: undefined };

function sift({
  passages,
  confidence,
  isKnown,
}: Findings): Pick<Retrieved, 'passages' | 'relevant' | 'likely' | 'confidence'> {
  const best = passages[0]?.score ?? 0;
  const close = passages.filter(({ score }) => score >= best * nearBest);
  return {
    passages,
    relevant: isKnown ? close : [],
    likely: confidence >= worthShowing ? close : [],
    confidence,
  };
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}
