import type { Store } from '../../store/index.ts';
import type { CommandButton } from '../commands/command.ts';
import { plain } from '../markdown.ts';
import type { Platform } from '../platform.ts';
import type { StoredReply } from './read-reply.ts';

/** Asks a reply's author, once and where they wrote it, whether Quorum may learn from them. */
export async function askAuthor(
  store: Store,
  remark: NonNullable<Platform['remark']>,
  reply: StoredReply,
  now: Date,
): Promise<void> {
  const { id, communityId, authorId: memberId, platform, messageId: repliesTo } = reply;
  const name = `teaches ${communityId} ${memberId}`;
  const buttons = [button('Agree', 'good', 'yes', memberId), button('No', 'plain', 'no', memberId)];
  const place = { platform, platformId: reply.room.platformId };
  const isSaid = await remark(place, { name, text: textFor(reply), buttons, repliesTo });
  await store.write(async (tx) => {
    // Being due still, it is looked at once more, and settled then.
    if (!isSaid) return tx.personReply.updateMany({ where: { id }, data: { isDue: false } });
    return tx.membership.upsert({
      where: { communityId_memberId: { communityId, memberId } },
      create: { communityId, memberId, askedAt: now, createdAt: now },
      update: { askedAt: now },
    });
  });
}

function button(label: string, style: CommandButton['style'], choice: 'yes' | 'no', author: string): CommandButton {
  return { label, style, command: 'credit', options: { choice, author } };
}

function textFor({ authorName, communityWide }: StoredReply): string {
  const here = communityWide ? 'here' : 'in this room';
  return [
    `**${plain(authorName, 80)}**, your reply is said to be right. May I learn it?`,
    `I would keep it with its question, use it when somebody asks the same ${here}, and show your name and a link to it beside it.`,
    'That goes for everything you write here that is marked as right; of the rest I keep nothing.',
    'You can change your mind at any time, with the buttons here or with `/credit`: I then delete all that I learned from you.',
  ].join(' ');
}
