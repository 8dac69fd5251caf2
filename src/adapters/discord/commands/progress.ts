import type { Clock } from '../../../clock.ts';

export interface Progress {
  /** Shown as soon as the last one has stood for a moment; what was said in between is skipped. */
  say(sentence: string): void;
  /** Nothing more is shown once this has resolved. */
  end(): Promise<void>;
}

const everyMs = 1_500;

/** Shows how far something is, no faster than Discord takes changes of one message. */
export function createProgress(clock: Clock, show: (sentence: string) => Promise<void>): Progress {
  const over = new AbortController();
  let latest: string | undefined;
  let showing: Promise<void> | undefined;

  async function showLatest(): Promise<void> {
    while (latest !== undefined && !over.signal.aborted) {
      const sentence = latest;
      latest = undefined;
      await show(sentence);
      await clock.wait(everyMs, over.signal).catch(() => {}); // only the end cuts it short
    }
    showing = undefined;
  }

  return {
    say(sentence) {
      latest = sentence;
      if (!over.signal.aborted) showing ??= showLatest();
    },
    async end() {
      over.abort();
      await showing;
    },
  };
}
