import type { AskParts } from './ask.ts';
import { messageOf } from './deliver.ts';
import type { ReplyToken } from './platform.ts';

/** Keeps what a question is replied to by, for whoever takes it over. */
export async function keepReplyToken(
  { store, log }: Pick<AskParts, 'store' | 'log'>,
  questionId: string,
  replyToken: ReplyToken | undefined,
): Promise<void> {
  if (!replyToken) return;
  const data = { questionId, ...replyToken };
  await store
    .write((tx) => tx.replyToken.create({ data }))
    .catch((error: unknown) => log.warn('A command cannot be taken over.', { reason: messageOf(error) }));
}

/** Forgets those that are no good any more. */
export async function forgetReplyTokens({ store, clock }: Pick<AskParts, 'store' | 'clock'>): Promise<void> {
  const old = { validUntil: { lt: new Date(clock.now()) } };
  if ((await store.read.replyToken.count({ where: old })) === 0) return;
  await store.write((tx) => tx.replyToken.deleteMany({ where: old }));
}
