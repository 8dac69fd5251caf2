/** Whether a rule in other words is still that rule: strict, because nobody reads it before it is followed. */
import { type FeatureName, featureNames, wordsOf } from './features.ts';

/** True where `theirs` says what `ours` says of that feature, and nothing besides. */
export function keepsContent(theirs: string, ours: string, feature: FeatureName): boolean {
  return (
    isPlain(theirs, ours) &&
    isNegative(theirs) === isNegative(ours) &&
    speaksOf(theirs, ours, feature) &&
    [...stemsOf(theirs)].filter((stem) => !stemsOf(ours).has(stem)).length <= mostNew
  );
}

/** One or two English sentences of a reasonable length that tell what to do: no code, no link, no number and no name could be written so. */
function isPlain(theirs: string, ours: string): boolean {
  if (!/^[A-Z][A-Za-z ,;:’'()-]*(\. [A-Z][A-Za-z ,;:’'()-]*)?\.$/.test(theirs)) return false;
  if (theirs.length < 8 || theirs.length > Math.min(140, 2 * ours.length + 30)) return false;
  const known = new Set(wordsIn(ours));
  const sentences = theirs.split(/\. ?/).filter((sentence) => sentence !== '');
  return sentences.every((sentence) => {
    const [first = '', ...others] = sentence.match(/[A-Za-z’']+/g) ?? [];
    const begins = known.has(first.toLowerCase()) || orders.has(first.toLowerCase());
    return begins && others.every((word) => word === word.toLowerCase() && (!numbers.has(word) || known.has(word)));
  });
}

/** What it speaks of: a word that tells this feature from all others is in it, and none that tells another one, or a kind of question. */
function speaksOf(theirs: string, ours: string, feature: FeatureName): boolean {
  const [said, meant] = [stemsOf(theirs), stemsOf(ours)];
  const own = [...meant].filter((stem) => isOnlyOf(stem, feature));
  const isNamed = own.length > 0 ? own.some((stem) => said.has(stem)) : [...meant].every((stem) => said.has(stem));
  const isForeign = (stem: string) =>
    !meant.has(stem) && (kinds.has(stem) || featureNames.some((other) => other !== feature && isOnlyOf(stem, other)));
  return isNamed && ![...said].some(isForeign);
}

function isOnlyOf(stem: string, feature: FeatureName): boolean {
  return featureNames.every((name) => stemsOfFeature(name).has(stem) === (name === feature));
}

const known = new Map<FeatureName, ReadonlySet<string>>();

function stemsOfFeature(name: FeatureName): ReadonlySet<string> {
  const { words, more, less } = wordsOf(name);
  const stems = known.get(name) ?? stemsOf(`${words} ${more} ${less}`);
  known.set(name, stems);
  return stems;
}

const negatives =
  /\b(not|no|never|nothing|without|avoid|avoiding|don[’']t|leave|leaving|instead|only|unless|rather|skip|omit|refrain|stop|less|fewer)\b/i;

function isNegative(text: string): boolean {
  return negatives.test(text);
}

const mostNew = 4;

function stemsOf(text: string): Set<string> {
  return new Set(
    wordsIn(text)
      .filter((word) => !small.has(word))
      .map((word) => word.replace(/(?<=\w{3})(ing|ed|es|s)$/, '').replace(/(?<=\w{3})e$/, '')),
  );
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[a-z’']+/g) ?? [];
}

const small = new Set(
  'a an the and or of to in into on at it is be are was were that this these those what which who whom where when how with for from as by do does not no only your you they them their its one own each every then than so if answer answers any all'.split(
    ' ',
  ),
);
/** How a rule may begin besides as ours does. */
const orders = new Set(
  'give use write keep answer show say begin start end put break split explain ask offer cite link divide compare avoid leave do state tell include present be add provide lay set number don’t never always when where if'.split(
    ' ',
  ),
);
const numbers = new Set(
  'zero one two three four five six seven eight nine ten twelve dozen twenty fifty hundred thousand million half twice first second third'.split(
    ' ',
  ),
);
const kinds = stemsOf('testing debugging debug coding programming design designs concept concepts howto tutorial');
