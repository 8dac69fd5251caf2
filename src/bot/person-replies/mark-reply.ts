import { gistOf } from '../../answering/index.ts';
import { whyKeptOut } from '../../knowledge/index.ts';
import type { HashMember, Store, Tx } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import { plain } from '../markdown.ts';
import { findPlace, listenedMode, type Place } from '../places.ts';
import type { MessageName } from '../platform.ts';
import { isCommunityWide } from '../settings/room-settings.ts';
import { decidesAlone, type Weights } from '../votes/weight.ts';
import { keepMarks, knowMemberAs } from './keep-marks.ts';
import type { PersonMark, PersonMessage, StandingMark } from './person-message.ts';

export interface MarkReplyParts {
  store: Store;
  hashMember: HashMember;
  now: () => Date;
  weights: Weights;
  /** Whether a message was deleted a moment ago. */
  isGone: (message: MessageName) => boolean;
}

/** Gets the message that was marked; undefined where it is no person's reply to another's question. */
export type ReadMessage = () => Promise<PersonMessage | undefined>;

export type MarkReply = (mark: PersonMark, read: ReadMessage) => Promise<boolean>;

/**
 * Keeps a mark under a person's reply. The message is read, and kept, once the first ✅ of somebody else stands under it; nothing of
 * others ever is. False where nothing was kept.
 */
export function createMarkReply(parts: MarkReplyParts): MarkReply {
  const { store } = parts;
  const inTurn = createTurns();
  return (mark, read) =>
    inTurn(`${mark.platform} ${mark.messageId}`, async () => {
      const { platform, messageId } = mark;
      const where = { platform_messageId: { platform, messageId } };
      const known = await store.read.personReply.findUnique({ where, select: { id: true } });
      if (known) {
        const changed = await store.write((tx) => changeMarks(parts, tx, mark, [mark]));
        if (changed !== undefined) return changed > 0; // else it was erased meanwhile, having no ✅ left
      }
      if (!mark.isOn || mark.value < 0) return false;
      const message = await read();
      if (!message) return false;
      return (await keepReply(parts, platform, message, [...message.standing, mark])) === 'kept';
    });
}

/** Brings the marks of a reply in line with what stands under it, which is read where the reply is kept. Returns how many had been missed. */
export async function reconcileReply(
  parts: MarkReplyParts,
  { platform, messageId }: MessageName,
  read: () => Promise<readonly StandingMark[]>,
): Promise<number> {
  const where = { platform_messageId: { platform, messageId } };
  if (!(await parts.store.read.personReply.findUnique({ where, select: { id: true } }))) return 0;
  const standing = await read();
  return parts.store.write(async (tx) => {
    const reply = await tx.personReply.findUnique({ where, include: { marks: { include: { member: true } } } });
    if (!reply) return 0;
    const stands = new Set(standing.map(({ memberId, value }) => `${parts.hashMember(platform, memberId)} ${value}`));
    const gone = reply.marks.filter(({ member, value }) => !stands.has(`${member.hash} ${value}`));
    for (const { replyId, memberId, value } of gone)
      await tx.replyMark.deleteMany({ where: { replyId, memberId, value } });
    if (gone.length > 0) await tx.personReply.update({ where: { id: reply.id }, data: { isDue: true } });
    const put = standing.filter(({ isFormer }) => !isFormer).map((mark) => ({ ...mark, isOn: true }));
    return gone.length + (await keepMarks({ ...parts, tx, now: parts.now() }, reply, put));
  });
}

/** What became of a reply that is to be kept, and why it is not. */
export type Kept =
  | 'kept'
  /** nobody else’s ✅ stands under it, or it is no reply to anybody else */
  | 'unmarked'
  /** it was kept before, and has no mark that was not known */
  | 'known'
  /** Quorum is switched off there, or paused */
  | 'off'
  /** its author said that nothing of theirs is to be learned */
  | 'refused'
  /** it, or its question, was deleted meanwhile */
  | 'gone'
  /** the rules for entries do not let it in */
  | 'kept-out';

/** Keeps a reply that nothing was known of, with its marks. */
export async function keepReply(
  parts: MarkReplyParts,
  platform: string,
  message: PersonMessage,
  marks: readonly StandingMark[],
  { isImported = false }: { isImported?: boolean } = {},
): Promise<Kept> {
  const { store, hashMember, now } = parts;
  const { messageId, text, question, room } = message;
  const authorHash = hashMember(platform, message.memberId);
  const askerHash = hashMember(platform, question.memberId);
  const byOthers = marks.filter(({ memberId, isFormer }) => !isFormer && memberId !== message.memberId);
  const isWanted = isImported || byOthers.some(({ value }) => value > 0);
  if (!isWanted || room.kind === 'dm' || authorHash === askerHash) return 'unmarked';
  if ((await listenedMode(store.rows, message)) === 'off') return 'off';
  const place = await findPlace(store, message, now());
  const keptOut = whyKeptOut({ question: question.text, answer: text });
  if (keptOut !== undefined) {
    const isSaid = byOthers.some(({ voter = {}, memberId }) => decidesAlone(voter, memberId === question.memberId));
    if (isSaid) await tellKeptOut(store, place, question.text, keptOut, now());
    return 'kept-out';
  }
  return store.write(async (tx): Promise<Kept> => {
    if (parts.isGone({ platform, messageId }) || parts.isGone({ platform, messageId: question.messageId }))
      return 'gone';
    const at = now();
    const known = await tx.personReply.findUnique({ where: { platform_messageId: { platform, messageId } } });
    if (!known) {
      const authorId = await knowMemberAs(tx, authorHash, at);
      const here = { communityId: place.community.id, memberId: authorId };
      if ((await tx.membership.count({ where: { ...here, teaches: 'refused' } })) > 0) return 'refused';
      await tx.personReply.create({
        data: {
          ...{ platform, messageId, text, url: message.url ?? null, authorId, authorName: message.name },
          ...{ communityId: place.community.id, roomId: place.room.id, communityWide: isCommunityWide(place.room) },
          ...{ questionMessageId: question.messageId, askerId: await knowMemberAs(tx, askerHash, at) },
          ...{ question: question.text, key: gistOf(question.text), isImported, isDue: true, createdAt: at },
        },
      });
    }
    const changes = byOthers.map((mark) => ({ ...mark, isOn: true }));
    // One that waits for more votes waits for moderators from now on.
    const asIs = { id: known?.id ?? '', standing: 'open', ruling: null, isImported: false } as const;
    const isProposed =
      isImported && (await tx.personReply.updateMany({ where: asIs, data: { isImported, isDue: true } })).count > 0;
    const changed = (await changeMarks(parts, tx, { platform, messageId }, changes)) ?? 0;
    return changed > 0 || isProposed || !known ? 'kept' : 'known';
  });
}

/** Undefined where the reply is not kept. */
async function changeMarks(
  parts: MarkReplyParts,
  tx: Tx,
  { platform, messageId }: MessageName,
  changes: readonly (StandingMark & { isOn: boolean })[],
): Promise<number | undefined> {
  const reply = await tx.personReply.findUnique({ where: { platform_messageId: { platform, messageId } } });
  return reply ? keepMarks({ ...parts, tx, now: parts.now() }, reply, changes) : undefined;
}

/** Whoever marked it is told why nothing follows. */
function tellKeptOut(store: Store, place: Place, question: string, why: string, at: Date): Promise<void> {
  const what = `A reply to **${plain(question, 100)}** was not kept, although it was marked as right. ${why}`;
  const roomId = isCommunityWide(place.room) ? null : place.room.id;
  const communityId = place.community.id;
  return store.write((tx) => record(tx, { communityId, kind: 'knowledge.kept-out', actor: null, what, roomId }, at));
}

/** What is about the same comes one after the other: a mark that goes while its message is being read goes after it was kept. */
function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    const over = turn
      .catch(() => {}) // whoever asked for it hears of it
      .finally(() => {
        if (last.get(key) === over) last.delete(key);
      });
    last.set(key, over);
    return turn;
  };
}
