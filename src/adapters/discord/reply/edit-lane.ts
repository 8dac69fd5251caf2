import type { Clock } from '../../../clock.ts';

/**
 * Discord allows few edits in a room, whoever's answer they are of. Live edits share what there is: one at a time in a room and
 * none too soon after another, so that none waits with an old text and the last words of an answer find the way free.
 */
export interface EditLane {
  /** True for whoever may write a live edit in the room now; then it is not free again for a while. */
  take(roomId: string, what?: LiveEdit): boolean;
  /** In how many milliseconds it may be. */
  freeIn(roomId: string, what?: LiveEdit): number;
}

/** Words of an answer, or only how far it is. */
export type LiveEdit = 'text' | 'status';

/** Five edits in five seconds are allowed in a room; a fifth of them is left to last words. */
const everyMs = 1250;
/**
 * A bot has fifty requests a second in all. While many wait, all their places change with each answer; telling them must not
 * keep the answers themselves waiting.
 */
const statusEveryMs = 100;

export function createEditLane(clock: Pick<Clock, 'now'>): EditLane {
  const freeAt = new Map<string, number>();
  let statusFreeAt = 0;
  const freeIn = (roomId: string, what: LiveEdit = 'text') =>
    Math.max(0, (freeAt.get(roomId) ?? 0) - clock.now(), what === 'status' ? statusFreeAt - clock.now() : 0);
  return {
    freeIn,
    take(roomId, what = 'text') {
      if (freeIn(roomId, what) > 0) return false;
      if (freeAt.size > mostRooms) for (const [room, at] of freeAt) if (at <= clock.now()) freeAt.delete(room);
      freeAt.set(roomId, clock.now() + everyMs);
      if (what === 'status') statusFreeAt = clock.now() + statusEveryMs;
      return true;
    },
  };
}

const mostRooms = 1000;
