import { type Bucket, type Charted, labels } from '../stats/index.ts';
import { barScale } from './bar-scale.ts';
import { byLabel } from './colours.ts';
import { breakMarks, countAxis, legendAt, noteAt, type Panel, sayShort, stackedBars, titleAt } from './panel.ts';

export const parts = [...labels, 'notAnswered'] as const;
export const partNames = {
  verified: 'verified',
  approved: 'approved',
  fromSources: 'from sources',
  withoutSources: 'without sources',
  notAnswered: 'not answered',
};

/** The questions of each stretch of time, by the label of their answers. */
export function questionsPanel({ questions, unasked, labels: worn, buckets }: Charted): Panel {
  const scale = barScale(buckets.map((bucket) => bucket.questions));
  const rows = parts.map((part) => ({
    name: partNames[part],
    colour: byLabel[part],
    // A bar that is broken off keeps its parts in proportion.
    heights: buckets.map((bucket) => countOf(part, bucket) * Math.min(1, scale.top / Math.max(1, bucket.questions))),
  }));
  const torn = buckets.map((bucket) => (scale.breaks(bucket.questions) ? bucket.questions : undefined));
  const counts = parts.map((part) => [partNames[part], sayShort(countOf(part, { questions, labels: worn }))] as const);
  const byMembers = sayShort(questions - unasked.answered);
  const split =
    unasked.answered > 0
      ? [noteAt(77, `${byMembers} asked by members, ${sayShort(unasked.answered)} answered of its own accord`)]
      : [];
  return {
    top: 102,
    height: 180,
    titles: [titleAt(58, `${sayShort(questions)} ${questions === 1 ? 'question' : 'questions'}`), ...split],
    legends: [legendAt(59, 'roundRect', new Map(counts))],
    yAxis: countAxis(scale),
    series: [...stackedBars('questions', rows), ...breakMarks(torn, scale.top)],
  };
}

/** What is left of the questions has no answer that wears a label. */
export function countOf(
  part: (typeof parts)[number],
  { questions, labels: worn }: Pick<Bucket, 'questions' | 'labels'>,
): number {
  return part === 'notAnswered' ? labels.reduce((left, label) => left - worn[label], questions) : worn[part];
}
