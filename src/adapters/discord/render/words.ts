import { escapeWord } from './escape.ts';
import { piecesOfAtMost } from './graphemes.ts';
import type { Unit } from './units.ts';

/** A word that is longer may be cut anywhere: in scripts without spaces, or where there is no word at all. */
const longestWord = 200;

/** A text without line ends as units, escaped; whether a space comes before it is for the caller to see. */
export function wordsOf(text: string, marks: number): Unit[] {
  const units: Unit[] = [];
  for (const [, word = '', space = ''] of text.matchAll(/([^ \t\n]+)([ \t\n]*)/g)) {
    const pieces = clausesOf(escapeWord(word)).flatMap((clause) => piecesOfAtMost(clause, longestWord));
    units.push(...pieces.map((shown): Unit => ({ shown, marks, joint: 'seam' })));
    const last = units.at(-1);
    if (last) last.joint = space === '' ? 'tight' : 'space';
  }
  return units;
}

/** Cut behind the full stops and commas of scripts without spaces. */
function clausesOf(word: string): string[] {
  return word.split(/(?<=[。！？｡，、；：])(?![。！？｡，、；：」』）”’])/);
}
