import { setImmediate } from 'node:timers/promises';
import type { Label, Manner, Store } from '../../store/index.ts';
import { type Activity, activityOf } from './activity.ts';
import { type Approval, type Approved, approvalBy, approvalOver } from './approval.ts';
import { type Cited, type Counted, mostCited } from './cited.ts';
import { type CategoryJudgement, judgeRoutes } from './judge-routes.ts';
import { type Period, type Span, spanBefore, spanOf } from './span.ts';
import { type Speed, speedOf } from './speed.ts';
import { count, emptyTally, type Fate, type Share, type Tally, type Thumbs } from './tally.ts';

export interface StatsRequest {
  communityId: string;
  /** Where they will be read: nothing is named that this room may not be told of. */
  roomId: string;
  period: Period;
  now: Date;
  /** Whether what was asked in private rooms is counted, too: for moderators. */
  privateRooms?: boolean | undefined;
}

/** How Quorum did in one community for a while. Everything that belongs to an answer counts for when its question was asked. */
export interface Stats {
  span: Span;
  /** Those that were asked of Quorum, and those that it answered unasked. */
  questions: number;
  /** What nobody asked: what it answered of its own accord, and what it left to people. */
  unasked: { answered: number; left: number };
  /** How many different members they came from. */
  askers: number;
  fates: Record<Fate, number>;
  /** Why questions were refused or cut off, by code, the most frequent first. */
  reasons: { refused: Counted[]; cutOff: Counted[] };
  labels: Record<Label, number>;
  manners: Record<Manner, number>;
  thumbs: Thumbs & { answersWithAny: number };
  approval: Approval;
  /** Of the questions that came to an end and were not cancelled: those whose answer was approved, or neither denied nor put right by a person. */
  helpful: { count: number; of: number };
  asking: Activity;
  /** From question to answer; undefined where nothing was answered. */
  speed: Speed | undefined;
  /** Until a model that had its turn said its first word. */
  firstWord: Speed | undefined;
  roles: Part[];
  models: Part[];
  /** How well each role would do on each kind of question, where routing left it to chance. */
  routes: CategoryJudgement[];
  cited: Cited;
  buckets: Bucket[];
  /** The same time before, to compare with; undefined where there is no before. */
  before: Before | undefined;
}

/** What a picture is drawn of. Nothing in it was written by members. */
export type Charted = Pick<Stats, 'span' | 'questions' | 'unasked' | 'labels' | 'thumbs' | 'speed' | 'buckets'>;

/** What one role or one model had in it. */
export interface Part {
  name: string;
  answers: number;
  thumbs: Thumbs;
  speed: Speed | undefined;
}

/** What belongs to one stretch of the span; it begins at the span's start of the same place. */
export interface Bucket {
  questions: number;
  /** By the label of their answers; what is left of `questions` got no answer that wears one. */
  labels: Record<Label, number>;
  thumbs: Thumbs;
  speed: Speed | undefined;
  approval: Approved | undefined;
}

export interface Before {
  questions: number;
  askers: number;
  answered: number;
  thumbs: Thumbs;
  speed: Speed | undefined;
}

export type StatsStore = Pick<Store, 'read' | 'questionRows'>;

export async function readStats(store: StatsStore, request: StatsRequest, signal?: AbortSignal): Promise<Stats> {
  const { period, now } = request;
  const span = spanOf(period, now, period === 'all' ? await firstAskedAt(store, request) : now);
  const tally = await tallyOf(store, request, span, signal);
  const earlier = spanBefore(span);
  const before = earlier && (await tallyOf(store, request, earlier, signal));
  return statsOf(span, tally, before, await mostCited(store.read, tally.cited, request));
}

export function statsOf(span: Span, tally: Tally, before: Tally | undefined, cited: Cited): Stats {
  const { questions, unasked, askers, fates, reasons, labels, manners, thumbs } = tally;
  const approvals = approvalOver(span, tally.voted);
  return {
    span,
    questions,
    unasked,
    askers: askers.size,
    fates,
    reasons: { refused: byCount(reasons.refused), cutOff: byCount(reasons.cutOff) },
    labels,
    manners,
    thumbs,
    approval: approvalBy(tally.voted),
    helpful: { count: tally.helpful, of: fates.answered + fates.refused + fates.cutOff },
    asking: activityOf(askers.values()),
    speed: speedOf(tally.totalMs),
    firstWord: speedOf(tally.firstTextMs),
    roles: partsOf(tally.roles),
    models: partsOf(tally.models),
    routes: judgeRoutes(tally.routed),
    cited,
    buckets: tally.buckets.map(({ questions, labels, thumbs, totalMs }, index) => ({
      questions,
      labels,
      thumbs,
      speed: speedOf(totalMs),
      approval: approvals[index],
    })),
    before: before && {
      questions: before.questions,
      askers: before.askers.size,
      answered: before.fates.answered,
      thumbs: before.thumbs,
      speed: speedOf(before.totalMs),
    },
  };
}

async function tallyOf(store: StatsStore, request: StatsRequest, span: Span, signal?: AbortSignal): Promise<Tally> {
  const { communityId, roomId, privateRooms = false } = request;
  const { from, to } = span;
  const tally = emptyTally(span);
  for (const rows of store.questionRows({ communityId, from, to, toldInRoomId: privateRooms ? undefined : roomId })) {
    for (const row of rows) count(tally, span, row);
    await setImmediate(); // others have their turn
    signal?.throwIfAborted();
  }
  return tally;
}

async function firstAskedAt({ read }: StatsStore, request: StatsRequest): Promise<Date | undefined> {
  const { communityId, roomId, privateRooms = false } = request;
  const first = await read.question.findFirst({
    where: { communityId, ...(!privateRooms && { OR: [{ communityWide: true }, { roomId }] }) },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  });
  return first?.createdAt;
}

function byCount(counts: ReadonlyMap<string, number>): Counted[] {
  return [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
}

function partsOf(shares: ReadonlyMap<string, Share>): Part[] {
  return [...shares]
    .map(([name, { answers, thumbs, totalMs }]) => ({ name, answers, thumbs, speed: speedOf(totalMs) }))
    .sort((one, other) => other.answers - one.answers);
}
