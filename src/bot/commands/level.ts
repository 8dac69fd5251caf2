import { z } from 'zod';
import { defineCommand } from './command.ts';

const levels = ['novice', 'regular', 'expert'] as const;

/** `level`: how much a member knows already, as they say themselves. */
export const level = defineCommand({
  name: 'level',
  description: 'Say how much you know already, so that answers are as long as you need them',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({ level: z.enum(levels).describe('How much you know about what this community is about') }),
  async run({ level: own }, { actor, community, parts }) {
    const { store, clock, hashMember } = parts;
    const createdAt = new Date(clock.now());
    const hash = hashMember(actor.platform, actor.memberId);
    await store.write(async (tx) => {
      const { id: memberId } = await tx.member.upsert({ where: { hash }, create: { hash, createdAt }, update: {} });
      await tx.membership.upsert({
        where: { communityId_memberId: { communityId: community.id, memberId } },
        create: { communityId: community.id, memberId, level: own, createdAt },
        update: { level: own },
      });
    });
    return { text: meaning[own] };
  },
});

const meaning = {
  novice: 'You are a **novice** here: I explain the words I use, and take one step at a time.',
  regular: 'You are a **regular** here: I answer as I answer most.',
  expert: 'You are an **expert** here: I come to the point, and leave out what you know.',
};
