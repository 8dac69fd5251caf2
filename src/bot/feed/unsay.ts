import type { Tx } from '../../store/index.ts';

/** Takes out of the feed what it quotes of questions that go: that something happened stays, and can be taken back still. */
export async function unsay(tx: Tx, questionIds: readonly string[]): Promise<void> {
  const where = { revision: { questionId: { in: [...questionIds] } } };
  const answers = await tx.answer.findMany({ where, select: { id: true } });
  await unsayOf(
    tx,
    answers.map(({ id }) => id),
  );
}

/** The same, of answers or people's replies. */
export async function unsayOf(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.feedItem.updateMany({
    where: { answerId: { in: [...ids] } },
    data: { what: 'It was about a question that has been deleted since.' },
  });
}
