import { stemmer } from 'stemmer';
import { fold, isAscii } from './fold.ts';
import { readIdentifier } from './identifiers.ts';

/** What a text is found by. */
export interface Terms {
  /** Its words in order, in lower case and unstemmed. Their number is its length. */
  words: string[];
  /** Identifiers as they stand, each marked with `=` so that no word is taken for one. */
  exact: string[];
  /** Stretches of writing without spaces, whose grams are taken across words. */
  runs: string[];
}

/** Raised whenever the same text gives other terms or other grams: indexes made by an older way are then made anew. */
export const wordsVersion = 1;

export function termsOf(text: string): Terms {
  const terms: Terms = { words: [], exact: [], runs: [] };
  for (const run of fold(text).match(/\S+/g) ?? []) {
    if (isAscii(run)) readAscii(run, terms);
    else readSegmented(run, terms);
  }
  return terms;
}

function readAscii(run: string, terms: Terms): void {
  const identifier = readIdentifier(run);
  if (identifier) for (const name of identifier.exact) terms.exact.push(`=${name}`);
  if (identifier) append(terms.words, identifier.parts);
  if (!identifier || /^[A-Za-z]+$/.test(run)) append(terms.words, wordsIn(run));
}

/** `don't` is one word, and `Nix's` is `nix`. */
function wordsIn(run: string): string[] {
  return (
    run
      .toLowerCase()
      .replace(/'s\b/g, '')
      .replace(/(?<=[a-z])'(?=[a-z])/g, '')
      .match(/[a-z\d]+/g) ?? []
  );
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * Whatever holds more than ASCII: words as Unicode and its dictionaries find them. Where scripts run on without spaces,
 * grams are taken across words, because no dictionary cuts a question and a passage alike every time.
 */
function readSegmented(run: string, terms: Terms): void {
  for (const part of run.match(/\p{ASCII}+/gu) ?? []) {
    for (const name of readIdentifier(part)?.exact ?? []) terms.exact.push(`=${name}`);
  }
  const lower = run.toLowerCase();
  for (const { segment, isWordLike } of segmenter.segment(lower)) {
    if (!isWordLike) continue;
    append(terms.words, isAscii(segment) ? wordsIn(segment) : [segment.replace(/'s$/, '').replaceAll("'", '')]);
  }
  append(terms.runs, lower.match(runsOn) ?? []);
}

/** One by one: a long run has more words than a call may have arguments. */
function append(list: string[], items: readonly string[]): void {
  for (const item of items) list.push(item);
}

const runsOn = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;

/**
 * English endings are cut from whatever is written in plain Latin letters; other languages are met by their grams. A
 * longer run of letters is no word, and would cost the stemmer its length squared.
 */
export function stemOf(word: string): string {
  return /^[a-z]{3,64}$/.test(word) ? stemmer(word) : word;
}
