import { Failure } from '../failure.ts';
import type { HashMember, Store } from '../store/index.ts';

export interface Thumb {
  answerId: string;
  platform: string;
  memberId: string;
  /** 1 for 👍, -1 for 👎, 0 to take it back. */
  value: 1 | -1 | 0;
}

/** Keeps one thumb per member and answer: the latest one, or none. */
export async function vote(
  { store, hashMember, now }: { store: Store; hashMember: HashMember; now: () => Date },
  { answerId, platform, memberId, value }: Thumb,
): Promise<void> {
  const hash = hashMember(platform, memberId);
  const at = now();
  await store.write(async (tx) => {
    const answer = await tx.answer.findUnique({ where: { id: answerId }, select: { id: true } });
    if (!answer)
      throw new Failure('no-such-answer', `There is no answer ${answerId}.`, {
        memberText: 'I do not know this answer any more.',
      });
    const { id } = await tx.member.upsert({ where: { hash }, create: { hash, createdAt: at }, update: {} });
    if (value === 0) {
      await tx.vote.deleteMany({ where: { answerId, memberId: id } });
      return;
    }
    await tx.vote.upsert({
      where: { answerId_memberId: { answerId, memberId: id } },
      create: { answerId, memberId: id, value, weight: 1, createdAt: at, updatedAt: at },
      update: { value, updatedAt: at },
    });
  });
}
