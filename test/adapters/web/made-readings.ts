/** What the moderators' page of a lively community shows, made up and always the same. */
import { chartData } from '../../../src/bot/charts/index.ts';
import type { Looking, Readings } from '../../../src/bot/index.ts';
import { sampleNow, sampleStats } from '../../bot/stats/samples.ts';

export { sampleNow } from '../../bot/stats/samples.ts';

type Items<Name extends 'review' | 'feed' | 'gaps'> = Awaited<ReturnType<Readings[Name]>>['items'];

const ago = (minutes: number) => new Date(sampleNow.getTime() - minutes * 60_000);
const proposal = { approve: 'Approve', edit: 'Edit', drop: 'Drop' };

const waiting: Items<'review'> = [
  {
    ...{ id: 'w3', kind: 'draft', kindWords: 'Draft', since: ago(3), instead: undefined },
    question: 'Why does my build fail with “hash mismatch in fixed-output derivation”?',
    why: 'A draft, which expires at 2026-11-25 18:47 UTC.',
    text: 'What was downloaded is not what the expression expects. Put the hash that the error calls *got* into `hash`, after you have made sure that the source is the one you want.',
    words: { approve: 'Send', edit: 'Edit and send', drop: 'Drop' },
  },
  {
    ...{ id: 'w1', kind: 'correction', kindWords: 'Proposed', since: ago(14), words: proposal },
    question: 'How do I roll back after a broken update?',
    why: '**mira** says what is right.',
    text: 'Choose an earlier generation in the boot menu, or switch back from a shell:\n\n```console\nsudo nixos-rebuild switch --rollback\n```\n\nThe broken generation stays until you collect garbage, so nothing is lost.',
    instead: 'Reinstall the system from the installation medium; your files in `/home` are kept.',
  },
  {
    ...{ id: 'w2', kind: 'contested', kindWords: 'Contested', since: ago(52), instead: undefined },
    question: 'Should a beginner start with flakes?',
    why: 'Members do not agree: 3 for it, 3 against it.',
    text: 'Yes. Flakes pin every input, so a configuration builds the same on each machine; `nix flake init` makes the first one.',
    words: { approve: 'Approve', edit: 'Correct', drop: 'Deny' },
  },
];

const gaps: Items<'gaps'> = [
  gap(
    'nvidia, wayland, screen',
    'Why is my screen black on Wayland with Nvidia?',
    9,
    7,
    { denied: 4, contested: 2, unsure: 3 },
    35,
  ),
  gap('steam, fonts', 'Which fonts does Steam need to show Chinese?', 5, 5, { unanswered: 5 }, 190),
  gap('impermanence, ssh', 'How do I keep my SSH keys with impermanence?', 4, 3, { denied: 1, unsure: 3 }, 1500),
];

function gap(
  name: string,
  text: string,
  count: number,
  members: number,
  reasons: Items<'gaps'>[number]['reasons'],
  minutes: number,
) {
  return { name, question: { id: name, text }, count, members, reasons, lastAt: ago(minutes) };
}

const happened: Items<'feed'> = [
  happening(
    'knowledge.learned',
    4,
    null,
    '**What does `nix-shell -p` do?** is knowledge now: 4 members approve of its answer.',
  ),
  happening(
    'knowledge.withdrawn',
    21,
    null,
    '**How do I enable Bluetooth?** is known no more: members do not agree on its answer.',
  ),
  happening(
    'review.approved',
    47,
    'Grace',
    '**How do I pin nixpkgs?** was put right, as a member proposed (`9f2c41aa`).',
  ),
  happening('undo.done', 63, 'Linus', 'Taken back: **Can I use Home Manager alone?** was denied.'),
  happening('review.dropped', 66, 'Linus', '**Can I use Home Manager alone?** was denied.', 'undone'),
  happening(
    'votes.burst',
    95,
    null,
    '6 new accounts approved of **Where do I get the paid version?** within ten minutes.',
    'final',
  ),
  happening('knowledge.added', 180, 'Grace', '**Where are the logs of a failed build?** was taught (`1b7d90ce`).'),
  happening(
    'lessons.found',
    900,
    null,
    '**Show a command block where there is a command.** was learned from votes (`77a01f3e`). Answers with one are approved 88 % (42 answers, 19 members), others 54 % (61 answers, 25 members).',
  ),
];

function happening(
  kind: string,
  minutes: number,
  actor: string | null,
  what: string,
  state: Items<'feed'>[number]['state'] = 'undoable',
) {
  return { id: `${kind} ${minutes}`, kind, actor, what, at: ago(minutes), state };
}

const interval = (share: number, half: number) => ({ share, low: share - half, high: Math.min(1, share + half) });

const progress: Awaited<ReturnType<Readings['progress']>> = {
  voted: 67,
  phase: 'sharp',
  phases: ['setup', 'emerging', 'competent', 'sharp', 'expert'],
  next: { phase: 'expert', missing: 33 },
  approval: interval(0.84, 0.08),
  gradedFrom: 10,
  categories: [
    { category: 'how-to', voted: 31, approval: interval(0.93, 0.06), grade: 'great', missing: 0, topics: [] },
    { category: 'errors', voted: 18, approval: interval(0.81, 0.15), grade: 'good', missing: 0, topics: [] },
    { category: 'hardware', voted: 12, approval: interval(0.62, 0.22), grade: undefined, missing: 0, topics: [] },
    { category: 'concepts', voted: 6, approval: interval(0.83, 0.3), grade: undefined, missing: 4, topics: [] },
  ],
  advice:
    'Answers on hardware are approved 62 %: 👎 the weak ones and say what is right, or teach what is missing (`/gaps`).',
};

const lessons: Awaited<ReturnType<Readings['lessons']>> = [
  {
    ...{ id: 'l1', category: '', state: 'locked', editedBy: 'Grace' },
    wording: 'Show a command block where there is a command.',
    finding:
      'Answers with a command block are approved 88 % (42 answers, 19 members), others 54 % (61 answers, 25 members).',
  },
  {
    ...{ id: 'l2', category: 'errors', state: 'active', editedBy: null },
    wording: 'Say in the first line what went wrong.',
    finding:
      'Answers whose first line answers are approved 91 % (34 answers, 17 members), others 66 % (29 answers, 16 members).',
  },
];

/** A community in which something happens all the time. */
export const lively: Readings = {
  review: async () => ({ items: waiting, total: waiting.length }),
  gaps: async () => ({ items: gaps, total: gaps.length }),
  feed: async (_, topic) => ({
    items: happened.filter(({ kind }) => topic === undefined || kind.startsWith(topic)),
    total: happened.length,
  }),
  progress: async () => progress,
  lessons: async () => lessons,
  async stats(_, period) {
    const perBucket = (index: number, at: Date, random: () => number) =>
      Math.round((at.getUTCDay() % 6 === 0 ? 8 : 17) + index * 0.3 + 8 * random());
    return chartData(sampleStats({ period, perBucket, perBucketBefore: 15 }));
  },
};

/** One that has only begun. */
export const quiet: Readings = {
  review: async () => ({ items: [], total: 0 }),
  gaps: async () => ({ items: [], total: 0 }),
  feed: async () => ({ items: [], total: 0 }),
  progress: async () => ({
    ...{
      voted: 0,
      phase: 'setup',
      phases: progress.phases,
      next: { phase: 'emerging', missing: 10 },
      approval: undefined,
    },
    ...{
      gradedFrom: 10,
      categories: [],
      advice: 'Put 👍 or 👎 under answers: two of a kind make an answer known, or take it away.',
    },
  }),
  lessons: async () => [],
  stats: async (_: Looking, period) => chartData(sampleStats({ period, perBucket: () => 0, perBucketBefore: 0 })),
};
