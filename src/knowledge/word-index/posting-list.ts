/**
 * Which entries of a segment hold a term, as bytes: how many they are, then for each, in ascending order, how many
 * entries lie between it and the one before, and how much the term weighs in it. All numbers are of variable length.
 */
export interface PostingWriter {
  add(entry: number, weight: number): void;
  /** What was added since the last time. */
  finish(): Uint8Array;
}

export function createPostingWriter(): PostingWriter {
  let bytes = new Uint8Array(256);
  let length = 0;
  let count = 0;
  let last = -1;

  function push(value: number): void {
    if (length + longestNumber > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    length = writeNumber(bytes, length, value);
  }

  return {
    add(entry, weight) {
      push(entry - last - 1);
      push(weight);
      last = entry;
      count += 1;
    },
    finish() {
      const head = new Uint8Array(longestNumber);
      const headLength = writeNumber(head, 0, count);
      const written = new Uint8Array(headLength + length);
      written.set(head.subarray(0, headLength));
      written.set(bytes.subarray(0, length), headLength);
      length = 0;
      count = 0;
      last = -1;
      return written;
    },
  };
}

const longestNumber = 5;

/** Seven bits a byte, the lowest first; the last byte is below 128. Returns where the next number goes. */
function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let next = at;
  while (rest > 0x7f) {
    bytes[next++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[next++] = rest;
  return next;
}

/** How many entries hold the term. */
export function countPostings(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    count |= (byte & 0x7f) << (7 * at);
    if (byte < 0x80) break;
  }
  return count;
}

export function readPostings(bytes: Uint8Array, each: (entry: number, weight: number) => void): void {
  let entry = -1;
  let at = startOf(bytes);
  while (at < bytes.length) {
    let value = bytes[at++] ?? 0;
    let distance = value & 0x7f;
    for (let shift = 7; value > 0x7f; shift += 7) {
      value = bytes[at++] ?? 0;
      distance |= (value & 0x7f) << shift;
    }
    value = bytes[at++] ?? 0;
    let weight = value & 0x7f;
    for (let shift = 7; value > 0x7f; shift += 7) {
      value = bytes[at++] ?? 0;
      weight |= (value & 0x7f) << shift;
    }
    entry += distance + 1;
    each(entry, weight);
  }
}

/** Where the entries begin, behind their number. */
function startOf(bytes: Uint8Array): number {
  let at = 0;
  while ((bytes[at] ?? 0) > 0x7f) at += 1;
  return bytes.length === 0 ? 0 : at + 1;
}

export interface Saturation {
  /** The most that the term can bring an entry. */
  most: number;
  /** What weight brings half of that: some for every entry, and some for each word that it has. */
  fixed: number;
  perWord: number;
  wordCounts: Uint32Array;
}

/** `readPostings` with BM25's sum in its midst: a search spends most of its time here, and a call for each entry doubles it. */
export function addGains(
  bytes: Uint8Array,
  gains: Float64Array,
  { most, fixed, perWord, wordCounts }: Saturation,
): void {
  let entry = -1;
  let at = startOf(bytes);
  const end = bytes.length;
  while (at < end) {
    let value = bytes[at++] ?? 0;
    let distance = value & 0x7f;
    for (let shift = 7; value > 0x7f; shift += 7) {
      value = bytes[at++] ?? 0;
      distance |= (value & 0x7f) << shift;
    }
    value = bytes[at++] ?? 0;
    let weight = value & 0x7f;
    for (let shift = 7; value > 0x7f; shift += 7) {
      value = bytes[at++] ?? 0;
      weight |= (value & 0x7f) << shift;
    }
    entry += distance + 1;
    const gain = (most * weight) / (weight + fixed + perWord * (wordCounts[entry] ?? 0));
    gains[entry] = (gains[entry] ?? 0) + gain;
  }
}
