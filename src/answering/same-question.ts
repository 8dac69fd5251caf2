/**
 * Whether a question is one that has been answered before, word for word but for politeness and grammar. Strict on
 * purpose: nearly the same is not the same, and a wrong quote under a *verified* label is the worst answer there is.
 */
export function isSameQuestion(asked: string, known: string): boolean {
  const a = gist(asked);
  const b = gist(known);
  return a.length > 1 && a.length === b.length && a.every((word, index) => word === b[index]);
}

/** What is left of a question without the words that carry nothing: what kind of question it is, then its words in order. */
function gist(question: string): string[] {
  const folded = question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘ʼ]/gu, "'")
    .trim()
    .replace(greeting, '')
    .replace(thanks, '')
    .replace(/\b(can|do|does|did|is|are|was|were|would|could|should|has|have|wo)n't\b/gu, '$1 not')
    .replace(/\bcannot\b/gu, 'can not');
  const words =
    folded.match(/[\p{Letter}\p{Number}\p{Mark}]+(?:[.\-_+#/'@:]+[\p{Letter}\p{Number}\p{Mark}]+)*[+#]*/gu) ?? [];
  const [kind, rest] = kindOf(words);
  return [kind, ...rest.filter((word) => !filler.has(word))];
}

/** Courtesy counts as such at the ends alone: inside, `all` is a quantity and `hello` a package. */
const greeting = /^(?:(?:(?:hi|hello|hey)(?: (?:all|everyone|guys|folks|there))?|please|quick question)[\s,!.:]+)+/u;
const thanks = /(?:[\s,.!?]+(?:please|pls|plz|(?:thanks|thank you|thx)(?: in advance)?))+[\s.!?]*$/u;

/** Words that may come and go between two ways to ask the same. Negations, prepositions and quantities never are. */
const filler = new Set([
  'i',
  'you',
  'we',
  'my',
  'our',
  'the',
  'a',
  'an',
  'do',
  'does',
  'can',
  'could',
  'would',
  'should',
  'to',
  'is',
  'are',
  'there',
  'it',
]);

type Kind = 'how' | 'what' | 'why' | 'when' | 'where' | 'which' | 'who' | 'whether' | 'none';

const openers: [Kind, RegExp][] = [
  [
    'how',
    /^(how (do|does|can|could|would|should|to) ?(i|you|we|one|someone)?|how to|what('s| is) the (best |right |correct )?way to|what do i (need to |have to )?do to|is there (a|any) way to|i (want|need|would like|'d like) to|how)\b/u,
  ],
  ['what', /^(what('s| is| are| does| do)?)\b/u],
  ['why', /^(why|how come)\b/u],
  ['when', /^when\b/u],
  ['where', /^where('s| is| are)?\b/u],
  ['which', /^which\b/u],
  ['who', /^(who|whose)\b/u],
  ['whether', /^(can|could|do|does|did|is|are|will|would|should|may|has|have)\b/u],
];

/** What a question asks for, and the words after that; `how to install x` and `what is the way to install x` ask alike. */
function kindOf(words: string[]): [Kind, string[]] {
  const text = words.join(' ');
  for (const [kind, pattern] of openers) {
    const opener = pattern.exec(text);
    if (opener) return [kind, text.slice(opener[0].length).split(' ').filter(Boolean)];
  }
  return ['none', words];
}
