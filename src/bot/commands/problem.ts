import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { type Happening, record } from '../feed/record.ts';
import { plain, roomLink } from '../markdown.ts';
import { recallFor } from '../recall-for.ts';
import { type Call, defineCommand } from './command.ts';
import { audienceOf } from './knowledge-here.ts';
import { badOption } from './refuse.ts';

/**
 * `problem`: tells moderators that something is wrong. Of a private room they are told elsewhere only that there is
 * something; what somebody says in direct messages is meant for them, but what was asked there stays there.
 */
export const problem = defineCommand({
  name: 'problem',
  description: 'Tell the moderators that something is wrong with an answer or with me',
  permission: 'everyone',
  isPrivate: true,
  menu: { label: 'Report this answer', on: 'answer', fills: 'answer' },
  options: z.object({
    what: z.string().trim().min(1).max(1000).optional().describe('What is wrong'),
    answer: z.string().trim().min(1).max(64).optional().describe('The id of the answer that it is about'),
  }),
  async run({ what, answer }, call) {
    const { community, room, actor, parts } = call;
    if (what === undefined && answer === undefined) throw badOption('What is wrong? Say it in `what`.');
    const now = new Date(parts.clock.now());
    await refuseFlood(call, now);
    const { roomId } = await audienceOf(undefined, call);
    const isDirect = room.kind === 'dm';
    const isOfRoom = roomId !== null && !isDirect;
    const about = answer === undefined ? '' : await describeAnswer(answer, isOfRoom, call);
    const said = what === undefined ? 'something is wrong with it' : `“${plain(what, 1000)}”`;
    const happening: Happening = {
      communityId: community.id,
      kind: 'problem.reported',
      actor: null,
      roomId: isOfRoom ? roomId : null,
      what: `A member reported a problem${about}: ${said}`,
    };
    await parts.store.write((tx) => record(tx, happening, now));
    const where = isDirect ? '' : ` in ${roomLink(room)}`;
    const text = isOfRoom
      ? `A problem was reported${where}; \`/feed\` shows it there.`
      : `**${plain(actor.name, 80)}** reported a problem${where}${about}: ${said}`;
    const isTold = await parts.bot.tellModerators(community, { kind: 'news', text });
    return {
      text: `Thank you. ${isTold ? 'The moderators have been told.' : 'It is kept for the moderators, who see it in their feed.'}`,
    };
  },
});

const most = 10;
const withinMs = 10 * 60_000;

/** Moderators are not to be drowned, whoever it is that reports. */
async function refuseFlood({ community, parts }: Call, now: Date): Promise<void> {
  const since = new Date(now.getTime() - withinMs);
  const where = { communityId: community.id, kind: 'problem.reported', createdAt: { gt: since } };
  if ((await parts.store.read.feedItem.count({ where })) < most) return;
  throw new Failure(
    'too-many-problems',
    'More problems were reported in a community than its moderators can look at.',
    {
      memberText: `${most} problems were reported in the last ten minutes, so the moderators know. Please try again later.`,
    },
  );
}

/** The question is quoted only where all who will read this may be told of it. */
async function describeAnswer(id: string, isOfRoom: boolean, { community, room, actor, parts }: Call): Promise<string> {
  const { read } = parts.store;
  const memberHash = parts.hashMember(actor.platform, actor.memberId);
  const remembered = await recallFor(read, id, { communityId: community.id, roomId: room.id, memberHash });
  if (!remembered?.answer) {
    throw new Failure('no-such-answer', 'A problem was reported with an answer that may not be spoken of there.', {
      memberText: 'I know no such answer, or it was given in a room that may not be spoken of here.',
    });
  }
  const { questionId, question, answer } = remembered;
  const asked = await read.question.findUnique({
    where: { id: questionId },
    select: { communityWide: true, roomId: true },
  });
  const isQuotable = asked?.communityWide || (isOfRoom && asked?.roomId === room.id);
  return ` with an answer (\`${answer.id}\`)${isQuotable ? ` to “${plain(question, 150)}”` : ''}`;
}
