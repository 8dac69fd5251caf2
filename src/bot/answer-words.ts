/** How an answer's label, its route and its times are said, wherever people read them. */
import { categoryWords, type Label, type Manner, type Route, roles } from '../answering/index.ts';
import type { Standing } from '../store/index.ts';

const labelWords: Record<Label, string> = {
  verified: '✔ verified',
  approved: '👍 approved by members',
  fromSources: '◆ generated from sources',
  withoutSources: '◇ generated without sources',
};

const quotedWords = '◆ quoted from sources';
const unknownWords = '○ nothing known';
const deniedWords = '✖ members say that it is wrong';

/** All that an answer may wear. */
export const everyLabel: readonly string[] = [...Object.values(labelWords), quotedWords, unknownWords, deniedWords];

/** What an answer wears; of one that is denied, that it is comes first. */
export function labelOf({
  label,
  manner,
  standing,
}: {
  label: Label | null;
  manner: Manner;
  standing?: Standing;
}): string {
  if (standing === 'denied') return deniedWords;
  if (label === null) return unknownWords;
  return label === 'fromSources' && manner !== 'generated' ? quotedWords : labelWords[label];
}

/** The sign before what is verified or approved by members; none before what is from a source alone. */
export function signOf({ verified, standing }: { verified: boolean; standing: Standing }): string {
  return verified ? '✔ ' : standing === 'approved' ? '👍 ' : '';
}

export function secondsOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Which role answers, why, and how close the others were. */
export function describeRoute({ role, why, odds, category, topic, propensities, votes }: Route): string[] {
  const lines = [`${role} answers. ${why}`];
  const byOdds = roles.toSorted((one, other) => odds[other] - odds[one]);
  lines.push(`The odds from the question alone: ${byOdds.map((one) => `${one} ${percent(odds[one])}`).join(', ')}.`);
  if (topic) lines.push(`By its words it is about “${topic.name}”, a topic that many ask about here.`);
  if (votes) {
    const byChance = roles.toSorted((one, other) => propensities[other] - propensities[one]);
    const chances = byChance
      .filter((one) => propensities[one] > 0)
      .map((one) => {
        const { up, down } = votes[one];
        const said = up + down === 0 ? 'no votes yet' : `${up} of ${up + down} votes approve`;
        return `${one}: ${said}, chosen ${percent(propensities[one])} of the time`;
      });
    lines.push(`For ${categoryWords[category] ?? category} here, ${chances.join('; ')}.`);
  }
  return lines;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
