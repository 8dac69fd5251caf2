/** The highest few of many, found in one pass: a heap with the lowest of those few on top. */
export interface BestFew {
  offer(slot: number, score: number): void;
  /** What has to be reached to be among them; nothing holds until there are as many as wanted. */
  lowest(): number;
  /** In no order. */
  slots(): Uint32Array;
}

export function createBestFew(count: number): BestFew {
  const slots = new Uint32Array(count);
  const scores = new Float64Array(count);
  let length = 0;
  /** What has to be beaten once there are as many as wanted. */
  let lowest = Number.NEGATIVE_INFINITY;

  /** Puts it where it belongs on the way from a free place up to the top. */
  function rise(from: number, slot: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((scores[parent] ?? 0) <= score) break;
      put(at, slots[parent] ?? 0, scores[parent] ?? 0);
      at = parent;
    }
    put(at, slot, score);
  }

  /** Puts it where it belongs on the way from the top down. */
  function sink(slot: number, score: number): void {
    let at = 0;
    while (true) {
      const left = 2 * at + 1;
      if (left >= length) break;
      const lower = left + 1 < length && (scores[left + 1] ?? 0) < (scores[left] ?? 0) ? left + 1 : left;
      if ((scores[lower] ?? 0) >= score) break;
      put(at, slots[lower] ?? 0, scores[lower] ?? 0);
      at = lower;
    }
    put(at, slot, score);
  }

  function put(at: number, slot: number, score: number): void {
    slots[at] = slot;
    scores[at] = score;
  }

  return {
    lowest: () => lowest,
    slots: () => slots.subarray(0, length),
    offer(slot, score) {
      if (length < count) {
        length += 1;
        rise(length - 1, slot, score);
      } else if (score > lowest) sink(slot, score);
      else return;
      if (length === count) lowest = scores[0] ?? 0;
    },
  };
}
