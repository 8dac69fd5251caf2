import type { Clock } from '../../clock.ts';
import type { Library } from '../../knowledge/index.ts';
import { findLearned, markAlike, type Rows, type Store } from '../../store/index.ts';
import { modeOf } from '../places.ts';
import type { Platform } from '../platform.ts';
import { tellOfProposal } from '../review/tell-of-proposal.ts';
import { hasTaught } from '../votes/has-taught.ts';
import { learnBest } from '../votes/learn.ts';
import type { StandingRules } from '../votes/standing.ts';
import { askAuthor } from './ask-author.ts';
import { eraseReplies } from './erase-replies.ts';
import { putBeforeModerators } from './put-before-moderators.ts';
import { choiceOf, learnableOf, type StoredReply, sayOfReply, withMarks } from './read-reply.ts';

export interface FollowUpReplyParts {
  store: Store;
  clock: Pick<Clock, 'now'>;
  library: Pick<Library, 'search'>;
  rules: Omit<StandingRules, 'quorum'>;
  platformOf?: (name: string) => Pick<Platform, 'remark' | 'tellModerators'> | undefined;
}

export interface FollowedReply {
  isLearned: boolean;
  /** Whether its author is still to be asked, which cannot be done now. */
  isWaiting: boolean;
}

const nothing: FollowedReply = { isLearned: false, isWaiting: false };

/**
 * Brings knowledge and review in line with the marks under one reply, in one transaction. One that is approved while its author has not
 * been asked stays due until they are.
 */
export async function followUpReply(parts: FollowUpReplyParts, id: string): Promise<FollowedReply> {
  const { store, clock, rules } = parts;
  const known = await store.read.personReply.findUnique({ where: { id }, include: withMarks });
  if (!known) return nothing; // it was deleted
  const platform = parts.platformOf?.(known.platform);
  const isTaught = await hasTaught(parts, known);
  const done = await store.write(async (tx, rows) => {
    const reply = await tx.personReply.findUnique({ where: { id }, include: withMarks });
    if (!reply) return undefined;
    const isMarked = reply.marks.some(({ value }) => value > 0);
    if (!isMarked && reply.ruling === null && !reply.isImported) {
      await eraseReplies(tx, { id });
      return undefined;
    }
    const now = new Date(clock.now());
    const said = await sayOfReply(rows, reply, rules);
    const hasBegunToWait = await putBeforeModerators(tx, reply, said, now);
    const own = { source: learnableOf(reply), said };
    const learned = await learnBest({ tx, rows, rules, now, isTaught }, own);
    const isUnasked = choiceOf(reply).teaches === 'unasked' && choiceOf(reply).askedAt === null;
    const isWanted = said.standing === 'approved' && !isTaught && isUnasked && !(await isWrittenAlready(rows, reply));
    const asks = isWanted && platform?.remark !== undefined;
    await tx.personReply.update({ where: { id }, data: { standing: said.standing, isDue: asks } });
    await markAlike(rows, { madeFromId: id }, { id, ...said }); // its quotes say what it is
    return { reply, asks, hasBegunToWait, isLearned: learned?.isLearned ?? false };
  });
  if (!done) return nothing;
  const { reply, asks, hasBegunToWait, isLearned } = done;
  if (hasBegunToWait && !reply.isImported) await tellOfProposal(platform, reply);
  if (!asks || !platform?.remark) return { isLearned, isWaiting: false };
  if (reply.community.paused || modeOf(reply.room) === 'off') return { isLearned, isWaiting: true };
  await askAuthor(store, platform.remark, reply, new Date(clock.now()));
  return { isLearned, isWaiting: false };
}

/** Whether a person wrote what is known for the same question, so that nothing would follow from an author's consent. */
async function isWrittenAlready(
  rows: Rows,
  { communityId, communityWide, roomId, key }: StoredReply,
): Promise<boolean> {
  const known = await findLearned(rows, { communityId, audienceRoomId: communityWide ? null : roomId, key });
  return known?.madeFromId === null;
}
