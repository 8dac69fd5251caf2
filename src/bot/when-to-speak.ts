import { asksBack, asksSomething, looksLikeQuestion, looksSettled, saysSomething } from './question-shape.ts';

/**
 * When Quorum says something of its own accord, where a room's mode lets it. The rules stand here alone, over what was said
 * and nothing else, so that they come to the same whatever the order in which it was told. Silence is cheaper than noise:
 * where it cannot be known whether a person has taken care of a question, one has.
 */

/** What one message says, as far as it matters here. Members are told apart by their hashes. */
export interface Said {
  messageId: string;
  memberId: string;
  /** The platform's id of its room. */
  roomId: string;
  /** The message that its thread was started from. */
  startedFrom: string | undefined;
  text: string;
  sentAt: number;
  repliesTo: string | undefined;
  mentions: readonly string[];
  addressesSomeone: boolean;
  addressesQuorum: boolean;
  opensPost: boolean;
}

export interface Listening {
  /** What was said lately in the room and in the threads that were started from its messages, in any order. */
  said: readonly Said[];
  /** A thread or a forum post: one conversation, begun by whoever opened it. */
  isThread: boolean;
  /** How long people go first. */
  waitMs: number;
  /** Whether a message was asked already, alone or as the last piece of a question. */
  isClosed: (messageId: string) => boolean;
}

/**
 * The question that a message completes, as the pieces it was typed in, if it is one for Quorum now that the wait is over;
 * undefined where Quorum stays silent.
 */
export function questionToAnswer<Message extends Said>(
  last: Message,
  { said, ...listening }: Listening & { said: readonly Message[] },
): Message[] | undefined {
  const { isThread, waitMs } = listening;
  const pieces = piecesUpTo(last, said, listening);
  if (isFollowed(last, said, waitMs)) return undefined; // they go on, and the wait begins anew
  if (last.addressesQuorum || pieces.some((piece) => piece.addressesSomeone)) return undefined;
  if (isThread && !pieces.some((piece) => piece.opensPost)) return undefined; // never the second to speak
  const text = pieces.map((piece) => piece.text).join('\n');
  const isQuestion = pieces.some((piece) => piece.opensPost) || (looksLikeQuestion(text) && !asksBack(text));
  if (!isQuestion || looksSettled(last.text)) return undefined;
  const asked = { ...askedBy(pieces, last), undirectedUntil: last.sentAt + waitMs };
  return hasPersonReplied(asked, { said, isThread, waitMs }) ? undefined : pieces;
}

/** What a member wrote in one go, up to a message: each piece within the wait of the one before it, as people type. */
export function piecesUpTo<Message extends Said>(
  last: Message,
  said: readonly Message[],
  { waitMs, isClosed }: Pick<Listening, 'waitMs' | 'isClosed'>,
): Message[] {
  const mine = ofSameMember(last, said);
  const pieces: Message[] = [last];
  for (let at = mine.indexOf(last) - 1; at >= 0; at--) {
    const [next] = pieces;
    const piece = mine[at];
    if (!piece || !next || next.sentAt - piece.sentAt >= waitMs) break;
    if (piece.addressesQuorum || isClosed(piece.messageId)) break;
    pieces.unshift(piece);
  }
  return pieces;
}

/** A question that stands in a room, asked of nobody or of Quorum. */
export interface Asked {
  memberId: string;
  messageIds: readonly string[];
  roomId: string;
  /** When its first piece was sent. */
  since: number;
  /** Until when words that are addressed to nobody are taken for a reply. */
  undirectedUntil: number;
}

/**
 * Whether a person has replied to a question. In a thread or a forum post, anyone but the asker who says anything has. In a
 * channel, these are replies: a message that replies to the question or mentions its asker; anything in a thread started from
 * it; and, until the wait is over, anything that somebody else says to nobody in particular, unless that is a question of
 * their own. It is not their own if it asks the asker back, or if the asker speaks after it: then the two are talking.
 */
export function hasPersonReplied(
  { memberId, messageIds, roomId, since, undirectedUntil }: Asked,
  { said, isThread, waitMs }: Omit<Listening, 'isClosed'>,
): boolean {
  const others = said.filter((message) => message.memberId !== memberId);
  const ofAsker = said.filter((message) => message.memberId === memberId && message.roomId === roomId).map(sentAt);
  const lastWordOfAsker = Math.max(0, ...ofAsker.filter((at) => at <= undirectedUntil));
  return others.some((message) => {
    if (message.startedFrom !== undefined && messageIds.includes(message.startedFrom)) return true;
    if (message.roomId !== roomId || message.sentAt < since) return false;
    if (isThread) return true;
    if (message.repliesTo !== undefined && messageIds.includes(message.repliesTo)) return true;
    if (message.mentions.includes(memberId)) return true;
    const isUndirected = !message.addressesSomeone && !message.addressesQuorum && message.repliesTo === undefined;
    if (!isUndirected || message.sentAt > undirectedUntil || !saysSomething(message.text)) return false;
    return !isOwnQuestion(message, said, waitMs) || lastWordOfAsker > message.sentAt;
  });
}

/** What `hasPersonReplied` looks at, of a question in pieces. */
export function askedBy(pieces: readonly Said[], last: Said): Omit<Asked, 'undirectedUntil'> {
  const { memberId, roomId } = last;
  const messageIds = pieces.map((piece) => piece.messageId);
  return { memberId, roomId, messageIds, since: Math.min(...pieces.map(sentAt)) };
}

/** Somebody else's question: "hi" belongs to it where it follows. */
function isOwnQuestion(message: Said, said: readonly Said[], waitMs: number): boolean {
  const open = { waitMs, isClosed: () => false };
  let last = message;
  for (const next of ofSameMember(message, said)) {
    if (next.sentAt >= last.sentAt && next.sentAt - last.sentAt < waitMs) last = next;
  }
  const text = piecesUpTo(last, said, open)
    .map((piece) => piece.text)
    .join('\n');
  return asksSomething(text) && !asksBack(text);
}

function isFollowed(message: Said, said: readonly Said[], waitMs: number): boolean {
  const mine = ofSameMember(message, said);
  const next = mine[mine.indexOf(message) + 1];
  return next !== undefined && next.sentAt - message.sentAt < waitMs;
}

function ofSameMember<Message extends Said>({ memberId, roomId }: Said, said: readonly Message[]): Message[] {
  return said
    .filter((message) => message.memberId === memberId && message.roomId === roomId)
    .sort((one, other) => one.sentAt - other.sentAt);
}

function sentAt(message: Said): number {
  return message.sentAt;
}
