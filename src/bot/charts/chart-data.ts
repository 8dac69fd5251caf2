/** Stats for whoever draws them elsewhere than in a picture: the same scales and words, and nothing that is not shown. */
import {
  type Approval,
  type Approved,
  type Period,
  type Speed,
  type Stats,
  sayDates,
  sayMoment,
  sayPeriod,
} from '../stats/index.ts';
import { barScale } from './bar-scale.ts';
import { describeChart } from './describe-chart.ts';
import { countOf, partNames, parts } from './questions-panel.ts';
import { sayRound, timeScale } from './speed-panel.ts';

export interface ChartData {
  period: Period;
  /** `the last 7 days`. */
  stretch: string;
  dates: string;
  /** What the charts show, in sentences. */
  summary: string;
  /** The beginning of each stretch of time, as it is said. */
  moments: string[];
  questions: {
    count: number;
    /** In the time before; undefined where there is none. */
    before: number | undefined;
    /** What became of them, from the bottom of a bar to its top. */
    parts: { name: string; part: (typeof parts)[number]; count: number; counts: number[] }[];
    top: number;
    step: number;
  };
  approval: Pick<Approval, 'all' | 'categories' | 'roles'> & { over: (Approved | undefined)[] };
  speed: {
    all: Speed | undefined;
    over: (Speed | undefined)[];
    low: number;
    high: number;
    told: { ms: number; words: string }[];
  };
  thumbs: { up: number; down: number };
  helpful: Stats['helpful'];
}

/** As many groups as a chart has room for. */
const mostGroups = 6;

export function chartData(stats: Stats): ChartData {
  const { span, questions, labels, buckets, approval, speed, thumbs, helpful, before } = stats;
  const { top, step } = barScale(buckets.map((bucket) => bucket.questions));
  const { told, ...reach } = timeScale(buckets);
  return {
    period: span.period,
    stretch: sayPeriod(span),
    dates: sayDates(span),
    summary: describeChart(stats),
    moments: span.starts.map((at) => sayMoment(span.unit, at)),
    questions: {
      ...{ count: questions, before: before?.questions, top, step },
      parts: parts.map((part) => ({
        ...{ part, name: partNames[part] },
        count: countOf(part, { questions, labels }),
        counts: buckets.map((bucket) => countOf(part, bucket)),
      })),
    },
    approval: {
      all: approval.all,
      categories: approval.categories.slice(0, mostGroups),
      roles: approval.roles.slice(0, mostGroups),
      over: buckets.map((bucket) => bucket.approval),
    },
    speed: {
      ...{ all: speed, over: buckets.map((bucket) => bucket.speed), ...reach },
      told: speed ? told.map((ms) => ({ ms, words: sayRound(ms) })) : [],
    },
    thumbs: { up: thumbs.up, down: thumbs.down },
    helpful,
  };
}
