import type { Tx } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import { countOf, plain } from '../markdown.ts';

/** What became of a community's topics in a night. */
export interface TopicNews {
  communityId: string;
  found: readonly string[];
  left: readonly string[];
  renamed: readonly { from: string; to: string }[];
  topics: number;
  questions: number;
}

/** Tells moderators of it, in one item a night. */
export function noteTopics(
  tx: Tx,
  { communityId, found, left, renamed, topics, questions }: TopicNews,
  now: Date,
): Promise<void> {
  const names = (some: readonly string[]) => some.map((name) => `**${plain(name, 80)}**`).join('; ');
  const parts = [
    ...(found.length > 0 ? [`is often asked about now: ${names(found)}`] : []),
    ...(left.length > 0 ? [`no more: ${names(left)}`] : []),
    ...renamed.map(({ from, to }) => `${names([from])} is called ${names([to])} now`),
  ];
  const among = `Found by their words among ${countOf(questions, 'question')} that all may read; ${countOf(topics, 'topic')} in all.`;
  const what = `Topics: ${parts.join('. ')}. ${among}`;
  return record(tx, { communityId, kind: 'topics.changed', actor: null, what }, now);
}
