import { type Bot, emojiKey, type Mark, type Marks } from '../../../bot/index.ts';
import { platform } from '../connection/index.ts';

const thumbs: ReadonlyMap<string, Mark> = new Map([
  ['👍', 1],
  ['👎', -1],
]);

/** An emoji as Discord tells of it: of a server's own, the id is what it is. */
export interface Emoji {
  id: string | null;
  name: string | null;
}

/** What a reaction says of what it stands under. */
export interface Said {
  value: Mark;
  isFormer?: true;
}

export function markOf({ id, name }: Emoji, marks: Marks): Said | undefined {
  const key = id ?? emojiKey(name ?? '');
  const thumb = thumbs.get(key);
  if (thumb !== undefined) return { value: thumb };
  const known = marks.get(key);
  return known && { value: known.value, ...(known.isFormer && { isFormer: true }) };
}

/** What a mark says of a person's reply; a thumb says nothing of that. */
export function signOf({ value }: Said): 1 | -1 | undefined {
  return value === 2 ? 1 : value === -2 ? -1 : undefined;
}

/** An emoji as a route to its reactions names it. */
export function routeOf({ id, name }: Emoji): string {
  return encodeURIComponent(id === null ? (name ?? '') : `${name ?? '_'}:${id}`);
}

/** With which emoji a server's moderators mark; in direct messages, and in those that nothing is known of, with the usual. */
export function marksIn(bot: Pick<Bot, 'marksOf'>, guildId: string | null): Promise<Marks> {
  return bot.marksOf({ platform, platformId: guildId ?? '' });
}
