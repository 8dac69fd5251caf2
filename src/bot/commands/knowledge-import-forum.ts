import { countOf, roomLink } from '../markdown.ts';
import type { ForumReport } from '../person-replies/import-forum.ts';
import type { Call, CommandReply } from './command.ts';
import { findRoom } from './named-room.ts';

/** Reads a forum for `knowledge import`, and says what came of it. */
export async function readForum(named: string, call: Call): Promise<CommandReply> {
  const { community, actor, parts, signal } = call;
  const { id, platformId, name, open } = await findRoom(call, named);
  const report = await parts.bot.importForum({
    ...{ communityId: community.id, actor: actor.name, signal },
    forum: { platform: community.platform, platformId, id, name, open },
    onProgress: ({ read, solved }) =>
      call.progress(`Reading #${name}: ${countOf(read, 'post')}, ${countOf(solved, 'solved', 'solved')} …`),
  });
  await parts.bot.votesSettled();
  const { read, solved, proposed, left } = report;
  const lines = [
    `${roomLink({ platformId, name })}: ${countOf(read, 'post')} read, ${countOf(solved, 'solved', 'solved')}, ${countOf(proposed, 'reply', 'replies')} put before moderators.`,
    ...reasons.flatMap(([why, one, many]) => (left[why] ? [`- ${countOf(left[why], one, many)}`] : [])),
  ];
  if (proposed > 0)
    lines.push('`/review` shows them. Whoever wrote one is asked once it is approved, unless they agreed before.');
  return { text: lines.join('\n') };
}

const reasons: readonly (readonly [keyof ForumReport['left'], string, string])[] = [
  [
    'unanswered',
    'has no reply of somebody else that is marked as right',
    'have no reply of somebody else that is marked as right',
  ],
  ['unmarked', 'was answered by who asked', 'were answered by who asked'],
  ['known', 'was put before moderators earlier', 'were put before moderators earlier'],
  [
    'refused',
    'was answered by somebody who does not want to be learned from',
    'were answered by people who do not want to be learned from',
  ],
  ['kept-out', 'holds a secret, or nothing that answers', 'hold secrets, or nothing that answers'],
  ['off', 'stands where I am switched off or paused', 'stand where I am switched off or paused'],
  ['gone', 'was deleted meanwhile', 'were deleted meanwhile'],
];
