import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { describeWhy } from '../describe-why.ts';
import { oneLine } from '../markdown.ts';
import { recallFor } from '../recall-for.ts';
import { type Call, defineCommand } from './command.ts';

/** `why`: what made an answer, for whoever may read it here. */
export const why = defineCommand({
  name: 'why',
  description: 'Explain an answer: what made it, and how sure that was',
  permission: 'everyone',
  isPrivate: true,
  menu: { label: 'Why this answer?', on: 'answer', fills: 'answer' },
  options: z.object({
    answer: z.string().trim().min(1).max(64).optional().describe('Its id or its question’s; otherwise your latest'),
  }),
  suggest: {
    async answer(typed, call) {
      const own = await call.parts.store.read.question.findMany({
        where: { communityId: call.community.id, member: { hash: hashOf(call) }, state: 'answered' },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: 100,
        select: { id: true, revisions: { orderBy: { number: 'desc' }, take: 1, select: { text: true } } },
      });
      const named = own.map(({ id, revisions }) => ({ name: oneLine(revisions[0]?.text ?? '', 100), value: id }));
      return named.filter(({ name }) => name !== '' && name.toLowerCase().includes(typed.trim().toLowerCase()));
    },
  },
  async run({ answer }, call) {
    const { community, room, parts } = call;
    const looker = { communityId: community.id, roomId: room.id, memberHash: hashOf(call) };
    const remembered = await recallFor(parts.store.read, answer, looker);
    if (remembered) return { text: describeWhy(remembered) };
    if (answer === undefined) return { text: 'I have answered nothing of yours in this community yet.' };
    throw new Failure(
      'no-such-answer',
      'An answer was asked about that there is not, or that may not be told of there.',
      {
        memberText: 'I know no such answer, or it was given in a room that may not be spoken of here.',
      },
    );
  },
});

function hashOf({ actor, parts }: Call): string {
  return parts.hashMember(actor.platform, actor.memberId);
}
