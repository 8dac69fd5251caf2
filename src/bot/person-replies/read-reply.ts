/** A person's reply as it is stored, with what it takes to follow up on its marks. */
import { type Prisma, type Rows, readVoices } from '../../store/index.ts';
import { communitySettings } from '../settings/community-settings.ts';
import type { Learnable } from '../votes/learn.ts';
import { type StandingRules, type Tally, tally } from '../votes/standing.ts';

export const withMarks = {
  marks: true,
  community: { select: { platform: true, platformId: true, settings: true, paused: true } },
  room: { include: { parent: true } },
  author: {
    select: { id: true, hash: true, memberships: { select: { communityId: true, teaches: true, askedAt: true } } },
  },
} satisfies Prisma.PersonReplyInclude;

export type StoredReply = Prisma.PersonReplyGetPayload<{ include: typeof withMarks }>;

/** What members say of it now. */
export async function sayOfReply(
  rows: Rows,
  { id, community }: Pick<StoredReply, 'id' | 'community'>,
  rules: Omit<StandingRules, 'quorum'>,
): Promise<Tally> {
  const { quorum } = communitySettings.parse(community.settings ?? {});
  return tally(await readVoices(rows, { madeFromId: id }), { ...rules, quorum });
}

/** As it may be learned, if its author agreed. */
export function learnableOf(reply: StoredReply): Learnable {
  const { id, messageId, text, question, communityId, communityWide, roomId, url, standing, ruling } = reply;
  const isAgreed = choiceOf(reply).teaches === 'granted';
  return {
    ...{ id, text, question, before: null, communityId, communityWide, roomId, standing, ruling },
    person: { messageId, url, credit: creditOf(reply), isAgreed },
  };
}

/** What its author said to being learned from here. */
export function choiceOf({ author, communityId }: Pick<StoredReply, 'author' | 'communityId'>) {
  const own = author.memberships.find((membership) => membership.communityId === communityId);
  return own ?? { teaches: 'unasked' as const, askedAt: null };
}

/** A thread is known by its channel: its own name is the question's. */
function creditOf({ authorName, room }: Pick<StoredReply, 'authorName' | 'room'>): string {
  return `by ${authorName}, in #${(room.parent ?? room).name.replace(/^#/, '')}`;
}
