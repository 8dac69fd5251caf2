import type { Reader } from '../../store/index.ts';
import type { Decision } from '../review/decide.ts';
import { decisionWords, kindWords } from '../review/describe-waiting.ts';
import { standingText } from '../review/standing-text.ts';
import { type Here, listWaiting, type Waiting } from '../review/waiting.ts';

/** Something that waits for moderators, whole. */
export interface WaitingReading extends Pick<Waiting, 'id' | 'kind' | 'question' | 'text' | 'why' | 'since'> {
  /** What kind it is, in a word or two. */
  kindWords: string;
  /** What would go if it were approved. */
  instead: string | undefined;
  /** What each decision is called. */
  words: Record<Decision, string>;
}

/** Newest first. */
export async function readWaiting(
  read: Pick<Reader, 'reviewItem' | 'entry' | 'draft' | 'answer'>,
  here: Here,
  most: number,
): Promise<{ items: WaitingReading[]; total: number }> {
  const { items, total } = await listWaiting(read, here, { page: 1, pageSize: most });
  return { items: await Promise.all(items.map((waiting) => whole(read, waiting))), total };
}

async function whole(read: Pick<Reader, 'answer'>, waiting: Waiting): Promise<WaitingReading> {
  const { id, kind, question, text, why, since } = waiting;
  const standing = await standingText(read, waiting);
  const instead = standing === text ? undefined : standing;
  return { id, kind, question, text, why, since, instead, kindWords: kindWords[kind], words: decisionWords(waiting) };
}
