import type { Prisma, QuestionRow, Store } from '../../store/index.ts';

/** What of a community is exported: what all of it may be told, or what one room alone may. */
export interface Exporting {
  communityId: string;
  /** Null is what the whole community may be told. */
  roomId: string | null;
  until: Date;
}

/** A question with its latest text, and what is counted of its answer. */
export type ExportedQuestion = QuestionRow & ReadQuestion;

const read = {
  id: true,
  origin: true,
  consent: true,
  trainable: true,
  communityWide: true,
  borrowed: { where: { attachedAs: null }, select: { messageId: true } },
  member: { select: { hash: true } },
  room: { select: { name: true } },
  revisions: { orderBy: { number: 'desc' }, select: { text: true, answer: { select: { id: true, text: true } } } },
} satisfies Prisma.QuestionSelect;

type ReadQuestion = Omit<Prisma.QuestionGetPayload<{ select: typeof read }>, 'id'>;

/** The oldest first, a page at a time. What was asked in direct messages and in private belongs to whoever asked it, and stays there. */
export async function* exportedQuestions(
  store: Pick<Store, 'read' | 'questionRows'>,
  { communityId, roomId, until }: Exporting,
  signal: AbortSignal,
): AsyncGenerator<ExportedQuestion> {
  const here = roomId === null ? { communityWide: true } : { communityWide: false, roomId };
  const range = { communityId, from: new Date(0), to: until, toldInRoomId: roomId ?? 'none' };
  for (const rows of store.questionRows(range)) {
    signal.throwIfAborted();
    const where = { id: { in: rows.map(({ id }) => id) }, ...here, room: { kind: { not: 'dm' } } } as const;
    const texts = await store.read.question.findMany({ where, select: read });
    const byId = new Map(texts.map((question) => [question.id, question]));
    for (const row of rows) {
      const question = byId.get(row.id);
      if (question) yield { ...row, ...question };
    }
  }
}

/** The text that was answered last, with its answer: what is counted is counted of that one. */
export function latestPair({ revisions }: Pick<ReadQuestion, 'revisions'>) {
  const answered = revisions.find(({ answer }) => answer !== null);
  return { question: (answered ?? revisions[0])?.text ?? '', answer: answered?.answer ?? null };
}

/** Votes that count, by side: how many, and what they weigh together. */
export function votesOf({ votes }: Pick<QuestionRow, 'votes'>) {
  const weights = votes?.split(',').map(Number) ?? [];
  const side = (sign: number) => weights.filter((weight) => sign * weight > 0).map(Math.abs);
  const sum = (all: readonly number[]) => all.reduce((total, weight) => total + weight, 0);
  const [up, down] = [side(1), side(-1)];
  return { up: up.length, down: down.length, upWeight: sum(up), downWeight: sum(down) };
}
