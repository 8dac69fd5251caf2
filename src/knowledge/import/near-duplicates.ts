/**
 * Finds entries that say the same as another but for a word here and there. Likenesses (MinHash) say cheaply who might
 * be a twin; `similarity` then decides on the texts themselves.
 */

/** From this similarity on, two entries are twins, and the later one is refused. */
export const twinSimilarity = 0.9;

const bands = 8;
const rowsPerBand = 4;
const likenessBytes = bands * 4;

/**
 * What a text looks like from afar: 32 minima of hashed shingles, every four hashed into one of eight bands. Texts that
 * are alike to 0.9 share a band 9,998 times in 10,000. Stored with entries: a change here means to make them all anew.
 */
export function likenessOf(title: string, text: string): Uint8Array {
  const shingles = shinglesOf(`${title}\n${text}`);
  const minima = Array.from(factors, (factor) => lowest(shingles, factor));
  const likeness = new DataView(new ArrayBuffer(likenessBytes));
  for (let band = 0; band < bands; band += 1) {
    const rows = minima.slice(band * rowsPerBand, (band + 1) * rowsPerBand);
    likeness.setInt32(
      band * 4,
      rows.reduce((hash, minimum) => mix(hash ^ minimum), band),
      true,
    );
  }
  return new Uint8Array(likeness.buffer);
}

/** One odd factor for each minimum: shingles are mixed already, so a product orders them anew well enough. */
const factors = Int32Array.from({ length: bands * rowsPerBand }, (_, index) => mix(index + 1) | 1);

function lowest(shingles: Int32Array, factor: number): number {
  let minimum = 0x7fffffff;
  for (const shingle of shingles) {
    const product = Math.imul(shingle, factor);
    const hash = product ^ (product >>> 15);
    if (hash < minimum) minimum = hash;
  }
  return minimum;
}

/** Title and text as one is compared; the title of a pair is its question. */
export interface Comparable {
  title: string;
  text: string;
  kind?: 'pair' | 'passage';
}

/**
 * How much two entries have in common, 0 to 1. Pairs are only as alike as their questions: one answer may serve many,
 * and a question for another tool or version is another question, however long it is.
 */
export function similarity(a: Comparable, b: Comparable): number {
  if (a.kind === 'passage' || b.kind === 'passage') {
    return jaccard(shinglesOf(`${a.title}\n${a.text}`), shinglesOf(`${b.title}\n${b.text}`));
  }
  const questions = questionSimilarity(a.title, b.title);
  // Texts are slower to compare, and cannot make twins of different questions any more.
  return questions < twinSimilarity ? questions : Math.min(questions, jaccard(shinglesOf(a.text), shinglesOf(b.text)));
}

/** Just below twins: the most that two questions share when a word of one is missing or elsewhere in the other. */
const nearlyTwins = 0.89;

function questionSimilarity(a: string, b: string): number {
  const [first, second] = [questionWords(a), questionWords(b)];
  if (first.join(' ') === second.join(' ')) return 1;
  return Math.min(nearlyTwins, jaccard(first.map(hashOf), second.map(hashOf)));
}

/** With the signs that tell `C` from `C++` and `//` from `++`; without what politeness adds. */
function questionWords(question: string): string[] {
  const words = fold(question).match(
    /[\p{Letter}\p{Mark}\p{Number}]+|[^\s\p{Letter}\p{Mark}\p{Number}.,!?;:'"’“”`]+/gu,
  );
  return (words ?? []).filter((word) => !courtesy.has(word));
}

const courtesy = new Set(['please', 'pls', 'hi', 'hello', 'hey', 'thanks', 'bitte', 'danke']);

function jaccard(a: Iterable<number>, b: Iterable<number>): number {
  const [first, second] = [new Set(a), new Set(b)];
  let common = 0;
  for (const shingle of first) if (second.has(shingle)) common += 1;
  const all = first.size + second.size - common;
  return all === 0 ? 1 : common / all;
}

const spaceless = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
/** A word, or a character of a script that puts no spaces between words. */
const word = new RegExp(String.raw`${spaceless}\p{Mark}*|[[\p{Letter}\p{Mark}\p{Number}]--${spaceless}]+`, 'gv');

const shortest = 6;

/** Hashes of each three words in a row; of each word and of the whole where there are fewer than six. */
function shinglesOf(text: string): Int32Array {
  const folded = fold(text);
  // The same words, found in a tenth of the time.
  const pattern = /[^\p{ASCII}]/u.test(folded) ? word : /[a-z\d]+/g;
  const words = Int32Array.from(folded.match(pattern) ?? [], hashOf);
  // Signs alone (`//`, an emoji) are compared as they are.
  if (words.length === 0) return Int32Array.from(folded.trim() === '' ? [] : [hashOf(folded.trim())]);
  if (words.length < shortest)
    return Int32Array.of(
      ...words,
      words.reduce((all, one) => mix(all ^ one)),
    );
  return words.subarray(2).map((third, index) => {
    return mix(Math.imul(words[index] ?? 0, 31) + Math.imul(words[index + 1] ?? 0, 17) + third);
  });
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** Spreads each bit over all 32 (the end of MurmurHash3). */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

export interface TwinFinder {
  /** Remembers an entry's likeness under a number of the caller's. */
  add(ref: number, likeness: Uint8Array): void;
  /** Those who share a band with it, those first who share most; at most 64 for each band. */
  candidates(likeness: Uint8Array): number[];
}

/** So many entries are kept for one band: what more of them share tells them apart no better. */
const mostPerBand = 64;
/** The bands, and all of them as one: by that the very same is found even where each of its bands is full. */
const keysPerEntry = bands + 1;
const fullest = 0.7;

/** Remembers likenesses in typed arrays: about 91 bytes an entry when it is told how many to expect, and it grows. */
export function createTwinFinder(expected: number): TwinFinder {
  let refs = new Int32Array(Math.max(16, expected));
  let keys = new Int32Array(refs.length * keysPerEntry);
  // Open addressing: each slot holds the place of a key, counted from 1; 0 is free.
  let slots = new Int32Array(Math.ceil(keys.length / fullest));
  let count = 0;

  /** Visits the entries whose band has this key, and returns the free slot behind them. */
  function visit(band: number, key: number, each: (entry: number) => void): number {
    let slot = (mix(key + band) >>> 0) % slots.length;
    for (let place = slots[slot] ?? 0; place !== 0; place = slots[slot] ?? 0) {
      const at = place - 1;
      if (keys[at] === key && at % keysPerEntry === band) each(Math.floor(at / keysPerEntry));
      slot = slot + 1 === slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  function insert(entry: number): void {
    for (let band = 0; band < keysPerEntry; band += 1) {
      const at = entry * keysPerEntry + band;
      let same = 0;
      const free = visit(band, keys[at] ?? 0, () => {
        same += 1;
      });
      if (same < mostPerBand) slots[free] = at + 1;
    }
  }

  function grow(): void {
    const longer = Math.ceil(refs.length * 1.5);
    refs = grown(refs, longer);
    keys = grown(keys, longer * keysPerEntry);
    slots = new Int32Array(Math.ceil(keys.length / fullest));
    for (let entry = 0; entry < count; entry += 1) insert(entry);
  }

  return {
    add(ref, likeness) {
      if (count === refs.length) grow();
      refs[count] = ref;
      keys.set(keysOf(likeness), count * keysPerEntry);
      insert(count);
      count += 1;
    },
    candidates(likeness) {
      const shared = new Map<number, number>();
      keysOf(likeness).forEach((key, band) => {
        visit(band, key, (entry) => shared.set(entry, (shared.get(entry) ?? 0) + (band === bands ? bands : 1)));
      });
      const nearest = [...shared].sort(([a, inA], [b, inB]) => inB - inA || a - b);
      return [...new Set(nearest.map(([entry]) => refs[entry] ?? 0))];
    },
  };
}

function keysOf(likeness: Uint8Array): Int32Array {
  const view = new DataView(likeness.buffer, likeness.byteOffset, likeness.byteLength);
  const keys = Int32Array.from({ length: keysPerEntry }, (_, band) =>
    band < bands ? view.getInt32(band * 4, true) : 0,
  );
  keys[bands] = keys.reduce((all, key) => mix(all ^ key));
  return keys;
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}
