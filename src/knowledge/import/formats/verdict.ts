/** What people said of an answer, in the words and numbers that programs keep it in. */
export type Verdict = 'approved' | 'denied';

type Fields = ReadonlyMap<string, unknown>;

const names = [
  ...['approved', 'approval', 'is_approved', 'rating', 'vote', 'status', 'verdict', 'feedback', 'decision'],
  ...['score', 'reaction', 'stars', 'helpful'],
];

const good = new Set([
  'approved',
  'approve',
  'accepted',
  'up',
  'upvote',
  'thumbs_up',
  'good',
  'positive',
  'yes',
  'like',
]);
const bad = new Set([
  'denied',
  'deny',
  'rejected',
  'down',
  'downvote',
  'thumbs_down',
  'bad',
  'negative',
  'no',
  'dislike',
]);
for (const word of ['true', '1', '+1', '👍', '✅']) good.add(word);
for (const word of ['false', '0', '-1', '👎', '❌', 'disapproved']) bad.add(word);

/** The first field that says anything decides. */
export function verdictOf(fields: Fields, isStars: boolean): Verdict | undefined {
  return names.map((name) => verdictIn(fields.get(name), isStars)).find((verdict) => verdict !== undefined);
}

/** Whether ratings go from 1 to 5: then 1 is the worst, where it is otherwise a yes. */
export function usesStars(all: readonly Fields[]): boolean {
  return all.some((fields) => names.some((name) => Number(fields.get(name)) > 1));
}

function verdictIn(value: unknown, isStars: boolean): Verdict | undefined {
  const word = String(value ?? '')
    .trim()
    .toLowerCase()
    .replace(/\p{Emoji_Modifier}|\ufe0f/gu, '');
  if (isStars && /^[0-5](?:\.\d)?$/.test(word)) return verdictOfStars(Number(word));
  if (typeof value === 'number') return value > 0 ? 'approved' : 'denied';
  if (good.has(word)) return 'approved';
  return bad.has(word) ? 'denied' : undefined;
}

/** Three of five says nothing. */
function verdictOfStars(stars: number): Verdict | undefined {
  if (stars >= 4) return 'approved';
  return stars <= 2 ? 'denied' : undefined;
}
