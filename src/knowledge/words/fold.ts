/**
 * Text as search compares it but for its case: one form for each character, Latin, Greek, Cyrillic and Arabic without
 * accents. Kana keep their voicing marks, which make them other syllables.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text;
  return text
    .replace(tooManyMarks, '$1')
    .normalize('NFKD')
    .replace(/[\p{Mark}--[\u3099\u309A]]/gv, (mark) =>
      /\p{Script=Latin}|\p{Script=Inherited}/u.test(mark) ? '' : mark,
    )
    .normalize('NFC')
    .replace(/[ßẞæÆœŒøØłŁđĐðÐþÞı’ʼ＇]/gu, (letter) => spelledOut[letter] ?? letter);
}

/** No writing stacks so many; putting them in Unicode's order would take their number squared (UAX #15, stream-safe text). */
const tooManyMarks = /(\p{Mark}{30})\p{Mark}+/gu;

/** Letters that Unicode does not take apart, as people write them where their keyboard lacks them. */
const spelledOut: Record<string, string> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '’': "'",
  ʼ: "'",
  '＇': "'",
};

export function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}
