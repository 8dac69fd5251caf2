/** What commands that say what is right have in common: finding the answer, and where it goes from who says it. */
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { readVotedAnswer, type Tx, type VotedAnswer } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import { shortId } from '../knowledge-words.ts';
import { plain, roomLink } from '../markdown.ts';
import { isAtLeast } from '../rank.ts';
import { recallFor } from '../recall-for.ts';
import { type Proposal, propose } from '../review/propose.ts';
import { askerOf, placeOfRight, putRight } from '../review/right.ts';
import type { Call } from './command.ts';
import { inSentences } from './knowledge-here.ts';

/** Which answer is meant. */
export function answerOption() {
  const named = z.string().trim().min(1).max(64).optional();
  return named.describe('The answer’s id or its question’s; otherwise your latest');
}

/** An answer that may be spoken of here, by its id or its question's; without either, the caller's latest. */
export async function findAnswerHere(named: string | undefined, call: Call): Promise<VotedAnswer> {
  const { community, room, actor, parts } = call;
  const looker = { communityId: community.id, roomId: room.id, memberHash: hashOf(call) };
  const remembered = await recallFor(parts.store.read, named, looker);
  const answer = remembered?.answer && (await readVotedAnswer(parts.store.rows, remembered.answer.id));
  if (answer) return answer;
  throw new Failure('no-such-answer', `${actor.platform}: an answer was named that may not be spoken of there.`, {
    memberText: 'I know no such answer, or it was given in a room that may not be spoken of here.',
  });
}

export function hashOf({ actor, parts }: Call): string {
  return parts.hashMember(actor.platform, actor.memberId);
}

export const twinHint = '`/knowledge edit` changes that entry; `/knowledge add` has `anyway`, which adds another one.';

/** Whether what is right about an answer can be said at all: what two alone have heard is nobody else's. */
export function canBePutRight({ roomKind }: VotedAnswer): boolean {
  return roomKind !== 'dm';
}

/**
 * Makes what is right known, or puts it before moderators, as its author may; in the same transaction as `also`. Returns what
 * its author is told.
 */
export async function sayRight(
  call: Call,
  answer: VotedAnswer,
  text: string,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<string> {
  const { community, actor, rank, parts } = call;
  const { store, bot } = parts;
  const { catalogue } = parts.knowledgeOf(community.id);
  const now = new Date(parts.clock.now());
  const place = await placeOfRight(store.read, answer);
  const isOwn = (await askerOf(store.read, answer.id)) === hashOf(call);
  if (isAtLeast(rank, 'moderator')) {
    const decided = isOwn ? { ...place, deniedId: null } : place;
    const entryId = await inSentences(
      () =>
        putRight(catalogue, decided, text, async (tx, kept) => {
          await also(tx);
          const what = `What is right about **${plain(place.question, 100)}** was said (\`${shortId(kept.entryId)}\`).`;
          const happened = { communityId: community.id, kind: 'knowledge.corrected', actor: actor.name, what } as const;
          const of = { roomId: place.roomId, answerId: answer.id };
          await record(tx, { ...happened, ...of, undo: { steps: kept.undo } }, now);
        }),
      twinHint,
    );
    bot.votesChanged();
    await bot.votesSettled();
    const stays = answer.entry && place.entryId === null && place.roomId !== null ? ` ${entryStays}` : '';
    return `Thank you. From now on I know that: **${plain(place.question, 200)}** (\`${shortId(entryId)}\`).${stays}`;
  }
  await inSentences(() => catalogue.check({ question: place.question, answer: text }), twinHint);
  const proposal = {
    ...{ answerId: answer.id, entryId: place.entryId, roomId: place.roomId, question: place.question, text },
    why: `**${plain(actor.name, 80)}** says what is right.`,
  };
  return putBeforeModerators(call, proposal, also);
}

const entryStays =
  'Only this room may be told of it, so what the whole community is told stays as it is; `/knowledge edit` changes that.';

/** Puts a proposal before moderators, and tells them. Returns what its author is told. */
export async function putBeforeModerators(
  call: Call,
  proposal: Omit<Proposal, 'communityId' | 'authorHash'>,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<string> {
  const { community, room, actor, parts } = call;
  const now = new Date(parts.clock.now());
  const isNew = await parts.store.write(async (tx) => {
    await also(tx);
    return propose(tx, { communityId: community.id, authorHash: hashOf(call), ...proposal }, now);
  });
  if (!isNew) return 'Thank you. It takes the place of what you said before; the moderators look at it.';
  const text =
    proposal.roomId === null
      ? `**${plain(actor.name, 80)}** says what is right about **${plain(proposal.question, 150)}**; \`/review\` shows it.`
      : `Somebody said what is right in ${roomLink(room)}; \`/review\` shows it there.`;
  await parts.bot.tellModerators(community, { kind: 'news', text });
  return 'Thank you. The moderators look at it.';
}
