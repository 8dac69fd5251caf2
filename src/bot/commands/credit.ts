import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { countOf, plain } from '../markdown.ts';
import { chooseTeaching, readTeaching, type Teaching } from '../person-replies/choose-teaching.ts';
import { type Call, type CommandButton, type CommandReply, defineCommand } from './command.ts';
import { hashOf } from './correcting.ts';

/** `credit`: whether what a member replies to others may be learned, as they say themselves. */
export const credit = defineCommand({
  name: 'credit',
  description: 'Say whether I may learn, with your name, from your replies that others mark as right',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    choice: z.enum(['yes', 'no']).optional().describe('Yes, or no: I then delete all that I learned from you'),
    author: z.string().max(64).optional().describe('Whom a button asks; nobody else can answer for them'),
  }),
  async run({ choice, author }, call) {
    const { parts, community } = call;
    const who = { communityId: community.id, memberHash: hashOf(call) };
    if (author !== undefined) await refuseOthers(author, call);
    if (choice === undefined) return describe(await readTeaching(parts.store.read, who), call);
    const { known } = await readTeaching(parts.store.read, who);
    const isAgreed = choice === 'yes';
    const replies = await chooseTeaching(parts.store, who, isAgreed, new Date(parts.clock.now()));
    parts.bot.votesChanged();
    await parts.bot.votesSettled();
    if (isAgreed) return describe(await readTeaching(parts.store.read, who), call);
    const gone =
      replies > 0 || known > 0
        ? ` Deleted: ${countOf(replies, 'reply', 'replies')} of yours, and ${countOf(known, 'entry', 'entries')} made of them.`
        : '';
    return {
      text: `I learn nothing from your replies in **${plain(community.name, 80)}**, and keep none of them.${gone}`,
    };
  },
});

/** A button under a question to somebody is theirs alone. */
async function refuseOthers(author: string, call: Call): Promise<void> {
  const own = { id: author, hash: hashOf(call) };
  if ((await call.parts.store.read.member.count({ where: own })) > 0) return;
  throw new Failure('not-the-author', 'Somebody answered whether another one’s replies may be learned.', {
    memberText: 'Only whoever wrote that reply can say so. `/credit` is for your own replies.',
  });
}

function describe({ isAgreed, known }: Teaching, { community }: Call): CommandReply {
  const where = `in **${plain(community.name, 80)}**`;
  const says =
    isAgreed === true
      ? `I may learn from your replies ${where} that are marked as right: ${countOf(known, 'is', 'are')} known, with your name and a link.`
      : isAgreed === false
        ? `I learn nothing from your replies ${where}, and keep none of them.`
        : `You have not said whether I may learn from your replies ${where}. I do not before you agree.`;
  const button: CommandButton = isAgreed
    ? { label: 'Learn from me no more', style: 'dangerous', command: 'credit', options: { choice: 'no' } }
    : { label: 'Agree', style: 'good', command: 'credit', options: { choice: 'yes' } };
  return { text: says, buttons: [button] };
}
