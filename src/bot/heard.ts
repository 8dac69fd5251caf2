import type { Clock } from '../clock.ts';
import type { HashMember } from '../store/index.ts';
import type { HeardMessage, PlaceName, StoredQuestion } from './platform.ts';
import { type Listening, piecesUpTo, type Said } from './when-to-speak.ts';

/** A message that was heard where Quorum may speak of its own accord. */
export type Overheard = Said & {
  message: HeardMessage;
  notedAt: number;
  /** The message of the question that it became, or became a piece of. */
  askedAs: string | undefined;
};

/**
 * What was said lately in the rooms where Quorum listens. It is kept in memory alone, a little of it and for a while: after
 * a restart, the platform tells it again.
 */
export interface Heard {
  /** How long people go first. */
  readonly waitMs: number;
  /** Keeps a message; one that is told again takes its own place. */
  note(message: HeardMessage): Overheard;
  has(message: Overheard): boolean;
  /** Whether anything was heard lately in its room. */
  listensIn(message: HeardMessage): boolean;
  /** What `questionToAnswer` looks at. */
  around(room: RoomName): Listening & { said: readonly Overheard[] };
  /** The pieces have become a question. */
  close(pieces: readonly Overheard[]): void;
  /** The pieces of the question that a message is, or would be. */
  piecesOf(platform: string, messageId: string): Overheard[];
  /** The message was edited. */
  amend(edit: Pick<HeardMessage, 'platform' | 'messageId' | 'text' | 'fetchAttached'>): void;
  find(platform: string, messageId: string): Overheard | undefined;
  /** The message was deleted: nothing is known of it any more, but that. */
  forget(platform: string, messageId: string): void;
  /** Whether it was deleted a moment ago. */
  isGone(platform: string, messageId: string): boolean;
}

export interface RoomName {
  community: PlaceName;
  roomId: string;
  isThread: boolean;
}

const leastKeptMs = 15 * 60_000;
const mostInRoom = 100;
const mostInAll = 20_000;
const mostGone = 1000;

export function createHeard({
  clock,
  hashMember,
  waitMs,
}: {
  clock: Clock;
  hashMember: HashMember;
  waitMs: number;
}): Heard {
  const byId = new Map<string, Overheard>(); // the oldest first
  const rooms = new Map<string, Set<Overheard>>();
  const gone = new Set<string>();
  const keepMs = Math.max(leastKeptMs, 2 * waitMs);

  function drop(message: Overheard): void {
    byId.delete(idOf(message.message.platform, message.messageId));
    for (const key of shelvesOf(message.message)) {
      const room = rooms.get(key);
      room?.delete(message);
      if (room?.size === 0) rooms.delete(key);
    }
  }

  function tidy(): void {
    for (const message of byId.values()) {
      if (byId.size <= mostInAll && clock.now() - message.notedAt < keepMs) break;
      drop(message);
    }
  }

  return {
    waitMs,
    note(message) {
      const { platform, messageId } = message;
      const before = byId.get(idOf(platform, messageId));
      if (before) drop(before);
      const noted = { ...toSaid(message, hashMember), message, notedAt: clock.now(), askedAs: before?.askedAs };
      byId.set(idOf(platform, messageId), noted);
      for (const key of shelvesOf(message)) {
        const room = rooms.get(key) ?? new Set();
        rooms.set(key, room.add(noted));
        const [oldest] = room;
        if (oldest && room.size > mostInRoom) drop(oldest);
      }
      tidy();
      return noted;
    },
    has: (message) => byId.get(idOf(message.message.platform, message.messageId)) === message,
    listensIn: (message) => rooms.has(shelfOf(message.community, message.room.platformId)),
    around({ community, roomId, isThread }) {
      const said = [...(rooms.get(shelfOf(community, roomId)) ?? [])];
      const isClosed = (messageId: string) => byId.get(idOf(community.platform, messageId))?.askedAs !== undefined;
      return { said, isThread, waitMs, isClosed };
    },
    close(pieces) {
      const askedAs = pieces.at(-1)?.messageId;
      for (const piece of pieces) piece.askedAs = askedAs;
    },
    piecesOf(platform, messageId) {
      const last = byId.get(idOf(platform, messageId));
      if (!last) return [];
      const said = [...(rooms.get(shelfOf(last.message.community, last.roomId)) ?? [])];
      const isClosed = (id: string) => {
        const askedAs = byId.get(idOf(platform, id))?.askedAs;
        return askedAs !== undefined && askedAs !== messageId;
      };
      return piecesUpTo(last, said, { waitMs, isClosed });
    },
    amend({ platform, messageId, text, fetchAttached }) {
      const known = byId.get(idOf(platform, messageId));
      const own = { text, ...(fetchAttached && { fetchAttached }) };
      if (known) Object.assign(known, { text, message: { ...known.message, ...own } });
    },
    find: (platform, messageId) => byId.get(idOf(platform, messageId)),
    forget(platform, messageId) {
      const known = byId.get(idOf(platform, messageId));
      if (known) drop(known);
      gone.add(idOf(platform, messageId));
      const [oldest] = gone;
      if (oldest !== undefined && gone.size > mostGone) gone.delete(oldest);
    },
    isGone: (platform, messageId) => gone.has(idOf(platform, messageId)),
  };
}

export function roomOf({ community, room }: Pick<StoredQuestion, 'community' | 'room'> | HeardMessage): RoomName {
  return { community, roomId: room.platformId, isThread: room.kind === 'thread' || room.kind === 'post' };
}

function toSaid(message: HeardMessage, hashMember: HashMember): Said {
  const { platform, messageId, memberId, text, room, sentAt, repliesTo, addressed, addressesSomeone } = message;
  return {
    messageId,
    memberId: hashMember(platform, memberId),
    roomId: room.platformId,
    startedFrom: room.startedFrom,
    text,
    sentAt: sentAt.getTime(),
    repliesTo,
    mentions: (message.mentions ?? []).map((id) => hashMember(platform, id)),
    addressesSomeone,
    addressesQuorum: addressed !== 'none',
    opensPost: message.opensPost,
  };
}

/** Where a message is looked for: in its room, and in the channel whose message its thread was started from. */
function shelvesOf({ community, room }: HeardMessage): string[] {
  const own = shelfOf(community, room.platformId);
  return room.startedFrom !== undefined && room.parent ? [own, shelfOf(community, room.parent.platformId)] : [own];
}

function shelfOf({ platform, platformId }: PlaceName, roomId: string): string {
  return `${platform} ${platformId} ${roomId}`;
}

function idOf(platform: string, messageId: string): string {
  return `${platform} ${messageId}`;
}
