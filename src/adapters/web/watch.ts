import type { Clock } from '../../clock.ts';
import { createOutbox } from './outbox.ts';
import type { Room } from './public/exchange.js';

export interface WatchParts {
  clock: Clock;
  /** Another number whenever something was written since, by whatever process. */
  changeMark: () => number;
  /** The room as it is now, without its exchanges. */
  describeRoom: () => Omit<Room, 'exchanges'>;
}

/**
 * Tells pages that show what is stored when it may have changed, whoever changed it: a vote on Discord, an import in another
 * process. What has changed is for them to read.
 */
export function createWatch({ clock, changeMark, describeRoom }: WatchParts) {
  const watching = new Map<() => void, string>();

  return {
    /** Undefined where too many watch already. */
    open(memberId: string): ReadableStream<Uint8Array> | undefined {
      const ofMember = [...watching.values()].filter((each) => each === memberId).length;
      if (ofMember >= mostPerMember || watching.size >= most) return undefined;
      const gone = new AbortController();
      const outbox = createOutbox({
        mostChars,
        onClose() {
          gone.abort();
          watching.delete(outbox.close);
        },
      });
      watching.set(outbox.close, memberId);
      void keep(outbox.push, gone.signal);
      return outbox.stream;
    },

    close(): void {
      for (const close of [...watching.keys()]) close();
    },
  };

  async function keep(push: ReturnType<typeof createOutbox>['push'], gone: AbortSignal): Promise<void> {
    let seen = changeMark();
    push({ type: 'room', room: { ...describeRoom(), exchanges: [] } });
    for (let beat = 1; !gone.aborted; beat++) {
      await clock.wait(beatMs, gone).catch(() => {});
      if (gone.aborted) return;
      const mark = changeMark();
      if (mark !== seen) push({ type: 'changed' });
      else if (beat % statusEvery === 0) push({ type: 'status', status: describeRoom().status });
      seen = mark;
    }
  }
}

const beatMs = 1000;
const statusEvery = 10;
const mostPerMember = 8;
const most = 64;
const mostChars = 100_000;
