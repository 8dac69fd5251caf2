/**
 * The words that a community's questions share. One that fewer than three members used is not among them: it could be
 * somebody's secret, and what topics are made of is kept and shown.
 */
import type { AskedText } from './find-topics.ts';

export interface SharedWord {
  stem: string;
  /** As it is mostly written, by three members at least; undefined where no way of writing it is, or it may not be shown. */
  form: string | undefined;
  /** In how many questions it is. */
  questions: number;
}

const leastMembers = 3;
const mostWords = 4000;
/** A word of nearly every other question says what the community is about. */
const mostShare = 0.4;

export async function sharedWords(asked: readonly AskedText[], pause: () => Promise<void>): Promise<SharedWord[]> {
  const uses = new Map<string, { questions: number; members: Set<string>; forms: Map<string, Set<string>> }>();
  for (const [at, { memberId, words }] of asked.entries()) {
    if (at % 200 === 0) await pause();
    for (const [stem, form] of words) {
      const use = uses.get(stem) ?? { questions: 0, members: new Set(), forms: new Map() };
      uses.set(stem, use);
      use.questions += 1;
      use.members.add(memberId);
      use.forms.set(form, (use.forms.get(form) ?? new Set()).add(memberId));
    }
  }
  const shared = [...uses].filter(
    ([, { questions, members }]) => members.size >= leastMembers && questions <= mostShare * asked.length,
  );
  return shared
    .map(([stem, { questions, forms }]) => ({ stem, questions, form: shownForm(forms) }))
    .sort((one, other) => other.questions - one.questions || (one.stem < other.stem ? -1 : 1))
    .slice(0, mostWords);
}

/** Letters and digits, with hyphens between them: nothing that a chat could make a link, a mention or a mark of. */
const isPlain = /^(?=.*\p{L})[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u;
const longest = 24;

function shownForm(forms: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const [most] = [...forms]
    .filter(([form, members]) => members.size >= leastMembers && form.length <= longest && isPlain.test(form))
    .sort(([one, ofOne], [other, ofOther]) => ofOther.size - ofOne.size || (one < other ? -1 : 1));
  return most?.[0];
}
