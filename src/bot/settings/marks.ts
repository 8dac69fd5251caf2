/** Which emoji a community's moderators say right and wrong with; members' thumbs are the same everywhere. */
import { z } from 'zod';

/** For right and for wrong, as a chat writes them: `✅`, or `<:yes:123>` where it is a server's own. */
export type MarkPair = readonly [right: string, wrong: string];

/** What an emoji says: 2 for right, -2 for wrong. A former one is put no more; what it said before stands until it is taken away. */
export interface KnownMark {
  value: 2 | -2;
  isFormer: boolean;
}

/** By `emojiKey`. */
export type Marks = ReadonlyMap<string, KnownMark>;

const own = /<a?:\w{2,32}:(\d{1,20})>/;
/** Made when it is needed: all emoji there are take longer to read in than the rest of a start's settings. */
const everyEmoji = () => new RegExp(`${own.source}|\\p{RGI_Emoji}\\uFE0F?|\\p{Extended_Pictographic}\\uFE0F?`, 'gv');

/** The same for all ways in which an emoji comes: skin tones and the wish to be shown in colour say nothing else. */
export function emojiKey(written: string): string {
  return own.exec(written)?.[1] ?? written.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '');
}

const thumbs = new Set(['👍', '👎']);

export const markPair = z
  .tuple([z.string().min(1).max(80), z.string().min(1).max(80)])
  .refine(
    ([right, wrong]) =>
      emojiKey(right) !== emojiKey(wrong) && ![right, wrong].some((each) => thumbs.has(emojiKey(each))),
  );

/** Reads two emoji out of what a moderator wrote. */
export const writtenMarks = z.string().transform((text, context): [string, string] => {
  const emojis = everyEmoji();
  const [right, wrong, ...others] = text.match(emojis) ?? [];
  const rest = text.replace(emojis, '').replace(/[\s;,]+/g, '');
  if (right !== undefined && wrong !== undefined && others.length === 0 && rest === '') return [right, wrong];
  context.addIssue({ code: 'custom', message: 'These are not two emoji.' });
  return z.NEVER;
});

export function marksOf({ marks, formerMarks }: { marks: MarkPair; formerMarks: readonly MarkPair[] }): Marks {
  const known = new Map<string, KnownMark>();
  for (const [pair, isFormer] of [...formerMarks.map((each) => [each, true] as const), [marks, false] as const]) {
    known.set(emojiKey(pair[0]), { value: 2, isFormer });
    known.set(emojiKey(pair[1]), { value: -2, isFormer });
  }
  return known;
}
