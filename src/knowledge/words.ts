/**
 * The words of a text, in any script, as search compares them: found by Unicode's word boundaries, folded to lower case
 * without accents, English plurals and a few endings cut.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(fold(text))) {
    if (isWordLike) words.push(stem(segment));
  }
  return words;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, (mark) => (/\p{Script=Latin}|\p{Script=Inherited}/u.test(mark) ? '' : mark))
    .normalize('NFC')
    .toLowerCase();
}

/** Cuts what only grammar added; words of four letters and fewer, and those that hold a digit or a dot, are names. */
function stem(word: string): string {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  return word
    .replace(/(ss|us|is)$|(?<=[a-z]{2})s$/, '$1')
    .replace(/(?<=[a-z]{3})(ing|ed)$/, '')
    .replace(/(?<=[a-z]{3})e$/, '');
}
