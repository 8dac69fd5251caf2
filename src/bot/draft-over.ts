import { z } from 'zod';
import type { DraftState, Tx } from '../store/index.ts';
import type { AskParts } from './ask.ts';
import { messageOf, tell } from './deliver.ts';
import type { DraftEnd, Platform, Refusal, Reply, ShownNotice } from './platform.ts';
import { resumable, toResumable } from './stored-question.ts';

/**
 * What became of a draft is told to whoever asked, and where moderators see it. That it is to be told is stored together with
 * the end itself (`overSince`), so that whoever takes over tells it if this process dies in between; twice does no harm.
 */

/** Where moderators see a draft. */
export async function noteNotice(
  { store }: Pick<AskParts, 'store'>,
  draftId: string,
  notice: ShownNotice,
): Promise<void> {
  const { roomId, messageIds } = notice;
  const data = { notice: { roomId, messageIds: [...messageIds] } };
  await store.write((tx) => tx.draft.updateMany({ where: { id: draftId }, data }));
}

/** Ends a draft, if it is open; what else its end means is for the caller to write. */
export async function endDraft(tx: Tx, questionId: string, now: Date): Promise<boolean> {
  const data = { state: 'expired' as const, overSince: now };
  return (await tx.draft.updateMany({ where: { questionId, state: 'open' }, data })).count > 0;
}

/** Tells what is to be told of a draft that is over; `by` names who decided, where that is known. */
export async function tellDraftOver(parts: AskParts, questionId: string, by?: string): Promise<void> {
  const { store, log } = parts;
  const draft = await store.read.draft.findUnique({
    where: { questionId },
    include: { question: { include: resumable } },
  });
  if (!draft?.overSince) return;
  const { state, notice, question } = draft;
  const platform = parts.platformOf(question.platform);
  if (!platform) return; // the process that serves it tells it
  const why = question.state === 'cancelled' ? question.stateReason : null;
  try {
    if (why !== null && question.asked) {
      const reply = await platform.reopen(toResumable(question));
      if (reply) await tell(lastWord(reply, why), log);
    }
    await changeNotice(platform, notice, endOf(state, why, by));
    await store.write((tx) => tx.draft.updateMany({ where: { id: draft.id }, data: { overSince: null } }));
  } catch (error) {
    log.debug('What became of a draft cannot be told just now.', { draft: draft.id, reason: messageOf(error) });
  }
}

/** Tells what a process that died had not told yet; what has just ended is being told. */
export async function tellDraftsOver(parts: AskParts): Promise<void> {
  const before = new Date(parts.clock.now() - parts.leaseMs);
  const untold = await parts.store.read.draft.findMany({
    where: { overSince: { lt: before } },
    select: { questionId: true },
  });
  for (const { questionId } of untold) await tellDraftOver(parts, questionId);
}

/** Changes what moderators see, where they see it. */
export async function changeNotice(platform: Platform | undefined, notice: unknown, end: DraftEnd): Promise<void> {
  const shown = storedNotice.safeParse(notice).data;
  if (shown) await platform?.draftOver?.(shown, end);
}

/** What `noteNotice` put into `notice`. */
const storedNotice = z.object({ roomId: z.string(), messageIds: z.array(z.string()) });

function lastWord(reply: Reply, why: string): Promise<void> {
  if (why === 'needless' || why === 'withdrawn' || why === 'stopped') return reply.cancelled(why);
  return reply.refused(why === 'dropped' ? notSent : expired);
}

const expired: Refusal = {
  code: 'expired',
  sentence: 'No moderator came to look at my answer, so I leave it at that. You may ask again.',
};
const notSent: Refusal = {
  code: 'dropped',
  sentence: 'A moderator looked at my answer and chose not to send it.',
};

function endOf(state: DraftState, why: string | null, by: string | undefined): DraftEnd {
  const what = state === 'expired' ? (why ?? '') : state;
  const sentence = ends[what] ?? 'Over';
  return { sentence: by === undefined ? sentence : `${sentence} by ${by}`, isErased: what === 'withdrawn' };
}

const ends: Record<string, string> = {
  sent: 'Sent',
  edited: 'Edited and sent',
  dropped: 'Dropped',
  expired: 'Nobody decided in time',
  needless: 'A person answered',
  withdrawn: 'Its question was deleted',
  stopped: 'Stopped',
};
