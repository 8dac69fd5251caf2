import { plain, roomLink } from '../markdown.ts';
import type { StoredReply } from '../person-replies/read-reply.ts';
import type { Platform } from '../platform.ts';

/** Tells moderators that a person's reply waits for them; it waits whether they are told or not. */
export async function tellOfProposal(
  platform: Pick<Platform, 'tellModerators'> | undefined,
  { community, communityWide, question, room }: StoredReply,
): Promise<void> {
  const text = communityWide
    ? `Whoever asked **${plain(question, 150)}** says which reply is right; \`/review\` shows it.`
    : `Somebody’s reply is said to be right in ${roomLink(room)}; \`/review\` shows it there.`;
  const { platform: name, platformId } = community;
  await platform?.tellModerators({ platform: name, platformId }, { kind: 'news', text }).catch(() => {});
}
