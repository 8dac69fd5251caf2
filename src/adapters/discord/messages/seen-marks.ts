/**
 * How far each room has been read. What is still being decided holds the mark back, so that a process that dies in
 * between reads it again.
 */
export interface SeenMarks {
  /** A message is being looked at; call the result once nothing of it can be lost any more. */
  begin(roomId: string, messageId: string): () => void;
  /** The marks that have moved since they were last taken. */
  take(): Map<string, string>;
}

export function createSeenMarks(): SeenMarks {
  const rooms = new Map<string, { pending: Set<bigint>; newest: bigint; taken: bigint }>();
  return {
    begin(roomId, messageId) {
      const room = rooms.get(roomId) ?? { pending: new Set(), newest: 0n, taken: 0n };
      rooms.set(roomId, room);
      const id = BigInt(messageId);
      room.pending.add(id);
      return () => {
        room.pending.delete(id);
        if (id > room.newest) room.newest = id;
      };
    },
    take() {
      const moved = new Map<string, string>();
      for (const [roomId, room] of rooms) {
        const oldest = [...room.pending].reduce((least, id) => (id < least ? id : least), room.newest + 1n);
        const mark = oldest <= room.newest ? oldest - 1n : room.newest;
        if (mark > room.taken) {
          room.taken = mark;
          moved.set(roomId, String(mark));
        } else if (room.pending.size === 0 && room.taken === room.newest) rooms.delete(roomId);
      }
      return moved;
    },
  };
}
