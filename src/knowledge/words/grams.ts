/**
 * Neighbouring characters of a word: what `installation` and `installiert`, `Datenbank` and `Datenbankserver`, a typo and
 * its word have in common, in every language and without a dictionary of it.
 */
export function gramsOf(word: string): string[] {
  const characters = [...word];
  if (syllabic.test(word)) return slices(characters, syllableGram);
  if (/^\d+$/.test(word) || characters.length < shortestWord || characters.length > longestWord) return [];
  return slices(['_', ...characters, '_'], letterGram);
}

const letterGram = 4;
const syllableGram = 2;
/** Shorter words are found whole or not at all. */
const shortestWord = 4;
/** A run of letters this long is no word, and its grams would fill the index. */
const longestWord = 64;

/** Scripts in which one character is a word or a syllable. */
const syllabic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function slices(characters: string[], length: number): string[] {
  const count = Math.max(1, characters.length - length + 1);
  return Array.from({ length: count }, (_, start) => characters.slice(start, start + length).join(''));
}
