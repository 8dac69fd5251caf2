/** How an answer's label, its route and its times are said, wherever people read them. */
import { categoryWords, type Label, type Manner, type Route, roles } from '../answering/index.ts';

const labelWords: Record<Label, string> = {
  verified: '✔ verified',
  approved: '👍 approved by members',
  fromSources: '◆ generated from sources',
  withoutSources: '◇ generated without sources',
};

export function labelOf({ label, manner }: { label: Label | null; manner: Manner }): string {
  if (manner === 'excerpts') return '◆ from sources, word for word';
  return label === null ? '○ no answer' : labelWords[label];
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
