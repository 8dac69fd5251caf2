import type { ReviewKind } from '../../store/index.ts';
import { countOf, plain } from '../markdown.ts';
import { type Progress, whatNext } from '../progress/progress.ts';
import { compareCounts } from '../stats/compare.ts';
import { saySpeed } from '../stats/describe-stats.ts';
import type { Growth } from '../stats/growth.ts';
import { paragraphs, section } from '../stats/layout.ts';
import type { Stats } from '../stats/read-stats.ts';
import { helpfulness, sayApproval } from '../stats/say-approval.ts';
import { sayBefore, sayDates, sayMany } from '../stats/words.ts';

export interface Digest {
  communityName: string;
  stats: Stats;
  growth: Growth;
  progress: Progress;
  /** What waits for moderators to decide on, by kind. */
  waiting: readonly { kind: ReviewKind; count: number }[];
}

/** The week in a message that moderators read on a phone: what happened, and what would help. */
export function describeDigest({ communityName, stats, growth, progress, waiting }: Digest): string {
  const { questions, askers, before, approval, speed, span } = stats;
  const { added, retired, corrections } = growth;
  const proposed = corrections.open + corrections.taken + corrections.dropped;
  const waitingInAll = waiting.reduce((sum, { count }) => sum + count, 0);
  return paragraphs([
    [
      `**The week in ${plain(communityName, 80)}** (${sayDates(span)})`,
      `${sayMany(questions, 'question')} from ${sayMany(askers, 'member')}`,
      before && compareCounts(questions, before.questions, sayBefore('week')),
    ],
    section('Answers', [
      helpfulness(stats),
      approval.all ? sayApproval(approval.all) : 'nobody voted',
      speed && saySpeed(speed),
    ]),
    section('Knowledge', [
      `${sayMany(added, 'entry', 'entries')} came, ${sayMany(retired, 'entry', 'entries')} left or were replaced`,
      proposed > 0 ? `${sayMany(proposed, 'correction')} proposed, ${corrections.taken} taken` : undefined,
    ]),
    section(
      waitingInAll === 0 ? 'Nothing waits for you' : `${countOf(waitingInAll, 'item waits', 'items wait')} for you`,
      waiting.map(({ kind, count }) => `${kindWords[kind]}: ${count}`),
    ) ?? 'Nothing waits for you.',
    `I am **${progress.phase}**, by ${sayMany(progress.voted, 'answer')} with votes. ${whatNext(progress)}`,
    '`/stats` and `/progress` tell more; `/settings set` with `digest` switches this off.',
  ]);
}

const kindWords: Record<ReviewKind, string> = {
  correction: 'corrections',
  contested: 'answers that members do not agree on',
  denied: 'taught entries that members deny',
  doubt: 'imports that were not sure',
  reply: 'people’s replies',
};
