import type { Tx } from '../store/index.ts';
import type { AskParts } from './ask.ts';
import { messageOf } from './deliver.ts';
import { end } from './end.ts';
import type { IncomingQuestion, MessageName } from './platform.ts';
import { attachedOf, eraseText } from './stored-question.ts';

/** Words that a question has of other messages than its own are kept no longer than those. */

/** Keeps in mind whose words a stored question has. */
export async function noteBorrowed(
  { store, heard, log }: Pick<AskParts, 'store' | 'heard' | 'log'>,
  { platform, messageId, borrowed = [] }: IncomingQuestion,
): Promise<void> {
  if (borrowed.length === 0) return;
  try {
    await store.write(async (tx) => {
      const where = { platform_messageId: { platform, messageId } };
      const question = await tx.question.findUnique({ where, select: { id: true } });
      if (!question) return; // it was refused before it was stored
      for (const words of borrowed) {
        const id = { platform, messageId: words.messageId, questionId: question.id };
        const attachedAs = words.attachedAs ?? null;
        await tx.borrowedMessage.upsert({
          where: { platform_messageId_questionId: id },
          create: { ...id, attachedAs },
          update: {},
        });
        if (heard.isGone(platform, words.messageId)) await eraseBorrowed(tx, id);
      }
    });
  } catch (error) {
    log.error('It could not be noted whose words a question has.', { reason: messageOf(error) });
  }
}

/** A message was deleted: other questions than its own lose its words, and those that were nothing else are over. */
export async function giveBackBorrowed(parts: AskParts, { platform, messageId }: MessageName): Promise<void> {
  const { store } = parts;
  const rows = await store.read.borrowedMessage.findMany({ where: { platform, messageId } });
  for (const { questionId, attachedAs } of rows) if (attachedAs === null) await end(parts, questionId, 'withdrawn');
  if (rows.length > 0) await store.write((tx) => eraseBorrowed(tx, { platform, messageId }));
}

async function eraseBorrowed(tx: Tx, { platform, messageId }: MessageName): Promise<void> {
  const rows = await tx.borrowedMessage.findMany({ where: { platform, messageId } });
  for (const { questionId, attachedAs } of rows) {
    if (attachedAs === null) await eraseText(tx, { id: questionId });
    else await dropAttached(tx, questionId, attachedAs);
  }
  await tx.borrowedMessage.deleteMany({ where: { platform, messageId } });
}

async function dropAttached(tx: Tx, questionId: string, name: string): Promise<void> {
  for (const revision of await tx.revision.findMany({ where: { questionId } })) {
    const attached = attachedOf(revision).filter((text) => text.name !== name);
    await tx.revision.update({ where: { id: revision.id }, data: { attached: attached.map((text) => ({ ...text })) } });
  }
}
