/** A community in a real store whose members approve of answers in numbered steps and deny most others. */
import { onTestFinished } from 'vitest';
import { createRandom } from '../../../src/knowledge/index.ts';
import { newId, openStore, type Store } from '../../../src/store/index.ts';
import { scratchDatabase } from '../../scratch.ts';

const steps = 'Do this:\n\n1. Stop it.\n2. Start it.';
const plainly = 'It has to be stopped, and started then.';
const at = (count: number) => new Date(count * 60_000);

export async function startVoting({ members = 24 } = {}) {
  const store = await openStore({ url: `file:${await scratchDatabase()}` });
  onTestFinished(() => store.close());
  return { store, ...(await fill(store, members)) };
}

/** Makes the community's rooms and members; `vote` lets them vote on as many answers as one likes. */
export async function fill(store: Store, members = 24, communityId = newId(0)) {
  const random = createRandom(1);
  const [general, secret] = [newId(0), newId(0)];
  const memberIds = Array.from({ length: members }, () => newId(0));
  await store.write(async (tx) => {
    const community = { id: communityId, platform: 'test', platformId: communityId, name: 'Test', createdAt: at(0) };
    await tx.community.upsert({ where: { id: communityId }, create: community, update: {} });
    const room = { communityId, kind: 'channel' as const, createdAt: at(0) };
    await tx.room.create({ data: { ...room, id: general, platformId: general, name: 'general', open: true } });
    await tx.room.create({ data: { ...room, id: secret, platformId: secret, name: 'secret', open: false } });
    await tx.member.createMany({ data: memberIds.map((id) => ({ id, hash: id, createdAt: at(0) })) });
  });
  let count = 0;

  /** Votes on so many more answers, every other in steps; `likes` is how probably one with steps and one without is approved. */
  async function vote(answers: number, likes: [number, number] = [0.95, 0.25]): Promise<void> {
    await store.write(async (tx) => {
      for (let index = 0; index < answers; index++) {
        count += 1;
        const isSteps = index % 2 === 0;
        const isWide = index % 10 < 8;
        const own = { communityId, roomId: isWide ? general : secret, communityWide: isWide, platform: 'test' };
        const asker = memberIds[count % memberIds.length] ?? '';
        const question = { ...own, memberId: asker, messageId: `${communityId} ${count}`, origin: 'message' as const };
        const { id: questionId } = await tx.question.create({ data: { ...question, createdAt: at(count) } });
        const text = `${isWide ? 'Public' : 'Secret'} question ${count}?`;
        const revision = { questionId, number: 1, text, createdAt: at(count) };
        const { id: revisionId } = await tx.revision.create({ data: revision });
        const answerId = newId(at(count).getTime());
        const made = { manner: 'generated' as const, confidence: 0.5, making: {}, role: 'quick' };
        const route = { category: 'debugging' };
        const answer = {
          ...made,
          id: answerId,
          revisionId,
          text: isSteps ? steps : plainly,
          route,
          createdAt: at(count),
        };
        await tx.answer.create({ data: answer });
        const voters = new Set([0, 1, 2].map(() => memberIds[Math.floor(random() * memberIds.length)] ?? ''));
        await tx.vote.createMany({
          data: [...voters].map((memberId) => ({
            ...{ answerId, memberId, weight: 1, createdAt: at(count), updatedAt: at(count) },
            value: random() < likes[isSteps ? 0 : 1] ? 1 : -1,
          })),
        });
      }
    });
  }

  return { communityId, secret, vote };
}
