import type { Tx } from '../../store/index.ts';

/** Takes out of the feed what it quotes of questions that go: that something happened stays, and can be taken back still. */
export async function unsay(tx: Tx, questionIds: readonly string[]): Promise<void> {
  const answers = await tx.answer.findMany({
    where: { revision: { questionId: { in: [...questionIds] } } },
    select: { id: true },
  });
  await tx.feedItem.updateMany({
    where: { answerId: { in: answers.map(({ id }) => id) } },
    data: { what: 'It was about a question that has been deleted since.' },
  });
}
