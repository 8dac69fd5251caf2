import { type AskParts, ask } from './ask.ts';
import { type Overheard, roomOf } from './heard.ts';
import { fetchAttached, joinPieces } from './join-pieces.ts';
import { noticeReplies } from './needless.ts';
import { listenedMode } from './places.ts';
import { type HeardMessage, type Outcome, type Reply, silentReply } from './platform.ts';
import { freshForMs } from './take-over.ts';
import { questionToAnswer } from './when-to-speak.ts';

type Open = (how: { asked: boolean }) => Reply;

/** What followed a message that is read back late may come in a moment. */
const graceMs = 2000;

/** What is written where Quorum listens. Asked, it answers at once, where it answers at all; unasked, people go first. */
export function hear(parts: AskParts, message: HeardMessage, open: Open, signal: AbortSignal): Promise<Outcome> {
  return message.addressed === 'none' ? overhear(parts, message, open, signal) : beAsked(parts, message, open, signal);
}

async function beAsked(parts: AskParts, message: HeardMessage, open: Open, signal: AbortSignal): Promise<Outcome> {
  const { heard, clock, log } = parts;
  const noted = heard.listensIn(message) ? heard.note(message) : undefined;
  const pieces = noted ? heard.piecesOf(message.platform, message.messageId) : [];
  heard.close(pieces);
  if (noted) await noticeReplies(parts, noted);
  const isMissed = clock.now() - message.sentAt.getTime() > freshForMs;
  const reply = isMissed ? silentReply : open({ asked: true });
  const messages = noted ? pieces.map((piece) => piece.message) : [message];
  const fetched = await fetchAttached(messages, log, signal);
  return ask(parts, { ...joinPieces(messages, message, fetched), asked: true, missed: isMissed }, reply, signal);
}

async function overhear(parts: AskParts, message: HeardMessage, open: Open, signal: AbortSignal): Promise<Outcome> {
  const { clock, heard, catchingUp, log } = parts;
  const noted = await listen(parts, message);
  if (!noted) return { state: 'ignored' };
  await noticeReplies(parts, noted);
  const { waitMs } = heard;
  const waitsFor = Math.min(waitMs, Math.max(noted.sentAt + waitMs - clock.now(), graceMs));
  try {
    if (waitsFor > 0) await clock.wait(waitsFor, signal);
    await catchingUp.done(message.community, signal);
  } catch {
    return { state: 'taken' }; // it is read back at the next start
  }

  const room = roomOf(message);
  const find = () => (heard.has(noted) ? questionToAnswer(noted, heard.around(room)) : undefined);
  const candidates = find();
  if (!candidates) return { state: 'ignored' };
  const stored = await closeStored(parts, candidates);
  if (stored) return { state: 'repeated', questionId: stored };
  const fetched = await fetchAttached(
    candidates.map((piece) => piece.message),
    log,
    signal,
  );
  const mode = await speakingMode(parts, message);
  const pieces = find(); // somebody may have replied meanwhile
  if (!pieces || !mode) return { state: 'ignored' };
  heard.close(pieces);
  const messages = pieces.map((piece) => piece.message);
  const isMissed = clock.now() - noted.sentAt > Math.max(freshForMs, 2 * waitMs);
  const reply = isMissed || mode === 'draft' ? silentReply : open({ asked: false });
  const question = joinPieces(messages, noted.message, fetched);
  return ask(parts, { ...question, asked: false, missed: isMissed }, reply, signal);
}

/** Keeps a message in mind where Quorum may speak unasked; until that is known, nothing is decided past it. */
async function listen(parts: AskParts, message: HeardMessage): Promise<Overheard | undefined> {
  const { heard, catchingUp } = parts;
  const known = catchingUp.begin(message.community);
  try {
    return (await speakingMode(parts, message)) && heard.note(message);
  } finally {
    known();
  }
}

/** The mode of a room where Quorum may speak of its own accord. */
async function speakingMode({ store }: AskParts, message: HeardMessage): Promise<'help' | 'draft' | undefined> {
  const mode = await listenedMode(store.rows, message);
  return mode === 'help' || mode === 'draft' ? mode : undefined;
}

/** Before a restart, some of these may have been asked already. The last one's question, if it was. */
async function closeStored({ store, heard }: AskParts, pieces: readonly Overheard[]): Promise<string | undefined> {
  const last = pieces.at(-1);
  if (!last) return undefined;
  const { platform } = last.message;
  const messageIds = pieces.map((piece) => piece.messageId);
  const rows = await store.read.question.findMany({
    where: { platform, messageId: { in: messageIds } },
    select: { id: true, messageId: true },
  });
  for (const { messageId } of rows) heard.close(heard.piecesOf(platform, messageId));
  return rows.find(({ messageId }) => messageId === last.messageId)?.id;
}
