/** Counting: a pure fold over rows, in any order. What is counted under names is added up as they come. */
import type { Label, Manner, QuestionRow } from '../../store/index.ts';
import { wornLabel } from '../worn-label.ts';
import type { Voted } from './approval.ts';
import type { RoutedAnswer } from './judge-routes.ts';
import { routedAnswerOf } from './routed-answer.ts';
import { bucketAt, type Span } from './span.ts';

/** What became of a question. */
export const fates = ['answered', 'refused', 'cutOff', 'cancelled', 'underWay'] as const;
export type Fate = (typeof fates)[number];

export const labels = ['verified', 'approved', 'fromSources', 'withoutSources'] as const satisfies Label[];
export const manners = ['quoted', 'generated', 'excerpts', 'unknown'] as const satisfies Manner[];

export interface Tally {
  /** Those that were asked of Quorum, and those that it answered unasked. */
  questions: number;
  /** What nobody asked: what it answered of its own accord, and what it left to people. */
  unasked: { answered: number; left: number };
  /** How often each member asked. */
  askers: Map<string, number>;
  fates: Record<Fate, number>;
  /** Why questions were refused or cut off, by code. */
  reasons: { refused: Map<string, number>; cutOff: Map<string, number> };
  labels: Record<Label, number>;
  manners: Record<Manner, number>;
  thumbs: Thumbs & { answersWithAny: number };
  /** Questions whose answer was approved, or neither denied nor put right by a person. */
  helpful: number;
  voted: Voted[];
  totalMs: number[];
  firstTextMs: number[];
  roles: Map<string, Share>;
  models: Map<string, Share>;
  /** How many answers cite an entry, by its id. */
  cited: Map<string, number>;
  /** Answers by which routing can be judged. */
  routed: RoutedAnswer[];
  buckets: BucketTally[];
}

export interface Thumbs {
  up: number;
  down: number;
}

/** What one role or one model had in it. */
export interface Share {
  answers: number;
  thumbs: Thumbs;
  totalMs: number[];
}

export interface BucketTally {
  questions: number;
  labels: Record<Label, number>;
  thumbs: Thumbs;
  totalMs: number[];
}

export function emptyTally(span: Span): Tally {
  return {
    questions: 0,
    unasked: { answered: 0, left: 0 },
    askers: new Map(),
    helpful: 0,
    voted: [],
    fates: noneOf(fates),
    reasons: { refused: new Map(), cutOff: new Map() },
    labels: noneOf(labels),
    manners: noneOf(manners),
    thumbs: { up: 0, down: 0, answersWithAny: 0 },
    totalMs: [],
    firstTextMs: [],
    roles: new Map(),
    models: new Map(),
    cited: new Map(),
    routed: [],
    buckets: span.starts.map(() => ({
      questions: 0,
      labels: noneOf(labels),
      thumbs: { up: 0, down: 0 },
      totalMs: [],
    })),
  };
}

/** Adds a question of the span to the tally. What nobody asked and nobody was answered is no question, but talk between people. */
export function count(tally: Tally, span: Span, row: QuestionRow): void {
  const bucket = tally.buckets[bucketAt(span, Date.parse(row.createdAt))];
  if (!bucket) throw new Error('A question was counted in a span that has no time.');
  const fate = fateOf[row.state];
  if (!row.asked && fate === 'answered') tally.unasked.answered += 1;
  else if (!row.asked) {
    if (fate !== 'underWay') tally.unasked.left += 1;
    return;
  }
  tally.questions += 1;
  bucket.questions += 1;
  countOne(tally.askers, row.memberId);
  tally.fates[fate] += 1;
  if (fate === 'refused' || fate === 'cutOff') countOne(tally.reasons[fate], row.stateReason ?? 'unsaid');
  if (fate === 'answered' && row.manner) countAnswer(tally, bucket, row, row.manner);
}

function countAnswer(tally: Tally, bucket: BucketTally, row: QuestionRow, manner: Manner): void {
  const { role, model, totalMs, firstTextMs, cited } = row;
  const label = wornLabel({ ...row, standing: row.standing ?? 'open' });
  const weights = row.votes?.split(',').map(Number) ?? [];
  const thumbs = {
    up: weights.filter((weight) => weight > 0).length,
    down: weights.filter((weight) => weight < 0).length,
  };
  tally.manners[manner] += 1;
  if (isHelpful(row, manner)) tally.helpful += 1;
  if (label) {
    tally.labels[label] += 1;
    bucket.labels[label] += 1;
  }
  if (thumbs.up + thumbs.down > 0) {
    tally.thumbs.answersWithAny += 1;
    tally.voted.push(votedOn(row, weights));
  }
  addThumbs(tally.thumbs, thumbs);
  addThumbs(bucket.thumbs, thumbs);
  if (totalMs !== null) {
    tally.totalMs.push(totalMs);
    bucket.totalMs.push(totalMs);
  }
  if (firstTextMs !== null) tally.firstTextMs.push(firstTextMs);
  if (role !== null) addTo(tally.roles, role, thumbs, totalMs);
  if (model !== null) addTo(tally.models, model, thumbs, totalMs);
  const routed = routedAnswerOf(row);
  if (routed) tally.routed.push(routed);
  for (const id of new Set(cited?.split(','))) countOne(tally.cited, id);
}

/** Whoever was told that nothing is known had to ask a person. */
function isHelpful({ standing, corrected }: QuestionRow, manner: Manner): boolean {
  return standing === 'approved' || (standing !== 'denied' && manner !== 'unknown' && !corrected);
}

function votedOn({ category, topic, role, version, createdAt }: QuestionRow, weights: readonly number[]): Voted {
  const sum = (sign: number) => weights.reduce((total, weight) => total + Math.max(0, sign * weight), 0);
  return { category, topic, role, version, askedAt: Date.parse(createdAt), up: sum(1), down: sum(-1) };
}

function addTo(shares: Map<string, Share>, name: string, thumbs: Thumbs, totalMs: number | null): void {
  const share = shares.get(name) ?? { answers: 0, thumbs: { up: 0, down: 0 }, totalMs: [] };
  shares.set(name, share);
  share.answers += 1;
  addThumbs(share.thumbs, thumbs);
  if (totalMs !== null) share.totalMs.push(totalMs);
}

function addThumbs(thumbs: Thumbs, { up, down }: Thumbs): void {
  thumbs.up += up;
  thumbs.down += down;
}

function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function noneOf<Name extends string>(names: readonly Name[]): Record<Name, number> {
  // Every name has its place, or the type would say otherwise.
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

const fateOf: Record<QuestionRow['state'] | 'drafted' | 'delivering', Fate> = {
  waiting: 'underWay',
  answering: 'underWay',
  drafted: 'underWay',
  delivering: 'answered',
  answered: 'answered',
  refused: 'refused',
  cancelled: 'cancelled',
  cutOff: 'cutOff',
};
