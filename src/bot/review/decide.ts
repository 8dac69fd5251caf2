/** What moderators decide on what waits for them: once, whole, and as theirs. */
import { Failure } from '../../failure.ts';
import type { Catalogue } from '../../knowledge/index.ts';
import { type ReviewState, readVotedAnswer, type Store, type Tx } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import type { UndoStep } from '../feed/undo.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { askerOf, placeOfRight, putRight, type RightPlace, ruleOn, ruleOnReply } from './right.ts';
import type { Waiting } from './waiting.ts';

export const decisions = ['approve', 'edit', 'drop'] as const;
export type Decision = (typeof decisions)[number];

export interface Deciding {
  store: Store;
  catalogue: Pick<Catalogue, 'add' | 'edit' | 'retire'>;
  communityId: string;
  /** Whoever decides: by name, and as they are stored. */
  actor: string;
  actorHash: string;
  now: Date;
}

/** Decides on anything but a draft. Returns what was done, as a sentence of Markdown. */
export async function decideWaiting(
  deciding: Deciding,
  waiting: Waiting,
  decision: Decision,
  text: string,
): Promise<string> {
  try {
    return await decideOne(deciding, waiting, decision, text);
  } catch (error) {
    if (!(error instanceof Failure) || waiting.of !== 'item') throw error;
    const item = await deciding.store.read.reviewItem.findUnique({ where: { id: waiting.id } });
    throw item && item.state !== 'open' ? decided(item) : error; // what a quicker one did may be what was in the way
  }
}

async function decideOne(deciding: Deciding, waiting: Waiting, decision: Decision, text: string): Promise<string> {
  const { kind, entryId, answerId, replyId } = waiting;
  if (replyId !== null) return decideReply(deciding, waiting, decision, replyId);
  const isProposal = kind === 'correction';
  if (decision === 'edit' || (isProposal && decision === 'approve'))
    return makeKnown(deciding, waiting, decision, decision === 'edit' ? text : waiting.text);
  if (isProposal) return settle(deciding, waiting, 'dropped', 'was dropped', async () => []);
  if (entryId !== null && decision === 'drop') return takeOut(deciding, waiting, entryId);
  const isOwn = answerId !== null && (await askerOf(deciding.store.read, answerId)) === deciding.actorHash;
  if (entryId === null && isOwn) throw ownQuestion();
  const [state, word] = decision === 'approve' ? (['approved', 'approved'] as const) : (['dropped', 'denied'] as const);
  if (answerId !== null) return settle(deciding, waiting, state, `was ${word}`, (tx) => ruleOn(tx, answerId, word));
  return settle(deciding, waiting, state, 'is kept as it is', async () => []);
}

/** A person's reply is as its author wrote it; a decision is a moderator's ✅ or ❌. */
async function decideReply(deciding: Deciding, waiting: Waiting, decision: Decision, replyId: string): Promise<string> {
  if (decision === 'edit') throw notYours();
  const reply = await deciding.store.read.personReply.findUnique({
    where: { id: replyId },
    select: { author: { select: { hash: true } }, asker: { select: { hash: true } } },
  });
  if (reply?.asker.hash === deciding.actorHash) throw ownQuestion();
  if (reply?.author.hash === deciding.actorHash) throw ownReply();
  if (decision === 'drop')
    return settle(deciding, waiting, 'dropped', 'was dropped', (tx) => ruleOnReply(tx, replyId, 'denied'));
  const done = 'is right, as a moderator says: it is known once its author agrees';
  return settle(deciding, waiting, 'approved', done, (tx) => ruleOnReply(tx, replyId, 'approved'));
}

/** What is right becomes known, in the place of what is wrong. */
async function makeKnown(deciding: Deciding, waiting: Waiting, decision: Decision, text: string): Promise<string> {
  const { store, catalogue, actorHash } = deciding;
  const state = decision === 'edit' ? 'edited' : 'approved';
  const word = decision === 'edit' ? 'was put right by a moderator' : 'was put right, as a member proposed';
  const place = await placeOf(store, waiting);
  const isOwn = waiting.answerId !== null && (await askerOf(store.read, waiting.answerId)) === actorHash;
  let said = '';
  await putRight(catalogue, isOwn ? { ...place, deniedId: null } : place, text, async (tx, { entryId, undo }) => {
    said = await note(tx, deciding, waiting, state, `${word} (\`${shortId(entryId)}\`)`, undo);
  });
  return said;
}

async function placeOf(
  { read, rows }: Store,
  { answerId, entryId, question, roomId, of }: Waiting,
): Promise<RightPlace> {
  const alone = { question, roomId, entryId: of === 'entry' ? entryId : null, deniedId: null };
  const answer = answerId === null ? undefined : await readVotedAnswer(rows, answerId);
  return answer ? placeOfRight(read, answer) : alone;
}

async function takeOut(deciding: Deciding, waiting: Waiting, entryId: string): Promise<string> {
  let said = '';
  await deciding.catalogue.retire(entryId, {
    also: async (tx) => {
      said = await note(tx, deciding, waiting, 'dropped', 'was taken out', [{ bringBack: entryId }]);
    },
  });
  return said;
}

/** Decides where no entry comes or goes. */
function settle(
  deciding: Deciding,
  waiting: Waiting,
  state: Exclude<ReviewState, 'open'>,
  done: string,
  work: (tx: Tx) => Promise<UndoStep[]>,
): Promise<string> {
  return deciding.store.write(async (tx) => note(tx, deciding, waiting, state, done, await work(tx)));
}

/** Takes the decision, once: whoever comes second is told who was quicker, and nothing of theirs is done. */
async function note(
  tx: Tx,
  { communityId, actor, now }: Deciding,
  waiting: Waiting,
  state: Exclude<ReviewState, 'open'>,
  done: string,
  steps: UndoStep[],
): Promise<string> {
  const claimed =
    waiting.of === 'item' ? await claimItem(tx, waiting.id, state, actor, now) : await clearDoubt(tx, waiting);
  const what = `**${plain(waiting.question, 100)}** ${done}.`;
  const undo = { steps: [...steps, ...claimed] };
  const { roomId } = waiting;
  const answerId = waiting.answerId ?? waiting.replyId;
  await record(tx, { communityId, kind: `review.${state}`, actor, what, roomId, answerId, undo }, now);
  return what;
}

async function claimItem(
  tx: Tx,
  id: string,
  state: Exclude<ReviewState, 'open'>,
  decidedBy: string,
  decidedAt: Date,
): Promise<UndoStep[]> {
  const { count } = await tx.reviewItem.updateMany({
    where: { id, state: 'open' },
    data: { state, decidedBy, decidedAt },
  });
  if (count > 0) return [{ reviewed: { item: id, state: 'open', by: null } }];
  throw decided(await tx.reviewItem.findUnique({ where: { id }, select: { state: true, decidedBy: true } }));
}

/** An entry is doubted no more; one that leaves in this transaction is not anyway. */
async function clearDoubt(tx: Tx, { id, since, why }: Waiting): Promise<UndoStep[]> {
  const entry = await tx.entry.findUnique({ where: { id }, select: { retiredAt: true, reviewSince: true } });
  if (!entry?.retiredAt && !entry?.reviewSince) throw decided(null);
  if (entry.reviewSince) await tx.entry.update({ where: { id }, data: { reviewSince: null, reviewReason: null } });
  return [{ doubt: { entry: id, since: since.toISOString(), why } }];
}

/** As with ✅ and ❌: nobody decides alone how the answer to their own question stands. */
function ownQuestion(): Failure {
  return new Failure('own-question', 'A moderator was to decide on the answer to their own question.', {
    memberText: 'You asked this yourself: somebody else has to decide.',
  });
}

function ownReply(): Failure {
  return new Failure('own-question', 'A moderator was to decide on their own reply.', {
    memberText: 'You wrote this yourself: somebody else has to decide.',
  });
}

function notYours(): Failure {
  return new Failure('not-the-author', 'A moderator was to edit what a member wrote.', {
    memberText: 'These are somebody’s own words: approve them as they stand, or drop them and `/teach` your own.',
  });
}

function decided(item: { state: ReviewState; decidedBy: string | null } | null): Failure {
  const memberText = item
    ? `**${plain(item.decidedBy ?? 'Somebody', 80)}** was quicker: it was ${item.state}.`
    : 'Somebody was quicker, or there is nothing left to decide.';
  return new Failure('already-decided', 'Something was decided that had been decided already.', { memberText });
}
