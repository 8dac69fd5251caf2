/** Stats to describe and to draw: made up from a seed, and counted like real ones. */
import { type Stats, statsOf } from '../../../src/bot/stats/read-stats.ts';
import { type Period, type Span, spanBefore, spanOf } from '../../../src/bot/stats/span.ts';
import { count, emptyTally, type Tally } from '../../../src/bot/stats/tally.ts';
import { createRandom } from '../../../src/knowledge/index.ts';
import type { QuestionRow } from '../../../src/store/index.ts';

export const sampleNow = new Date('2026-11-25T18:20:00Z');

export interface SampleOptions {
  period?: Period;
  /** How many questions each bucket gets, of those from the first. */
  perBucket: (index: number, at: Date, random: () => number) => number;
  perBucketBefore?: number;
  firstAt?: Date;
  /** Whether all of it is. */
  isRefused?: boolean;
  /** How many of them nobody asked. */
  unaskedShare?: number;
  seed?: number;
}

export function sampleStats({
  period = 'month',
  perBucket,
  perBucketBefore = 20,
  firstAt,
  isRefused = false,
  unaskedShare = 0,
  seed = 7,
}: SampleOptions): Stats {
  const random = createRandom(seed);
  const row = isRefused ? refusedRow : unaskedShare > 0 ? partlyUnasked(unaskedShare) : sampleRow;
  const span = spanOf(period, sampleNow, firstAt);
  const before = spanBefore(span);
  const tally = tallyOf(span, perBucket, row, random);
  const earlier = before && tallyOf(before, () => perBucketBefore * span.starts.length, row, random);
  return statsOf(span, tally, earlier, tally.cited.size > 0 ? sampleCited : { sources: [], entries: [] });
}

const sampleCited = {
  sources: [
    { name: 'NixOS wiki', count: 310 },
    { name: 'NixOS manual', count: 220 },
    { name: 'Taught by moderators', count: 130 },
  ],
  entries: [
    { name: 'How do I roll back?', count: 41 },
    { name: 'Cleaning up the Nix store', count: 28 },
  ],
};

type MakeRow = (at: Date, random: () => number) => QuestionRow;

function tallyOf(span: Span, perBucket: SampleOptions['perBucket'], row: MakeRow, random: () => number): Tally {
  const tally = emptyTally(span);
  for (const [index, from] of span.starts.entries()) {
    const until = span.starts[index + 1] ?? span.to;
    const questions = perBucket(index, from, random);
    for (let nth = 0; nth < questions; nth++) {
      const at = new Date(from.getTime() + Math.floor(random() * (until.getTime() - from.getTime())));
      count(tally, span, row(at, random));
    }
  }
  return tally;
}

const nothing = {
  manner: null,
  label: null,
  role: null,
  model: null,
  totalMs: null,
  firstTextMs: null,
  votes: null,
  cited: null,
  version: null,
  category: null,
  topic: null,
  standing: null,
  isVerified: false,
  corrected: false,
  routed: null,
};

function refusedRow(at: Date): QuestionRow {
  const asked = { id: at.toISOString(), asked: true, memberId: 'member', createdAt: at.toISOString() };
  return { ...asked, ...nothing, state: 'refused', stateReason: 'paused' };
}

/** What is asked about, the most frequent first. */
const categories = ['how-to', 'configuration', 'errors', 'packages', 'concepts'];

function sampleRow(at: Date, random: () => number): QuestionRow {
  const id = String(random());
  const asked = { id, asked: true, memberId: `member ${Math.floor(random() ** 2 * 90)}`, createdAt: at.toISOString() };
  const fate = random();
  if (fate < 0.04)
    return { ...asked, ...nothing, state: 'refused', stateReason: fate < 0.03 ? 'too-many' : 'room-off' };
  if (fate < 0.055) return { ...asked, ...nothing, state: 'cutOff', stateReason: 'instance-died' };
  if (fate < 0.065) return { ...asked, ...nothing, state: 'cancelled', stateReason: null };
  const answered = {
    ...asked,
    version: null,
    category: categories[Math.floor(Number(id) ** 1.6 * categories.length)] ?? 'other',
    topic: null,
    standing: 'open',
    isVerified: false,
    corrected: false,
    state: 'answered',
    stateReason: null,
    votes: sampleVotes(random),
    cited: 'a,b',
    routed: null,
  } as const;
  const kind = random();
  if (kind < 0.2) {
    const quoted = { manner: 'quoted', label: 'verified', role: null, model: null } as const;
    return { ...answered, ...quoted, isVerified: true, totalMs: Math.round(4 + 10 * random()), firstTextMs: null };
  }
  const label = kind < 0.32 ? 'approved' : kind < 0.82 ? 'fromSources' : 'withoutSources';
  const firstTextMs = Math.round(180 + 900 * random() ** 3);
  const totalMs = Math.round(firstTextMs + 1500 + 14_000 * random() ** 3);
  const role = (['expert', 'coder', 'empathy', 'quick'] as const)[Math.floor(random() ** 2 * 4)] ?? 'expert';
  const model = role === 'coder' ? 'qwen2.5-coder:7b' : 'llama3.2:3b';
  return { ...answered, manner: 'generated', label, role, model, totalMs, firstTextMs };
}

/** Most of what nobody asks is left to people. */
function partlyUnasked(share: number): MakeRow {
  return (at, random) => {
    const row = sampleRow(at, random);
    if (random() >= share) return row;
    if (random() < 0.4) return { ...row, asked: false };
    return { ...row, ...nothing, asked: false, state: 'cancelled', stateReason: 'needless' };
  };
}

function sampleVotes(random: () => number): string | null {
  if (random() < 0.62) return null;
  return Array.from({ length: 1 + Math.floor(3 * random()) }, () => (random() < 0.84 ? 1 : -1)).join(',');
}

/** A community that asks a lot, less on weekends. */
export const busyMonth: SampleOptions = {
  perBucket: (index, at, random) => Math.round((at.getUTCDay() % 6 === 0 ? 14 : 34) + index * 0.7 + 14 * random()),
  perBucketBefore: 33,
};

/** A community with a help forum, where Quorum may speak of its own accord. */
export const helpForum: SampleOptions = { ...busyMonth, unaskedShare: 0.6 };

export const oneDay: SampleOptions = {
  period: 'day',
  perBucket: (_, at, random) =>
    Math.round(3 * random() + 9 * Math.max(0, Math.sin(((at.getUTCHours() - 6) / 16) * Math.PI))),
  perBucketBefore: 5,
};

/** Its first day. */
export const firstDay: SampleOptions = { period: 'all', firstAt: sampleNow, perBucket: () => 17 };

export const empty: SampleOptions = { perBucket: () => 0, perBucketBefore: 0 };

/** One day when a whole server came to look. */
export const outlier: SampleOptions = {
  perBucket: (index, _, random) => (index === 17 ? 2600 : Math.round(9 * random())),
  perBucketBefore: 4,
};

export const firstYear: SampleOptions = {
  period: 'year',
  perBucket: (index, _, random) => (index < 5 ? 0 : Math.round(20 + 30 * (index - 5) * random())),
  perBucketBefore: 0,
};

/** Nothing of it was answered, and so nobody voted. */
export const unanswered: SampleOptions = { period: 'week', perBucket: () => 3, isRefused: true };

/** Five years of it: as many bars as there can be. */
export const longAndBusy: SampleOptions = {
  period: 'all',
  firstAt: new Date('2022-01-05T00:00:00Z'),
  perBucket: (index) => 200 + 8 * index,
};
