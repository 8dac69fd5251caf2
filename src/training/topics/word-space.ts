/**
 * Texts and words as points that are near where they are used alike (latent semantic analysis): short texts on one subject
 * seldom share a word, but they share words that other texts have together. The same texts and the same chance give the same points.
 */

/** Texts by the numbers of their words. */
export interface WordedTexts {
  texts: readonly (readonly number[])[];
  /** How many different words there are. */
  words: number;
}

export interface WordSpace {
  dimensions: number;
  /** One point of length 1 after another; of a text without words, zeros. */
  points: Float64Array;
}

/** Each round brings the largest directions out more clearly; three are enough to group by. */
const rounds = 3;

export async function placeTexts(
  { texts, words }: WordedTexts,
  { dimensions, random, pause }: { dimensions: number; random: () => number; pause: () => Promise<void> },
): Promise<WordSpace> {
  const rarity = raritiesOf(texts, words);
  const weights = texts.map((text) => {
    const length = Math.hypot(...text.map((word) => rarity[word] ?? 0));
    return text.map((word) => (length > 0 ? (rarity[word] ?? 0) / length : 0));
  });
  const size = dimensions;
  let ofWords = Float64Array.from({ length: words * size }, () => random() - 0.5);
  let ofTexts = new Float64Array(texts.length * size);
  for (let round = 0; ; round++) {
    ofTexts = new Float64Array(texts.length * size);
    for (const [at, text] of texts.entries()) {
      if (at % 500 === 0) await pause();
      for (const [nth, word] of text.entries())
        addTo(ofTexts, at * size, ofWords, word * size, size, weights[at]?.[nth] ?? 0);
    }
    if (round === rounds) break;
    ofWords = new Float64Array(words * size);
    for (const [at, text] of texts.entries()) {
      if (at % 500 === 0) await pause();
      for (const [nth, word] of text.entries())
        addTo(ofWords, word * size, ofTexts, at * size, size, weights[at]?.[nth] ?? 0);
    }
    await orthogonalise(ofWords, words, size, pause);
  }
  for (let at = 0; at < texts.length; at++) toLengthOne(ofTexts, at * size, size);
  return { dimensions: size, points: ofTexts };
}

function raritiesOf(texts: WordedTexts['texts'], words: number): Float64Array {
  const counts = new Float64Array(words);
  for (const text of texts) for (const word of text) counts[word] = (counts[word] ?? 0) + 1;
  return counts.map((count) => Math.log(1 + texts.length / Math.max(1, count)));
}

function addTo(to: Float64Array, toAt: number, from: Float64Array, fromAt: number, size: number, times: number): void {
  for (let at = 0; at < size; at++) to[toAt + at] = (to[toAt + at] ?? 0) + times * (from[fromAt + at] ?? 0);
}

export function toLengthOne(points: Float64Array, from: number, size: number): void {
  let square = 0;
  for (let at = from; at < from + size; at++) square += (points[at] ?? 0) ** 2;
  if (square === 0) return;
  const length = Math.sqrt(square);
  for (let at = from; at < from + size; at++) points[at] = (points[at] ?? 0) / length;
}

/** Gram-Schmidt over the columns, twice for what rounding leaves. */
async function orthogonalise(matrix: Float64Array, rows: number, size: number, pause: () => Promise<void>) {
  for (let column = 0; column < size; column++) {
    await pause();
    for (let pass = 0; pass < 2; pass++)
      for (let before = 0; before < column; before++) {
        const common = product(matrix, column, before, rows, size);
        for (let row = 0; row < rows; row++)
          matrix[row * size + column] =
            (matrix[row * size + column] ?? 0) - common * (matrix[row * size + before] ?? 0);
      }
    const length = Math.sqrt(product(matrix, column, column, rows, size));
    for (let row = 0; row < rows; row++)
      matrix[row * size + column] = length > 1e-9 ? (matrix[row * size + column] ?? 0) / length : 0;
  }
}

function product(matrix: Float64Array, one: number, other: number, rows: number, size: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += (matrix[row * size + one] ?? 0) * (matrix[row * size + other] ?? 0);
  return sum;
}
