import { gramsOf } from '../words/grams.ts';
import { stemOf } from '../words/terms.ts';
import { hashTerm, type TermHash } from './term-hash.ts';

/** The terms met so far by small numbers, and those of each word, so that a word that comes back costs one look-up. */
export interface TermBook {
  readonly size: number;
  /** A word's stem, then its grams. */
  ofWord(word: string): Int32Array;
  /** The grams alone, of writing without spaces. */
  ofRun(run: string): Int32Array;
  ofName(identifier: string): number;
  hashOf(term: number): TermHash;
}

export function createTermBook(): TermBook {
  const numbers = new Map<string, number>();
  const hashes: TermHash[] = [];
  const words = new Map<string, Int32Array>();

  function numberOf(term: string): number {
    let number = numbers.get(term);
    if (number === undefined) {
      number = hashes.length;
      numbers.set(term, number);
      hashes.push(hashTerm(term));
    }
    return number;
  }

  return {
    get size() {
      return hashes.length;
    },
    ofWord(word) {
      let terms = words.get(word);
      if (!terms) {
        terms = Int32Array.from([stemOf(word), ...gramsOfWord(word)], numberOf);
        words.set(word, terms);
      }
      return terms;
    },
    ofRun: (run) => Int32Array.from(gramsOf(run).map(asGram), numberOf),
    ofName: numberOf,
    hashOf(term) {
      const hash = hashes[term];
      if (!hash) throw new Error(`No term has the number ${term}.`);
      return hash;
    },
  };
}

/** A word of a script without spaces has no grams of its own: those of the run it stands in reach across it. */
export function gramsOfWord(word: string): string[] {
  return runsOn.test(word) ? [] : gramsOf(word).map(asGram);
}

const runsOn = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** No word begins with this mark, so that a gram is never taken for a word of the same letters. */
export function asGram(gram: string): string {
  return `\u0001${gram}`;
}
