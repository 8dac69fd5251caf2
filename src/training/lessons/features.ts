/** What can be seen of an answer: how it is made, not what it says. A pure function of its text and of what it was asked. */
import { languageOf } from './language.ts';

export interface SeenAnswer {
  question: string;
  text: string;
}

interface Feature {
  /** Follows “answers”. */
  words: string;
  /** The rule that follows where they are liked more, and where less. */
  more: string;
  less: string;
  has: (seen: Seen) => boolean;
}

/** An answer taken apart. */
interface Seen extends SeenAnswer {
  /** Without code. */
  prose: string;
  /** How long it is to read: a sign of Chinese or Japanese says as much as three letters. */
  length: number;
  fences: readonly string[];
}

const says = (pattern: RegExp) => (seen: Seen) => pattern.test(seen.prose);
const counts = (pattern: RegExp, least: number) => (seen: Seen) => (seen.prose.match(pattern)?.length ?? 0) >= least;

const wide = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu;
const short = 300;
const long = 1200;

const features = {
  short: {
    words: `of fewer than ${short} characters`,
    more: 'Answer in a few sentences.',
    less: 'Say more than a sentence or two.',
    has: ({ length }) => length < short,
  },
  long: {
    words: `of more than ${long} characters`,
    more: 'Go into detail.',
    less: 'Keep answers short, and leave out what was not asked.',
    has: ({ length }) => length > long,
  },
  code: {
    words: 'with a code block',
    more: 'Show code in a block of its own.',
    less: 'Explain in words, without blocks of code.',
    has: ({ fences }) => fences.length > 0,
  },
  command: {
    words: 'with a command block',
    more: 'Give the commands to type, in a block.',
    less: 'Do not answer with commands to type.',
    has: ({ fences }) =>
      fences.some(
        (fence) => /^\s*(sh|bash|zsh|fish|shell|console|powershell|cmd)\b/i.test(fence) || /^\$ /m.test(fence),
      ),
  },
  steps: {
    words: 'in numbered steps',
    more: 'Give numbered steps.',
    less: 'Do not number steps.',
    has: counts(/^\s{0,3}\d+[.)] /gm, 2),
  },
  bullets: {
    words: 'with a bulleted list',
    more: 'List points with bullets.',
    less: 'Write sentences instead of bulleted lists.',
    has: counts(/^\s{0,3}[-*+] /gm, 2),
  },
  headings: {
    words: 'with headings',
    more: 'Divide answers with headings.',
    less: 'Write without headings.',
    has: says(/^#{1,6} /m),
  },
  table: {
    words: 'with a table',
    more: 'Compare things in a table.',
    less: 'Write without tables.',
    has: says(/^\s*\|?[\s:]*-{3,}[\s:]*\|/m),
  },
  sources: {
    words: 'that cite sources',
    more: 'Cite the sources that an answer is made from.',
    less: 'Cite sources only where something depends on them.',
    has: says(/\[\d{1,2}\](?!\()/),
  },
  links: {
    words: 'with a link',
    more: 'Link to where more of it is to be read.',
    less: 'Answer in full instead of linking elsewhere.',
    has: says(/https?:\/\//),
  },
  answerFirst: {
    words: 'that begin with a short answer',
    more: 'Answer in the first line, and explain then.',
    less: 'Explain before you conclude.',
    has: ({ text }) => beginsWithAnswer(text),
  },
  greeting: {
    words: 'that begin with a greeting',
    more: 'Greet whoever asks.',
    less: 'Do not greet or praise the question: begin with the answer.',
    has: says(
      /^\W*(hi|hey|hello|(good|great) question|hallo|guten tag|gute frage|bonjour|salut|hola|buenas|olá|ciao|привет|здравствуйте|你好|您好|こんにちは|안녕)(?!\p{L})/iu,
    ),
  },
  apology: {
    words: 'that apologise',
    more: 'Say that you are sorry where something went wrong.',
    less: 'Do not apologise.',
    has: says(
      /\b(sorry|apolog\w+|unfortunately|entschuldig\w*|leider|désolé\w*|malheureusement|lo siento|perdón|desculp\w+|purtroppo)(?!\p{L})|извини|к сожалению|抱歉|对不起|申し訳|すみません|죄송/iu,
    ),
  },
  exclamation: {
    words: 'with an exclamation mark',
    more: 'Be lively.',
    less: 'Write without exclamation marks.',
    has: says(/[!！](?!=|\[)/),
  },
  emoji: {
    words: 'with an emoji',
    more: 'Use an emoji.',
    less: 'Write without emoji.',
    has: says(/\p{Emoji_Presentation}/u),
  },
  hedging: {
    words: 'that hedge',
    more: 'Say how sure you are.',
    less: 'Say plainly what you know; say once what you do not.',
    has: counts(
      /(?<!\p{L})(might|maybe|perhaps|probably|possibly|i think|i believe|not sure|vielleicht|wahrscheinlich|möglicherweise|vermutlich|peut-être|probablement|quizás?|tal vez|probablemente|talvez|forse|возможно|наверное|вероятно)(?!\p{L})|也许|可能|大概|かもしれ|たぶん|아마/giu,
      2,
    ),
  },
  example: {
    words: 'with an example',
    more: 'Give an example.',
    less: 'Leave examples out unless they are asked for.',
    has: says(
      /(?<!\p{L})(for example|for instance|e\.g\.|example:|zum beispiel|z\. ?b\.|par exemple|por ejemplo|por exemplo|per esempio|например)(?!\p{L})|例如|比如|たとえば|例えば|예를 들/iu,
    ),
  },
  asksBack: {
    words: 'that end with a question',
    more: 'Ask back where something is missing.',
    less: 'Do not end with a question.',
    has: ({ text }) => /[?？؟]\W*$/u.test(text),
  },
  offer: {
    words: 'that end with an offer of more help',
    more: 'Offer more help at the end.',
    less: 'End with the answer, without offering more.',
    has: says(
      /(let me know|hope (this|that|it) helps|feel free|happy to help|hoffe,? (das|dies) hilft|melde? dich|n'hésitez pas|no dudes|espero que)[^\n]*\s*$/i,
    ),
  },
  otherLanguage: {
    words: 'in another language than the question’s',
    more: 'Answer in the language that the community reads best.',
    less: 'Answer in the language of the question.',
    has: ({ question, prose }) => {
      const [asked, answered] = [languageOf(question), languageOf(prose)];
      return asked !== undefined && answered !== undefined && asked !== answered;
    },
  },
} satisfies Record<string, Feature>;

export type FeatureName = keyof typeof features;

// The keys of an object that is written out above are its keys.
export const featureNames = Object.keys(features) as FeatureName[];

export function featuresOf(answer: SeenAnswer): Set<FeatureName> {
  const seen = takeApart(answer);
  return new Set(featureNames.filter((name) => features[name].has(seen)));
}

export function wordsOf(name: FeatureName): Pick<Feature, 'words' | 'more' | 'less'> {
  return features[name];
}

function takeApart({ question, text }: SeenAnswer): Seen {
  const fences = [...text.matchAll(/^ {0,3}(?:```|~~~)(.*(?:\n(?! {0,3}(?:```|~~~)).*)*)/gm)].map(
    ([, inside = '']) => inside,
  );
  const prose = text
    .replace(/^ {0,3}(```|~~~)[\s\S]*?(^ {0,3}\1|$(?![\s\S]))/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .trim();
  return { question, text: text.trim(), prose, fences: fences.filter((_, at) => at % 2 === 0), length: lengthOf(text) };
}

function lengthOf(text: string): number {
  return text.length + 2 * (text.match(wide)?.length ?? 0);
}

/** A first paragraph that is a sentence or two, and announces nothing. */
function beginsWithAnswer(text: string): boolean {
  const [first = ''] = text.trim().split(/\n\s*\n/);
  return !/^(#|[-*+] |\d+[.)] |```|>|\|)/.test(first) && lengthOf(first) <= 160 && !/[:：?？]\s*$/.test(first);
}
