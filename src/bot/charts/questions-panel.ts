import { type Bucket, type Charted, labels } from '../stats/index.ts';
import { barScale } from './bar-scale.ts';
import { byLabel } from './colours.ts';
import { breakMarks, countAxis, legendAt, type Panel, sayShort, stackedBars, titleAt } from './panel.ts';

const parts = [...labels, 'notAnswered'] as const;
const partNames = {
  verified: 'verified',
  approved: 'approved',
  fromSources: 'from sources',
  withoutSources: 'without sources',
  notAnswered: 'not answered',
};

/** The questions of each stretch of time, by the label of their answers. */
export function questionsPanel({ asked, labels: worn, buckets }: Charted): Panel {
  const scale = barScale(buckets.map((bucket) => bucket.asked));
  const rows = parts.map((part) => ({
    name: partNames[part],
    colour: byLabel[part],
    // A bar that is broken off keeps its parts in proportion.
    heights: buckets.map((bucket) => countOf(part, bucket) * Math.min(1, scale.top / Math.max(1, bucket.asked))),
  }));
  const torn = buckets.map((bucket) => (scale.breaks(bucket.asked) ? bucket.asked : undefined));
  const counts = parts.map((part) => [partNames[part], sayShort(countOf(part, { asked, labels: worn }))] as const);
  return {
    top: 102,
    height: 180,
    titles: [titleAt(58, `${sayShort(asked)} ${asked === 1 ? 'question' : 'questions'}`)],
    legends: [legendAt(59, 'roundRect', new Map(counts))],
    yAxis: countAxis(scale),
    series: [...stackedBars('questions', rows), ...breakMarks(torn, scale.top)],
  };
}

/** What is left of the questions has no answer that wears a label. */
function countOf(part: (typeof parts)[number], { asked, labels: worn }: Pick<Bucket, 'asked' | 'labels'>): number {
  return part === 'notAnswered' ? labels.reduce((left, label) => left - worn[label], asked) : worn[part];
}
