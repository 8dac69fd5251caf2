/**
 * Vectors without a model: every few neighbouring characters add to a place that their hash gives, so texts that share
 * words point the same way, and the same text always gets the same vector. It knows nothing of meaning.
 */

export function embedText(text: string, dimensions: number): number[] {
  const counts = new Map<string, number>();
  for (const gram of gramsOf(text)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const vector = new Array<number>(dimensions).fill(0);
  for (const [gram, count] of counts) {
    const hash = hashOf(gram);
    const place = hash % dimensions;
    const sign = hash & 0x4000_0000 ? 1 : -1;
    vector[place] = (vector[place] ?? 0) + sign * (1 + Math.log(count));
  }
  return toUnit(vector);
}

/** The first dimensions of a vector, as a unit vector again. */
export function shorten(vector: number[], dimensions: number): number[] {
  return dimensions < vector.length ? toUnit(vector.slice(0, dimensions)) : vector;
}

/** Whole words and their trigrams; scripts without spaces give single characters and pairs. */
function gramsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [text];
  return words.flatMap((word) => {
    if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(word))
      return [...slices(word, 1), ...slices(word, 2)];
    return [word, ...slices(` ${word} `, 3)];
  });
}

function slices(word: string, length: number): string[] {
  const characters = [...word];
  const starts = Math.max(characters.length - length + 1, 0);
  return Array.from({ length: starts }, (_, start) => characters.slice(start, start + length).join(''));
}

/** FNV-1a, 32 bits, mixed once more so that its low bits are good too. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Single precision, as Ollama sends it. */
function toUnit(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  if (length === 0) return vector.map((_, index) => (index === 0 ? 1 : 0));
  return vector.map((value) => Number((value / length).toPrecision(8)));
}
