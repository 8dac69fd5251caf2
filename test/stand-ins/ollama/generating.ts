/** Counts the chats that are being generated, and keeps those whose client went away in the middle. */
import { Ended } from './reply.ts';
import type { ChatBody } from './requests.ts';

export interface Generating {
  readonly inFlight: number;
  readonly cancelled: ChatBody[];
  /** Resolves with the next chat to be cancelled. */
  nextCancelled(): Promise<ChatBody>;
  track(request: ChatBody, work: () => Promise<void>): Promise<void>;
}

export function createGenerating(): Generating {
  const cancelled: ChatBody[] = [];
  let inFlight = 0;
  let next = Promise.withResolvers<ChatBody>();
  return {
    cancelled,
    get inFlight() {
      return inFlight;
    },
    nextCancelled: () => next.promise,
    async track(request, work) {
      inFlight++;
      try {
        await work();
      } catch (error) {
        if (error instanceof Ended && error.by === 'client') {
          cancelled.push(request);
          next.resolve(request);
          next = Promise.withResolvers();
        }
        throw error;
      } finally {
        inFlight--;
      }
    },
  };
}
