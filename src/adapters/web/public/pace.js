/** How often something is read again that changes while it is shown: at once after a rest, which is as much longer as reading takes long. */

/** @param {() => Promise<unknown>} read @returns {() => void} asks for it; however often, it is read one at a time */
export function createPace(read) {
  let isReading = false;
  let isWanted = false;
  let restUntil = 0;
  /** What is read for the first time takes longer than it will. */
  let isFirst = true;

  async function run() {
    isReading = true;
    isWanted = false;
    const began = performance.now();
    await read();
    const now = performance.now();
    restUntil = now + (isFirst ? shortestRestMs : Math.max(shortestRestMs, (now - began) * restShare));
    isFirst = false;
    isReading = false;
    if (isWanted) wait();
  }

  function wait() {
    const restMs = restUntil - performance.now();
    if (restMs <= 0) return void run();
    isReading = true; // until the rest is over, wishes are gathered
    setTimeout(() => void run(), restMs);
  }

  return () => {
    isWanted = true;
    if (!isReading) wait();
  };
}

const shortestRestMs = 500;
const restShare = 5;
