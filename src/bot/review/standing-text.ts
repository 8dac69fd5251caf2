import type { Reader } from '../../store/index.ts';
import type { Waiting } from './waiting.ts';

/** What the answer says that something is proposed for; undefined where nothing stands in its place. */
export async function standingText(
  read: Pick<Reader, 'answer'>,
  { kind, answerId }: Pick<Waiting, 'kind' | 'answerId'>,
): Promise<string | undefined> {
  if (kind !== 'correction' || answerId === null) return undefined;
  const answer = await read.answer.findUnique({ where: { id: answerId }, select: { text: true } });
  return answer?.text;
}
