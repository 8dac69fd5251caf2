import type { Clock } from '../../../clock.ts';

const patienceMs = 2_000;

/** What has to be known before a form can open, for which Discord waits three seconds; undefined where it takes too long. */
export async function inTime<T>(clock: Clock, work: Promise<T>): Promise<T | undefined> {
  const found = new AbortController();
  const late = clock.wait(patienceMs, found.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    found.abort();
  }
}
