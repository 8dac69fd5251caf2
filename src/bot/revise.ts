import { isDeepStrictEqual } from 'node:util';
import { attachedTo, refusePlace } from './admit.ts';
import { type AskParts, answerQuestion } from './ask.ts';
import { changeNotice } from './draft-over.ts';
import { type Attached, fetchAttached, joinTexts } from './join-pieces.ts';
import { type Lease, LeaseLost, settle } from './lease.ts';
import { refuseText } from './limits.ts';
import { modeOf } from './places.ts';
import type { HeardMessage, Outcome } from './platform.ts';
import { attachedOf, type ResumableQuestion, resumable, toResumable } from './stored-question.ts';

/** A question may be mended this long after it was asked; a later edit changes nothing. */
export const revisableForMs = 60_000;
/** Each revision costs a whole answer. */
export const mostRevisions = 5;

/** An edited message. What came with it stays what it was where nothing is told of that. */
export type Edit = Pick<HeardMessage, 'platform' | 'messageId' | 'text' | 'attached' | 'fetchAttached'>;

/** An edited question: a new revision, answered where the old answer stood. Ignored where it is no question, or too late. */
export function createRevise(parts: AskParts): (edit: Edit, signal: AbortSignal) => Promise<Outcome> {
  const { store, clock, limits, running, heard } = parts;
  /** What is being fetched for an edit may come after the next edit, which then counts. */
  const newest = new Map<string, Mended>();

  async function revise(mended: Mended, signal: AbortSignal): Promise<Revised | undefined> {
    const { platform, messageId } = mended;
    const where = { platform_messageId: { platform, messageId } };
    const known = await store.read.question.findUnique({ where, select: { state: true, createdAt: true } });
    if (!known || !isRevisable(known, clock.now())) return undefined;
    const key = `${platform} ${messageId}`;
    newest.set(key, mended);
    const came = await whatCame(parts, mended, signal);
    if (newest.get(key) !== mended) return undefined;
    newest.delete(key);
    return reviseStored(parts, mended, came);
  }

  return async (edit, signal) => {
    heard.amend(edit);
    const mended = mendedBy(parts, edit);
    if (refuseText(mended.text, limits)) return { state: 'ignored' };
    const revised = await revise(mended, signal);
    if (!revised) return { state: 'ignored' };
    const { question, lease, notice } = revised;
    await running.giveUp(question.id, new LeaseLost('The question was edited.')); // its last word would come after ours
    const platform = parts.platformOf(question.platform);
    await changeNotice(platform, notice, outdated).catch(() => {}); // its buttons say so themselves
    const reply = await platform?.reopen(question);
    if (reply) return answerQuestion(parts, question, lease, reply, signal);
    await store.writeRows((rows) => settle(rows, lease, 'cutOff', 'not-shown'));
    return { state: 'ignored' };
  };
}

/** A question as it reads now, with the messages in which it was typed. */
interface Mended {
  platform: string;
  messageId: string;
  text: string;
  messages: readonly (Edit | HeardMessage)[];
}

/** A question that was typed in several messages is mended as a whole. */
function mendedBy({ heard }: AskParts, edit: Edit): Mended {
  const { platform, messageId, text } = edit;
  const askedAs = heard.find(platform, messageId)?.askedAs;
  if (askedAs === undefined) return { platform, messageId, text, messages: [edit] };
  const messages = heard.piecesOf(platform, askedAs).map(({ message }) => message);
  return { platform, messageId: askedAs, text: joinTexts(messages), messages };
}

/** No texts where those of one message are not known, so that they stay as they were. */
async function whatCame({ log }: AskParts, { messages }: Mended, signal: AbortSignal): Promise<Attached> {
  const fetched = [...(await fetchAttached(messages, log, signal)).values()];
  const isKnown = fetched.every(({ attached }) => attached !== undefined);
  const pictures = fetched.flatMap((each) => each.pictures ?? []);
  return {
    ...(isKnown && { attached: fetched.flatMap((each) => each.attached ?? []) }),
    ...(pictures.length > 0 && { pictures }),
  };
}

interface Revised {
  question: ResumableQuestion;
  lease: Lease;
  /** Where moderators see what would have answered it before. */
  notice: unknown;
}

const outdated = { sentence: 'Its question was edited', isErased: false };

async function reviseStored(
  { store, clock, instance, leaseMs }: AskParts,
  { platform, messageId, text }: Mended,
  { attached: told, pictures }: Attached,
): Promise<Revised | undefined> {
  const now = new Date(clock.now());
  const revised = await store.write(async (tx) => {
    const known = await tx.question.findUnique({
      where: { platform_messageId: { platform, messageId } },
      include: { ...resumable, revisions: { orderBy: { number: 'desc' } } },
    });
    const [latest] = known?.revisions ?? [];
    if (!known || !latest || !isRevisable(known, now.getTime()) || latest.number >= mostRevisions) return undefined;
    if (refusePlace(known.community, modeOf(known.room))) return undefined;
    const before = attachedOf(latest);
    const attached = told ?? before;
    if (latest.text === text && isDeepStrictEqual(attached, before)) return undefined;
    const number = latest.number + 1;
    const came = attachedTo({ attached });
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
  if (!revised) return undefined;
  const { notice } = revised;
  const question = { ...toResumable(revised), ...(pictures && { pictures }) };
  return { question, lease: { questionId: question.id, fence: revised.fence }, notice };
}

function isRevisable({ state, createdAt }: { state: string; createdAt: Date }, now: number): boolean {
  return revisableFrom.has(state) && now - createdAt.getTime() <= revisableForMs;
}

const revisableFrom: ReadonlySet<string> = new Set([
  'waiting',
  'answering',
  'drafted',
  'delivering',
  'answered',
  'cutOff',
]);
