/** How long each part of a request may take, and the watch that ends it when one takes longer. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

/** What the configuration says, for answers. */
export interface TimeLimits {
  /** Until the connection stands. The longest that a host which is down can hold a question up. */
  connectMs: number;
  /** From the request to the first token: loading the model and reading the prompt. */
  firstTokenMs: number;
  betweenTokensMs: number;
  /** For a whole answer. */
  answerMs: number;
}

/** The limits of one request, by what it waits for. */
export interface Patience {
  connectMs: number;
  firstByteMs: number;
  betweenChunksMs: number;
  totalMs: number;
}
export type Phase = 'connection' | 'first byte' | 'next piece' | 'end';

/** For a short question, such as which models there are: no model has to be loaded for it. */
const replyMs = 10_000;

export function forReply({ connectMs }: TimeLimits): Patience {
  return { connectMs, firstByteMs: replyMs, betweenChunksMs: replyMs, totalMs: replyMs };
}

export function forAnswer({ connectMs, firstTokenMs, betweenTokensMs, answerMs }: TimeLimits): Patience {
  return { connectMs, firstByteMs: firstTokenMs, betweenChunksMs: betweenTokensMs, totalMs: answerMs };
}

/** A download takes as long as it takes; only silence ends it. */
export function forDownload({ connectMs, answerMs }: TimeLimits): Patience {
  return { connectMs, firstByteMs: answerMs, betweenChunksMs: answerMs, totalMs: Number.POSITIVE_INFINITY };
}

export interface Watch {
  /** From now on it waits for this; what it waited for before came in time. */
  waitFor(phase: 'connection' | 'first byte' | 'next piece'): void;
  /** A piece came: the time between pieces starts again. */
  touch(): void;
  stop(): void;
}

export function createWatch(clock: Clock, patience: Patience, tooLate: (phase: Phase, afterMs: number) => void): Watch {
  const whole = new AbortController();
  let current = new AbortController();
  let touchedAt = clock.now();
  const limits = {
    connection: patience.connectMs,
    'first byte': patience.firstByteMs,
    'next piece': patience.betweenChunksMs,
  };

  async function guard(phase: Phase, limitMs: number, since: () => number, signal: AbortSignal): Promise<void> {
    if (limitMs === Number.POSITIVE_INFINITY) return;
    try {
      // One timer for many pieces: it looks at the time when it rings, instead of being set again for every token.
      for (let leftMs = limitMs; leftMs > 0; leftMs = since() + limitMs - clock.now()) {
        await clock.wait(leftMs, signal);
        // Where it was this process that was busy, what came in time lies there and has not been heard yet.
        await setImmediate(undefined, { signal });
      }
    } catch {
      return; // what it waited for came in time
    }
    tooLate(phase, limitMs);
  }

  const startedAt = touchedAt;
  void guard('end', patience.totalMs, () => startedAt, whole.signal);
  return {
    waitFor(phase) {
      current.abort();
      if (whole.signal.aborted) return;
      current = new AbortController();
      touchedAt = clock.now();
      void guard(phase, limits[phase], () => touchedAt, current.signal);
    },
    touch() {
      touchedAt = clock.now();
    },
    stop() {
      whole.abort();
      current.abort();
    },
  };
}
