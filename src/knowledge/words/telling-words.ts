import { contentWords } from './small-words.ts';
import { stemOf, termsOf } from './terms.ts';

/** What a text speaks of: its words but for the small ones, by their stems, each as it stands there first; and identifiers. */
export function tellingWords(text: string): ReadonlyMap<string, string> {
  const { words, exact } = termsOf(text);
  const content = contentWords(words);
  const told = new Map<string, string>();
  for (const word of content.length > 0 ? content : words) {
    const stem = stemOf(word);
    if (!told.has(stem)) told.set(stem, word);
  }
  for (const name of exact) told.set(name, name.slice(1));
  return told;
}
