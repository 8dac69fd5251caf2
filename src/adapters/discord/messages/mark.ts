import type { Mark } from '../../../bot/index.ts';

const marks: ReadonlyMap<string, Mark> = new Map([
  ['👍', 1],
  ['👎', -1],
  ['✅', 2],
  ['❌', -2],
]);

/** What a ✅ or ❌ says of a person's reply. */
export function signOf(mark: 2 | -2): 1 | -1 {
  return mark === 2 ? 1 : -1;
}

/** What a reaction says of an answer; skin tones say nothing else. */
export function markOf(emoji: string | null): Mark | undefined {
  return marks.get(emoji?.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '') ?? '');
}
