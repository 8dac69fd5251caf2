/**
 * Whether a question is one that has been answered before, word for word but for courtesy and grammar. Strict on
 * purpose: nearly the same is not the same, and a wrong quote under a *verified* label is the worst answer there is.
 * Every word counts, so does their order; what is listed here is all that may differ.
 */
export function isSameQuestion(asked: string, known: string): boolean {
  const [a, b] = [normalise(asked), normalise(known)];
  const [gistOfA, gistOfB] = [gist(a), gist(b)];
  if (!/\p{Letter}/u.test(gistOfA)) return false;
  // Courtesy is what one has and the other lacks: who asks how to say “thanks” does not ask how to say “please”.
  return gistOfA === gistOfB || gist(withoutCourtesy(a)) === gistOfB || gistOfA === gist(withoutCourtesy(b));
}

/** What is the same for questions that are the same, whoever asks: courtesy and grammar left out. */
export function gistOf(question: string): string {
  const plain = normalise(question);
  return gist(withoutCourtesy(plain)) || plain;
}

/** One form for each character, one space between words, small letters. */
function normalise(question: string): string {
  return question
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[’‘ʼ]/gu, "'")
    .split(/\s+/u)
    .map(withoutCase)
    .filter((word) => word !== '')
    .join(' ');
}

/** Case tells options (`-p`, `-P`), variables and units (`MB`, `Mb`) apart; elsewhere people leave it out. */
function withoutCase(word: string): string {
  return /^["'`“]?[-$]|^\d*[kKMGTP]i?[bB][,.?!]{0,3}$/u.test(word) ? word : word.toLowerCase();
}

const oneOf = (...words: string[]) => `(?:${words.join('|')})`;

const hello = oneOf('hi', 'hello', 'hey', 'hallo', 'moin', 'salut', 'bonjour', 'hola', 'привет');
const everyone = oneOf('all', 'everyone', 'guys', 'folks', 'there', 'zusammen');
const greeting = new RegExp(`^(?:(?:${hello}(?: ${everyone})?|please|quick question)[,!.:]{0,3} )+`, 'u');

const lead = new RegExp(
  `^${oneOf(
    '(?:can|could|would) (?:you|someone|anyone|anybody|somebody) (?:please )?(?:tell|show) me',
    '(?:do you|does anyone|does anybody|does someone|anyone) know',
    'i (?:was|am) wondering',
  )},? (?=${oneOf('how', 'what', 'why', 'when', 'where', 'which', 'who')} )`,
  'u',
);

const please = oneOf('please', 'pls', 'plz', 'bitte', "s'il vous plaît", 'por favor', 'пожалуйста');
const thanks = oneOf('(?:many )?(?:thanks|thank you|thx)(?: in advance)?', 'danke', 'merci', 'gracias', 'спасибо');
const farewell = new RegExp(`,?(?: (?:${please}|${thanks})[,.!?]{0,5}){1,3}$`, 'u');

/** Courtesy counts as such at the ends alone: inside, `all` is a quantity and `hello` a package. */
function withoutCourtesy(question: string): string {
  return question.replace(greeting, '').replace(lead, '').replace(farewell, '');
}

/** A question as it is compared: without contractions, and with one opening for all ways to ask for a way. */
function gist(question: string): string {
  const words = question
    .replace(/\b(do|does|did|is|are|was|were|would|could|should|has|have|had|must|ca|wo)n'?t\b/gu, (_, verb: string) =>
      verb === 'ca' ? 'can not' : verb === 'wo' ? 'will not' : `${verb} not`,
    )
    .replace(/\bcannot\b/gu, 'can not')
    .replace(/\b(what|where|who|how|when|why|that|there|it)'s\b/gu, '$1 is')
    .replace(/\b(what|where|who|how)s\b/gu, '$1 is')
    .replace(/\bi'm\b/gu, 'i am')
    .replace(/\b(i|you|we|they)'(ve|re|ll)\b/gu, (_, who: string, verb: 've' | 're' | 'll') => `${who} ${full[verb]}`)
    .split(' ')
    .map(withoutQuotes);
  const last = withoutEnd(words.pop() ?? '');
  return [...words.map(withoutComma), last].join(' ').trim().replace(askingForAWay, 'how to ');
}

const full = { ve: 'have', re: 'are', ll: 'will' };

/** How to do it, whoever does it for themselves. `How should I` asks for advice, and `you` may be another. */
const askingForAWay = new RegExp(
  `^${oneOf(
    'how (?:do|can|could) i',
    'how i (?:can|could)',
    'how (?:does|can) one',
    'is there (?:a|any) way to',
    'what is the (?:best |right |correct )?way to',
    'what do i (?:need to |have to )?do to',
  )} `,
  'u',
);

/** Quotes around a word or at an end of it; a quote alone is what the question is about. */
function withoutQuotes(word: string): string {
  return word
    .replace(/^["'`“”„«»]{1,2}(?=[^"'`“”„«»])/u, '')
    .replace(/(?<=[^"'`“”„«»])["'`“”„«»]{1,2}(?=[,.?!]{0,3}$)/u, '');
}

function withoutComma(word: string): string {
  const bare = word.replace(/[,;]$/u, '');
  return isPlainWord(bare) ? bare : word;
}

/** The marks at the end of a question; those of a name (`:q!`, `i++`) are part of it. */
function withoutEnd(word: string): string {
  const bare = word.replace(/[?!.…。？！؟]{1,8}$/u, '');
  if (isPlainWord(bare)) return bare;
  return /^[?!]{0,8}\?[?!]{0,8}$/u.test(word) ? '' : word.replace(/[?？؟]{1,8}$/u, '');
}

function isPlainWord(word: string): boolean {
  return /^[\p{Letter}\p{Number}][\p{Letter}\p{Number}\p{Mark}._'/@:#+-]*$/u.test(word);
}
