import { attachedTo, refusePlace } from './admit.ts';
import { type AskParts, answerQuestion } from './ask.ts';
import { changeNotice } from './draft-over.ts';
import { joinTexts } from './join-pieces.ts';
import { LeaseLost, settle } from './lease.ts';
import { refuseText } from './limits.ts';
import { modeOf } from './places.ts';
import type { IncomingQuestion, Outcome } from './platform.ts';
import { attachedOf, resumable, toResumable } from './stored-question.ts';

/** A question may be mended this long after it was asked; a later edit changes nothing. */
export const revisableForMs = 60_000;
/** Each revision costs a whole answer. */
export const mostRevisions = 5;

/** An edited message. What came with it stays what it was where nothing else is given. */
export type Edit = Pick<IncomingQuestion, 'platform' | 'messageId' | 'text' | 'attached'>;

/** An edited question: a new revision, answered where the old answer stood. Ignored where it is no question, or too late. */
export async function revise(parts: AskParts, edited: Edit, signal: AbortSignal): Promise<Outcome> {
  const { store, clock, limits, instance, leaseMs, running } = parts;
  const edit = withItsPieces(parts, edited);
  const { platform, messageId, text } = edit;
  if (refuseText(text, limits)) return { state: 'ignored' };
  const now = new Date(clock.now());
  const where = { platform_messageId: { platform, messageId } };

  const revised = await store.write(async (tx) => {
    const known = await tx.question.findUnique({
      where,
      include: { ...resumable, revisions: { orderBy: { number: 'desc' } } },
    });
    const [latest] = known?.revisions ?? [];
    if (!known || !latest || latest.text === text || !revisableFrom.has(known.state)) return undefined;
    if (refusePlace(known.community, modeOf(known.room))) return undefined;
    const isTooLate = now.getTime() - known.createdAt.getTime() > revisableForMs;
    if (isTooLate || latest.number >= mostRevisions) return undefined;
    const number = latest.number + 1;
    const came = attachedTo({ attached: edit.attached ?? attachedOf(latest) });
    await tx.revision.create({ data: { questionId: known.id, number, text, ...came, createdAt: now } });
    const draft = await tx.draft.findFirst({ where: { questionId: known.id, state: 'open' } });
    if (draft) await tx.draft.delete({ where: { id: draft.id } });
    const revised = await tx.question.update({
      where: { id: known.id },
      data: {
        state: 'answering',
        stateReason: null,
        leaseOwner: instance,
        leaseUntil: new Date(now.getTime() + leaseMs),
        fence: { increment: 1 }, // whoever answers the older revision can write nothing any more
      },
      include: resumable,
    });
    return { ...revised, notice: draft?.notice };
  });
  if (!revised) return { state: 'ignored' };
  const question = toResumable(revised);
  const lease = { questionId: question.id, fence: revised.fence };
  await running.giveUp(question.id, new LeaseLost('The question was edited.')); // its last word would come after ours
  const serving = parts.platformOf(platform);
  const outdated = { sentence: 'Its question was edited', isErased: false };
  await changeNotice(serving, revised.notice, outdated).catch(() => {}); // its buttons say so themselves
  const reply = await serving?.reopen(question);
  if (reply) return answerQuestion(parts, question, lease, reply, signal);
  await store.writeRows((rows) => settle(rows, lease, 'cutOff', 'not-shown'));
  return { state: 'ignored' };
}

/** A question that was typed in several messages is mended as a whole. */
function withItsPieces({ heard }: AskParts, edit: Edit): Edit {
  heard.amend(edit);
  const { platform, messageId } = edit;
  const askedAs = heard.find(platform, messageId)?.askedAs;
  if (askedAs === undefined) return edit;
  const text = joinTexts(heard.piecesOf(platform, askedAs));
  return askedAs === messageId ? { ...edit, text } : { platform, messageId: askedAs, text };
}

const revisableFrom: ReadonlySet<string> = new Set([
  'waiting',
  'answering',
  'drafted',
  'delivering',
  'answered',
  'cutOff',
]);
