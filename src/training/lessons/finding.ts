/** A lesson in words, made of its figures alone. */
import type { Side } from './evidence.ts';
import { type FeatureName, wordsOf } from './features.ts';
import type { Found, reasons } from './judge-all.ts';

/** What to do, as a model is told it. */
export function ruleOf({ feature, saying, direction }: Found<FeatureName>): string {
  const { more, less } = wordsOf(feature);
  return isGood({ saying, direction }) ? more : less;
}

/** Whether answers with the feature are the better ones. */
export function isGood({ saying, direction }: Pick<Found, 'saying' | 'direction'>): boolean {
  return (saying === 'approved') === direction > 0;
}

/** What the votes say: “Answers with a command block are approved 88 % (42 answers, 19 members), others 54 % (…).” */
export function findingOf(found: Found<FeatureName>): string {
  const { category, feature, saying } = found;
  const whose = `${category === null ? 'Answers' : `On ${category}, answers`} ${wordsOf(feature).words}`;
  const said = saying === 'approved' ? 'are approved' : `are called ${called[saying]} by`;
  const of = saying === 'approved' ? '' : ' of those who voted';
  const [first, second] = [found.with, found.without];
  return `${whose} ${said} ${percent(first)}${of} (${sized(first)}), others ${saying === 'approved' ? '' : 'by '}${percent(second)} (${sized(second)}).`;
}

const called: Record<(typeof reasons)[number], string> = {
  wrong: 'wrong',
  outdated: 'outdated',
  unclear: 'unclear',
  tooLong: 'too long',
  unsafe: 'unsafe',
};

function percent({ share }: Side): string {
  return `${Math.round(share * 100)} %`;
}

function sized({ answers, members }: Side): string {
  return `${answers} ${answers === 1 ? 'answer' : 'answers'}, ${members} ${members === 1 ? 'member' : 'members'}`;
}
