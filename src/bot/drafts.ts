import type { MadeAnswer } from '../answering/index.ts';
import type { Reader } from '../store/index.ts';
import type { AskParts, PendingQuestion } from './ask.ts';
import { messageOf, tell } from './deliver.ts';
import { endDraft, tellDraftOver } from './draft-over.ts';
import { type Lease, LeaseLost, settle } from './lease.ts';
import type { Notice, RecordedAnswer, Reply } from './platform.ts';
import { record } from './record.ts';
import { resumable, toResumable } from './stored-question.ts';
import { hintOf } from './unsure.ts';

/** Answers that moderators see before anyone else does: how they are kept, told of, and given up. See decide-draft.ts. */

/** How long moderators have. */
const draftForMs = 30 * 60_000;

/** Stores an answer as a draft, and tells whoever asked, then the moderators. */
export async function keepDraft(
  parts: AskParts,
  lease: Lease,
  question: PendingQuestion,
  made: MadeAnswer,
  reply: Reply,
): Promise<void> {
  const { store, clock } = parts;
  const now = clock.now();
  const recorded = await record(store, lease, question, made, new Date(now), new Date(now + draftForMs));
  if (!recorded) throw new LeaseLost('Another instance took the question over.');
  await announceDraft(parts, lease, reply, { ...recorded, ...(await hintOf(store.read, question, recorded)) });
}

/** Says that there is a draft; again after its instance died in the middle of saying so. */
export async function announceDraft(
  parts: AskParts,
  lease: Lease,
  reply: Reply | undefined,
  answer: RecordedAnswer,
): Promise<void> {
  const { store, log } = parts;
  const draft = await store.read.draft.findUnique({
    where: { questionId: lease.questionId },
    include: { question: { include: resumable } },
  });
  if (!draft) return; // the question was edited or withdrawn
  const question = toResumable(draft.question);
  if (question.asked && reply) await tell(reply.cancelled('drafted'), log); // before anyone can send it
  const notice = { kind: 'draft' as const, draftId: draft.id, question: question.text, answer };
  const isTold = draft.notice !== null || (await tellModerators(parts, draft.question, notice));
  if (!isTold) log.info('A draft waits, and no moderator could be told.', { draft: draft.id });
  await store.writeRows((rows) => settle(rows, lease, 'drafted'));
}

/** What is asked where not everyone may read is shown only where everyone who reads it may. */
async function tellModerators(
  { platformOf, log }: AskParts,
  question: {
    platform: string;
    communityWide: boolean;
    community: { platform: string; platformId: string };
    room: { platformId: string; name: string };
  },
  notice: Omit<Extract<Notice, { kind: 'draft' }>, 'room'>,
): Promise<boolean> {
  const platform = platformOf(question.platform);
  const { communityWide, community, room } = question;
  const place = { platform: community.platform, platformId: community.platformId };
  try {
    if (!platform) return false;
    if (!communityWide && !(await platform.mayModeratorsRead?.(place, room.platformId))) return false;
    return await platform.tellModerators(place, {
      ...notice,
      room: { platformId: room.platformId, name: room.name },
    });
  } catch (error) {
    log.error('Moderators could not be told of a draft.', { reason: messageOf(error) });
    return false;
  }
}

/** What would be sent; undefined where there is no draft to decide on. */
export async function draftText(read: Reader, draftId: string): Promise<string | undefined> {
  const draft = await read.draft.findFirst({
    where: { id: draftId, state: 'open' },
    select: {
      question: {
        select: { revisions: { orderBy: { number: 'desc' }, take: 1, select: { answer: { select: { text: true } } } } },
      },
    },
  });
  return draft?.question.revisions[0]?.answer?.text;
}

/** Gives up the drafts that nobody looked at in time. Returns how many. */
export async function expireDrafts(parts: AskParts): Promise<number> {
  const due = await parts.store.read.draft.findMany({
    where: { state: 'open', expiresAt: { lte: new Date(parts.clock.now()) } },
    select: { questionId: true },
  });
  for (const { questionId } of due) await expireDraft(parts, questionId, 'expired');
  return due.length;
}

/** Gives up a draft: because its time is over, or because a person has answered. */
export async function expireDraft(parts: AskParts, questionId: string, why: 'expired' | 'needless'): Promise<void> {
  const isEnded = await parts.store.write(async (tx) => {
    if (!(await endDraft(tx, questionId, new Date(parts.clock.now())))) return false;
    await tx.question.updateMany({
      where: { id: questionId, state: { in: ['drafted', 'delivering'] } },
      data: { state: 'cancelled', stateReason: why, leaseOwner: null, leaseUntil: null, fence: { increment: 1 } },
    });
    return true;
  });
  if (isEnded) await tellDraftOver(parts, questionId);
}
