/** How far a community has brought Quorum: a pure function of the answers that members voted on. */
import type { VotedRow } from '../../store/index.ts';
import { type Interval, shareOf } from '../votes/share.ts';

/** From the first to the last, each with the voted interactions that it begins at. */
export const phases = [
  { name: 'setup', from: 0 },
  { name: 'emerging', from: 10 },
  { name: 'competent', from: 25 },
  { name: 'sharp', from: 50 },
  { name: 'expert', from: 100 },
] as const;
export type Phase = (typeof phases)[number]['name'];

/** The best first, each with the share of approval that it begins at. */
const grades = [
  { name: 'excellent', from: 0.95 },
  { name: 'great', from: 0.9 },
  { name: 'good', from: 0.8 },
] as const;
export type Grade = (typeof grades)[number]['name'];

/** Fewer say too little of a category to be graded. */
export const gradedFrom = 10;

export interface CategoryProgress {
  category: string;
  /** What its questions are often about, as far as enough has been voted on to grade that, the most voted on first. */
  topics: TopicProgress[];
  voted: number;
  approval: Interval;
  /** None while it is not good yet, or too few have voted. */
  grade: Grade | undefined;
  /** How many more voted interactions it takes to be graded, or none. */
  missing: number;
}

export type TopicProgress = { topic: string } & Pick<CategoryProgress, 'voted' | 'approval' | 'grade'>;

export interface Progress {
  voted: number;
  phase: Phase;
  /** The next phase, and how many voted interactions are missing; none in the last. */
  next: { phase: Phase; missing: number } | undefined;
  approval: Interval | undefined;
  /** The most voted on first. */
  categories: CategoryProgress[];
}

export function progressOf(rows: readonly VotedRow[]): Progress {
  const voted = rows.length;
  const at = phases.findLastIndex(({ from }) => voted >= from);
  const following = phases[at + 1];
  const byCategory = Map.groupBy(rows, ({ category }) => category ?? 'other');
  return {
    voted,
    phase: phases[at]?.name ?? 'setup',
    next: following && { phase: following.name, missing: following.from - voted },
    approval: approvalOf(rows),
    categories: [...byCategory]
      .flatMap(([category, own]) => {
        const approval = approvalOf(own);
        const topics = topicsOf(own);
        return approval ? [{ category, topics, voted: own.length, approval, ...gradeOf(own.length, approval) }] : [];
      })
      .sort((a, b) => b.voted - a.voted || (a.category < b.category ? -1 : 1)),
  };
}

function topicsOf(rows: readonly VotedRow[]): TopicProgress[] {
  const byTopic = Map.groupBy(rows, ({ topic }) => topic);
  return [...byTopic]
    .flatMap(([topic, own]) => {
      const approval = own.length < gradedFrom ? undefined : approvalOf(own);
      if (topic === null || !approval) return [];
      return [{ topic, voted: own.length, approval, grade: gradeOf(own.length, approval).grade }];
    })
    .sort((a, b) => b.voted - a.voted || (a.topic < b.topic ? -1 : 1));
}

/** Each answer counts once, for the side that weighs more; a tie is half of each. */
export function approvalOf(rows: readonly Pick<VotedRow, 'up' | 'down'>[]): Interval | undefined {
  const share = ({ up, down }: Pick<VotedRow, 'up' | 'down'>) => (up > down ? 1 : up < down ? 0 : 0.5);
  const up = rows.map(share);
  return shareOf(
    up.filter((part) => part > 0),
    up.filter((part) => part < 1).map((part) => 1 - part),
  );
}

function gradeOf(voted: number, { share }: Interval): Pick<CategoryProgress, 'grade' | 'missing'> {
  const missing = Math.max(0, gradedFrom - voted);
  return { missing, grade: missing > 0 ? undefined : grades.find(({ from }) => share >= from)?.name };
}

/** What would help most now, in a sentence. */
export function whatNext({ voted, next, categories }: Progress): string {
  if (voted === 0) return 'Put 👍 or 👎 under answers: two of a kind make an answer known, or take it away.';
  const graded = categories.filter(({ missing }) => missing === 0);
  const weakest = graded
    .filter(({ grade }) => grade === undefined)
    .toSorted((a, b) => a.approval.share - b.approval.share)[0];
  if (weakest)
    return `Answers on ${weakest.category} are approved ${percent(weakest.approval.share)}: 👎 the weak ones and say what is right, or teach what is missing (\`/gaps\`).`;
  const nearest = categories.filter(({ missing }) => missing > 0).toSorted((a, b) => a.missing - b.missing)[0];
  if (nearest)
    return `${nearest.missing} more ${votesOn(nearest.missing)} on ${nearest.category} and I can be graded there; 👎 the weak ones and say why.`;
  if (next) return `${next.missing} more answers with votes, and I am ${next.phase}.`;
  return 'Nothing is missing: go on voting, so that what changes is noticed.';
}

function votesOn(count: number): string {
  return count === 1 ? 'vote' : 'votes';
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
