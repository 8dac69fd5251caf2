import stopword from 'stopword';
import { fold } from './fold.ts';

/**
 * Words that say nothing of what a question is about: grammar in many languages, and the small talk of English chats.
 * They count half when passages are ranked, and not at all when it is judged whether a passage speaks of the same thing.
 */
export function contentWords(words: readonly string[]): string[] {
  const isSmall = createIsSmall(words);
  return [...new Set(words)].filter((word) => !isSmall(word));
}

const chat = `
  anyone anybody someone somebody everyone everybody something anything everything nothing thing things stuff way ways
  kind sort lot bit want wants wanted need needs needed like likes try tries tried trying get gets got getting give gives
  given go goes going come comes make makes made making take takes let lets know knows think guess say says said tell
  tells told see seen look looks looking mean means seem seems keep keeps happen happens happened start started put puts
  ask asking help please thanks thank hi hello hey guys folks good better best bad worse nice great right wrong easy hard
  simple simply quick quickly possible able sure maybe actually really very just still yet already even also too now
  today yesterday tomorrow again always never ever sometimes often instead without within around up down back away here
  there where when why how what which who whose whom yes no not dont doesnt didnt cant cannot couldnt wont wouldnt isnt
  arent wasnt havent hasnt shouldnt whats hows im ive id youre its theres using use used uses work works working issue
  issues problem problems question wondering wonder idea new first last next one two three many much more most less few
  some any all each every other another same different own long short little big whole wanna gonna gotta kinda pls u ur
  rid oh ok okay well so then than because since until while although though if else whether both either neither only such
  via per etc eg ie vs`.split(/\s+/);

const { eng, deu, fra, spa, por, ita, nld, swe, dan, nob, fin, pol, ces, rus, ukr, ron, hun, ell, tur } = stopword;
const { ara, heb, fas, hin, ben, tha, vie, ind, jpn, zho, kor } = stopword;
/** English comes first: where languages tie, it is that. */
const languages = [
  ...[[...eng, ...chat], deu, fra, spa, por, ita, nld, swe, dan, nob, fin, pol, ces, rus, ukr, ron, hun, ell, tur],
  ...[ara, heb, fas, hin, ben, tha, vie, ind, jpn, zho, kor],
];

/** By word, the languages in which it is a small one, as bits: thirty of them fit. */
let bitsOf: Map<string, number> | undefined;

function readLists(): Map<string, number> {
  const bits = new Map<string, number>();
  languages.forEach((list, language) => {
    for (const word of list) {
      const folded = fold(word).toLowerCase().replaceAll("'", '');
      bits.set(folded, (bits.get(folded) ?? 0) | (1 << language));
    }
  });
  return bits;
}

/** Whether a word is small in the language that most of a question's words are small in: `die` is so in German alone. */
function createIsSmall(words: readonly string[]): (word: string) => boolean {
  bitsOf ??= readLists();
  const bits = bitsOf;
  const counts = languages.map((_, language) => words.filter((word) => (bits.get(word) ?? 0) & (1 << language)).length);
  const own = 1 << counts.indexOf(Math.max(...counts));
  return (word) => ((bits.get(word) ?? 0) & own) !== 0;
}
