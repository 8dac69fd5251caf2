import { z } from 'zod';
import type { AttachedText } from '../answering/index.ts';
import type { Prisma, QuestionState, Reader, Tx } from '../store/index.ts';
import type { PendingQuestion } from './ask.ts';
import { modeOf } from './places.ts';
import type { StoredQuestion } from './platform.ts';

/** All that it takes to go on with a question: to answer it, and to find the place where its reply is shown. */
export type ResumableQuestion = StoredQuestion &
  PendingQuestion & { answerId: string | null; askerHash: string; state: QuestionState };

export const resumable = {
  community: true,
  member: { select: { hash: true } },
  replyToken: { select: { token: true, validUntil: true } },
  room: { include: { parent: true } },
  revisions: { orderBy: { number: 'desc' as const }, take: 1, include: { answer: { select: { id: true } } } },
};

type Row = NonNullable<Awaited<ReturnType<typeof exampleRow>>>;
const exampleRow = (read: Reader) => read.question.findFirst({ include: resumable });

export function toResumable({ revisions, createdAt, member, replyToken, ...row }: Row): ResumableQuestion {
  const [revision] = revisions;
  if (!revision) throw new Error(`The question ${row.id} has no text.`);
  return {
    ...row,
    ...(replyToken && { replyToken }),
    revisionId: revision.id,
    revision: revision.number,
    text: revision.text,
    attached: attachedOf(revision),
    answerId: revision.answer?.id ?? null,
    askedAt: createdAt,
    askerHash: member.hash,
    mode: modeOf(row.room),
  };
}

/** A deleted message takes along what was kept of its text. */
export async function eraseText(tx: Tx, question: Prisma.QuestionWhereInput): Promise<void> {
  await tx.revision.updateMany({ where: { question }, data: { text: '', attached: [] } });
}

export function attachedOf({ attached }: { attached: unknown }): AttachedText[] {
  return attachedTexts.parse(attached ?? []);
}

/** What `admit` put into `attached`. */
const attachedTexts = z.array(z.object({ name: z.string(), text: z.string() }));
