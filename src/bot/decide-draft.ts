import { type CastVote, markDue, putVotes, type Tx, type TxRows } from '../store/index.ts';
import type { AskParts } from './ask.ts';
import { messageOf } from './deliver.ts';
import { tellDraftOver } from './draft-over.ts';
import { draftText } from './drafts.ts';
import { type Proposal, proposeHelp, showProposal } from './earned-help.ts';
import { firstLease, release } from './lease.ts';
import type { Actor, Rank } from './platform.ts';
import { isAtLeast } from './rank.ts';
import { showStored } from './show-again.ts';
import { type ResumableQuestion, resumable, toResumable } from './stored-question.ts';
import { weightOf } from './votes/weight.ts';

/** What a moderator or helper does with a draft. */
export interface DraftDecision {
  draftId: string;
  actor: Actor;
  decision: 'send' | 'edit' | 'drop';
  /** What is sent instead, for `edit`. */
  text?: string;
}

export interface DraftOutcome {
  /** What was done; null where the decision was refused. */
  decided: 'sent' | 'edited' | 'dropped' | null;
  /** What the one who decided is told. */
  sentence: string;
  /** Whether nothing is left to decide. */
  isOver: boolean;
}

const states = { send: 'sent', edit: 'edited', drop: 'dropped' } as const;
/** As long as an answer may be that a person still reads, unless the draft was longer. */
const mostChars = 8000;

/**
 * Decides on a draft, once: the first who does is heard. To send or drop it is a vote on it; another text in its place is a
 * person's, and no vote. What is to be sent goes out under a lease, so that whoever takes over sends it if this process dies.
 */
export async function decideDraft(
  parts: AskParts & { rankOf: (actor: Actor, communityId: string) => Promise<Rank> },
  { draftId, actor, decision, text }: DraftDecision,
  signal: AbortSignal,
): Promise<DraftOutcome> {
  const { store, hashMember, clock } = parts;
  const draft = await store.read.draft.findUnique({ where: { id: draftId }, include: { question: true } });
  if (!draft) return over('I do not know this draft any more: its question was edited or deleted.');
  const rank = await parts.rankOf(actor, draft.question.communityId);
  if (!isAtLeast(rank, 'helper')) return refused('Only moderators and helpers decide on drafts.');
  const sent = text?.trim() ?? '';
  if (decision === 'edit' && sent === '') return refused('There is no text to send.');
  const most = Math.max(mostChars, (await draftText(store.read, draftId))?.length ?? 0);
  if (sent.length > most) return refused(`The text has ${sent.length} characters; I send up to ${most}.`);

  const hash = hashMember(actor.platform, actor.memberId);
  const now = new Date(clock.now());
  const decided = await store.write(async (tx, rows) => {
    const decider = await tx.member.upsert({ where: { hash }, create: { hash, createdAt: now }, update: {} });
    if (decider.id === draft.question.memberId) return refused('You asked this yourself: somebody else has to decide.');
    const { count } = await tx.draft.updateMany({
      where: { id: draftId, state: 'open', expiresAt: { gt: now } },
      data: { state: states[decision], deciderId: decider.id, decidedAt: now, overSince: now },
    });
    if (count === 0) return over(await whyClosed(tx, draftId));
    const { fence } = await tx.question.update({
      where: { id: draft.questionId },
      data: {
        ...(decision === 'drop' ? dropped : { ...firstLease(parts.instance, now, parts.leaseMs), state: 'delivering' }),
        fence: { increment: 1 },
      },
    });
    const row = await tx.question.findUniqueOrThrow({ where: { id: draft.questionId }, include: resumable });
    const question = toResumable(row);
    if (decision === 'edit') await replaceText(tx, draftId, question.answerId, sent);
    else {
      const vote = { memberId: decider.id, value: decision === 'send' ? 1 : -1 };
      await castVote(rows, question.answerId, { ...vote, weight: weightOf({ rank }, false, now, parts.weights) }, now);
    }
    await tx.feedItem.create({
      data: {
        communityId: row.communityId,
        kind: `draft.${states[decision]}`,
        actor: actor.name,
        what: `${whatWasDone[decision]} in ${row.room.name}.`,
        roomId: row.communityWide ? null : row.roomId,
        createdAt: now,
      },
    });
    const earned = { communityId: row.communityId, roomId: row.roomId, rules: parts.earning };
    return { question, fence, proposal: await proposeHelp(tx, earned, now) };
  });
  if ('sentence' in decided) return decided;
  parts.votesChanged();
  const { question, fence, proposal } = decided;
  const sentence = decision === 'drop' ? 'Dropped: nobody will see it.' : await send(parts, question, fence, signal);
  await tellDraftOver(parts, question.id, actor.name);
  if (proposal) await tellProposal(parts, question, proposal);
  return { decided: states[decision], sentence, isOver: true };
}

/** Where moderators cannot be told just now, they find it in their feed. */
async function tellProposal({ platformOf, log }: AskParts, question: ResumableQuestion, proposal: Proposal) {
  const platform = platformOf(question.platform);
  const { platform: name, platformId } = question.community;
  await (platform && showProposal(platform, { platform: name, platformId }, proposal))?.catch((error: unknown) => {
    log.error('Moderators could not be told what drafts have earned.', { reason: messageOf(error) });
  });
}

function refused(sentence: string): DraftOutcome {
  return { decided: null, sentence, isOver: false };
}

function over(sentence: string): DraftOutcome {
  return { decided: null, sentence, isOver: true };
}

const dropped = { state: 'cancelled', stateReason: 'dropped', leaseOwner: null, leaseUntil: null } as const;
const whatWasDone = {
  send: 'Sent a draft',
  edit: 'Sent another text in the place of a draft',
  drop: 'Dropped a draft',
} as const;

async function whyClosed(tx: Tx, draftId: string): Promise<string> {
  const closed = await tx.draft.findUnique({ where: { id: draftId }, select: { state: true } });
  if (closed?.state === 'sent' || closed?.state === 'edited') return 'Somebody was quicker: it has been sent.';
  if (closed?.state === 'dropped') return 'Somebody was quicker: it has been dropped.';
  return 'This draft is over: a person answered, or nobody looked at it for half an hour.';
}

/** What a person wrote is no model's work: the votes on it are not the model's either. */
async function replaceText(tx: Tx, draftId: string, answerId: string | null, text: string): Promise<void> {
  if (answerId === null) throw new Error(`The draft ${draftId} has no answer.`);
  const {
    text: original,
    making,
    role,
    version,
    model,
    host,
  } = await tx.answer.findUniqueOrThrow({
    where: { id: answerId },
  });
  await tx.draft.update({ where: { id: draftId }, data: { original } });
  const known = typeof making === 'object' && making !== null ? making : {};
  await tx.answer.update({
    where: { id: answerId },
    data: {
      text,
      manner: 'quoted',
      label: 'verified',
      isVerified: true,
      role: null,
      version: null,
      model: null,
      host: null,
      making: { ...known, unverified: [], draftedBy: { role, version, model, host } },
    },
  });
}

async function castVote(
  rows: TxRows,
  answerId: string | null,
  vote: Omit<CastVote, 'answerId'>,
  now: Date,
): Promise<void> {
  if (answerId === null) throw new Error('A draft was decided on that has no answer.');
  await putVotes(rows, [{ answerId, ...vote }], now);
  await markDue(rows, [answerId]);
}

/** What whoever decided is told of it. */
async function send(parts: AskParts, question: ResumableQuestion, fence: number, signal: AbortSignal): Promise<string> {
  const lease = { questionId: question.id, fence };
  const platform = parts.platformOf(question.platform);
  if (!platform) {
    await parts.store.write((tx) => release(tx, lease)); // the process that serves it takes it over
    return 'Decided; it will be shown in a moment.';
  }
  const isShown = await showStored(parts, question, lease, await platform.reopen(question), signal);
  return isShown ? 'Sent.' : 'Decided, but I cannot write in that room any more.';
}
