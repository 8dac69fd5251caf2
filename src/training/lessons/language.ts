/** The language of a text by its script, and among Latin ones by their smallest words: enough to see that an answer is in another one than its question. */

/** Kana before Han, which Japanese has as well. */
const scripts = [
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu, 0.1],
  ['zh', /\p{sc=Han}/gu, 0.3],
  ['ko', /\p{sc=Hangul}/gu, 0.3],
  ['cyrillic', /\p{sc=Cyrillic}/gu, 0.5],
  ['arabic', /\p{sc=Arabic}/gu, 0.5],
  ['hindi', /\p{sc=Devanagari}/gu, 0.5],
  ['thai', /\p{sc=Thai}/gu, 0.5],
  ['greek', /\p{sc=Greek}/gu, 0.5],
  ['hebrew', /\p{sc=Hebrew}/gu, 0.5],
] as const;

/** Words that hardly any of the other languages has. */
const smallWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set('the and is of to how what with you this that it are can does my'.split(' ')),
  de: new Set('der das und ist nicht wie ich ein eine mit für auf sie kann wird dem'.split(' ')),
  fr: new Set('le les et est une pour dans que je vous pas avec sur comment des du'.split(' ')),
  es: new Set('el los y es una para en que con por cómo puedo del las se lo'.split(' ')),
  pt: new Set('o os e é uma para em que com não como você do da posso um'.split(' ')),
  it: new Set('il gli è una per di che con non come posso della sono nel si del'.split(' ')),
  nl: new Set('de het en is een niet hoe ik met van voor op kan dat je wat'.split(' ')),
  pl: new Set('jest nie się jak na do to w z i czy można dla mam przez tak'.split(' ')),
};

/** Undefined where too little of it tells. */
export function languageOf(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [name, letter, least] of scripts)
    if ((text.match(letter)?.length ?? 0) > least * letters) return letters >= 2 ? name : undefined;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(smallWords)
    .map(([name, own]) => ({ name, count: words.filter((word) => own.has(word)).length }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first && second && first.count >= 2 && first.count > second.count ? first.name : undefined;
}
