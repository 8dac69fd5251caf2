/** What a person says is right: where it goes, and how it becomes known. */
import type { Catalogue } from '../../knowledge/index.ts';
import type { Reader, Standing, Tx, VotedAnswer } from '../../store/index.ts';
import type { UndoStep } from '../feed/undo.ts';
import { rule, ruleReply } from '../votes/take-back.ts';
import { wholeQuestion } from './whole-question.ts';

export interface RightPlace {
  question: string;
  /** The room that alone may be told of it; null is the whole community. */
  roomId: string | null;
  /** The entry whose place it takes; null where it becomes one of its own. */
  entryId: string | null;
  /** The answer that is wrong then: one that stands for nothing but itself. */
  deniedId: string | null;
}

/**
 * Where what is right about an answer goes: in the place of the entry that the answer stands for, if the same people may be
 * told of both, else beside it.
 */
export async function placeOfRight(read: Pick<Reader, 'entry'>, answer: VotedAnswer): Promise<RightPlace> {
  const roomId = answer.communityWide ? null : answer.roomId;
  const entry = answer.entry && (await latestOf(read, answer.entry.id));
  const isIts = entry && entry.kind === 'pair' && entry.retiredAt === null && entry.standing !== 'denied';
  if (isIts && entry.audienceRoomId === roomId)
    return { question: entry.title, roomId, entryId: entry.id, deniedId: null };
  const deniedId = answer.entry ? null : answer.id;
  return { question: wholeQuestion(answer), roomId, entryId: null, deniedId };
}

/** Who asked, as they are stored: nobody decides alone how the answer to their own question stands. */
export async function askerOf(read: Pick<Reader, 'question'>, answerId: string): Promise<string | undefined> {
  const asked = await read.question.findFirst({
    where: { revisions: { some: { answer: { id: answerId } } } },
    select: { member: { select: { hash: true } } },
  });
  return asked?.member.hash;
}

/** What stands in an entry's place by now. */
async function latestOf(read: Pick<Reader, 'entry'>, id: string) {
  const seen = new Set<string>();
  for (let next = id; ; ) {
    const entry = await read.entry.findUnique({
      where: { id: next },
      include: { supersededBy: { select: { id: true } } },
    });
    if (!entry?.supersededBy || seen.has(entry.id)) return entry ?? undefined;
    seen.add(entry.id);
    next = entry.supersededBy.id;
  }
}

/** Written in the same transaction: what became known, and how all of it is taken back. */
export type AlsoRight = (tx: Tx, kept: { entryId: string; undo: UndoStep[] }) => Promise<void>;

/** Makes it known at once, vouched for. Throws where the rules for entries keep it out. Returns the entry's id. */
export async function putRight(
  catalogue: Pick<Catalogue, 'add' | 'edit'>,
  { question, roomId, entryId: old, deniedId }: RightPlace,
  answer: string,
  also: AlsoRight,
): Promise<string> {
  const keep = async (tx: Tx, entryId: string) => {
    const known: UndoStep = old === null ? { takeOut: entryId } : { swap: { out: entryId, back: old } };
    const denied = deniedId === null ? [] : await ruleOn(tx, deniedId, 'denied');
    await also(tx, { entryId, undo: [...denied, known] });
  };
  const kept =
    old === null
      ? await catalogue.add({ question, answer, verified: true, ...(roomId !== null && { roomId }) }, { also: keep })
      : await catalogue.edit(old, { question, answer, verified: true }, { also: keep });
  return kept.id;
}

/** Rules how an answer stands, and how that is taken back; nothing where it is ruled so already, or gone. */
export async function ruleOn(tx: Tx, answerId: string, as: 'approved' | 'denied'): Promise<UndoStep[]> {
  const answer = await tx.answer.findUnique({ where: { id: answerId }, select: { ruling: true } });
  if (!answer || answer.ruling === as || !(await rule(tx, answerId, as))) return [];
  return [{ rule: answerId, as: rulingOf(answer.ruling), before: as }];
}

/** The same of a person's reply. */
export async function ruleOnReply(tx: Tx, replyId: string, as: 'approved' | 'denied'): Promise<UndoStep[]> {
  const reply = await tx.personReply.findUnique({ where: { id: replyId }, select: { ruling: true } });
  if (!reply || reply.ruling === as || !(await ruleReply(tx, replyId, as))) return [];
  return [{ ruleReply: replyId, as: rulingOf(reply.ruling), before: as }];
}

/** Nobody rules that something be contested. */
function rulingOf(ruling: Standing | null) {
  return ruling === 'contested' ? null : ruling;
}
