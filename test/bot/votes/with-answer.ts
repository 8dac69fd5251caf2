import { undoItem } from '../../../src/bot/feed/undo-item.ts';
import type { Mark, Voter } from '../../../src/bot/index.ts';
import { startQuorum } from '../quorum-builder.ts';

type Quorum = Pick<Awaited<ReturnType<typeof startQuorum>>, 'bot' | 'store' | 'clock' | 'library' | 'room' | 'ask'>;

/** An answer that is shown, and members who put thumbs under it. */
export async function withAnswer(
  text = 'How do I pin nixpkgs?',
  own: { open?: boolean; quorum?: Quorum; asker?: string } = {},
) {
  const quorum: Quorum = own.quorum ?? (await startQuorum());
  const { bot, store } = quorum;
  const room = await quorum.room(own.open === false ? { platformId: 'closed', name: 'closed', open: false } : {});
  const { outcome } = await quorum.ask(text, { room, memberId: own.asker ?? 'asker' });
  if (outcome.state !== 'answered') throw new Error(outcome.state);
  const { id: answerId, questionId } = outcome.answer;
  const messageId = `shows ${answerId}`;
  await bot.shown.note({ platform: 'test', messageId, roomId: room.platformId, questionId, answerId, part: 1 });
  const react = async (memberId: string, value: Mark, isOn = true, voter?: Voter) => {
    await bot.react({ platform: 'test', messageId, memberId, value, isOn, ...(voter && { voter }) });
    await bot.votesSettled();
  };
  const { communityId } = await store.read.question.findUniqueOrThrow({ where: { id: questionId } });
  return {
    ...{ ...quorum, quorum, room, answerId, react, answerText: outcome.answer.text },
    moderator: { rank: 'moderator' as const },
    standing: async () => (await store.read.answer.findUniqueOrThrow({ where: { id: answerId } })).standing,
    /** What is found for the question, in that room or anywhere. */
    async found(where: { roomId?: string | null } = {}) {
      const query = { communityId, roomId: where.roomId ?? null, question: text, limit: 5 };
      const { passages } = await quorum.library.search(query, new AbortController().signal);
      return passages.map((passage) => passage.text);
    },
    /** Takes back the newest happening of that kind. */
    async undoNewest(kind: string) {
      const { id, roomId } = await store.read.feedItem.findFirstOrThrow({ where: { kind }, orderBy: { id: 'desc' } });
      const where = { itemId: id, communityId, roomId: roomId ?? '', actor: 'Mod' };
      await undoItem(store, where, new Date(0));
      bot.votesChanged();
      await bot.votesSettled();
    },
    feed: async () => (await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind),
  };
}
