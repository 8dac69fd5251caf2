/** How much one socket may send: 120 frames in 60 seconds, heartbeats included; more closes it with 4008. */
import type { Clock } from '../../../../src/clock.ts';

const most = 120;
const windowMs = 60_000;

/** True for a frame that is still within the limit. */
export function createSendLimit(clock: Pick<Clock, 'now'>): () => boolean {
  let began = clock.now();
  let sent = 0;
  return () => {
    if (clock.now() - began >= windowMs) {
      began = clock.now();
      sent = 0;
    }
    sent++;
    return sent <= most;
  };
}
