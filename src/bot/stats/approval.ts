/** How many of the answers that members voted on they approve of, in all and by what made them. */
import { approvalOf } from '../progress/progress.ts';
import type { Interval } from '../votes/share.ts';
import { bucketAt, type Span, startOf } from './span.ts';
import { sayMoment } from './words.ts';

/** An answer with votes that count. */
export interface Voted {
  category: string | null;
  topic: string | null;
  role: string | null;
  version: string | null;
  askedAt: number;
  /** What the votes for and against it weigh. */
  up: number;
  down: number;
}

export interface Approved {
  name: string;
  /** How many answers with votes there are. */
  voted: number;
  interval: Interval;
}

export interface ApprovedCategory extends Approved {
  /** What its questions are often about, the most voted on first. */
  topics: Approved[];
}

export interface Approval {
  all: Approved | undefined;
  /** The most voted on first. */
  categories: ApprovedCategory[];
  roles: Approved[];
  versions: Approved[];
  /** The last one last. */
  weeks: Approved[];
}

export function approvalBy(voted: readonly Voted[]): Approval {
  const by = (name: (one: Voted) => string | null, among = voted) =>
    groupsOf(among, name).sort((one, other) => other.voted - one.voted || (one.name < other.name ? -1 : 1));
  const categoryOf = ({ category }: Voted) => category ?? 'other';
  const topicsIn = (name: string) =>
    by(
      ({ topic }) => topic,
      voted.filter((one) => categoryOf(one) === name),
    );
  const inOrder = voted.toSorted((one, other) => one.askedAt - other.askedAt);
  return {
    all: approvedOf('all', voted),
    categories: by(categoryOf).map((category) => ({ ...category, topics: topicsIn(category.name) })),
    roles: by(({ role }) => role ?? 'quoted or shown, without a model'),
    versions: by(({ version }) => version),
    weeks: groupsOf(inOrder, ({ askedAt }) => startOf('week', new Date(askedAt)).toISOString()).map((week) => ({
      ...week,
      name: `week of ${sayMoment('week', new Date(week.name))}`,
    })),
  };
}

/** The same for each stretch of a span; undefined where nobody has voted on what was asked then. */
export function approvalOver(span: Span, voted: readonly Voted[]): (Approved | undefined)[] {
  const byBucket = Map.groupBy(voted, ({ askedAt }) => bucketAt(span, askedAt));
  return span.starts.map((at, index) => approvedOf(at.toISOString(), byBucket.get(index) ?? []));
}

/** What has no such name is left out. */
function groupsOf(voted: readonly Voted[], nameOf: (one: Voted) => string | null): Approved[] {
  const groups = Map.groupBy(voted, nameOf);
  return [...groups].flatMap(([name, own]) => (name === null ? [] : (approvedOf(name, own) ?? [])));
}

function approvedOf(name: string, voted: readonly Voted[]): Approved | undefined {
  const interval = approvalOf(voted);
  return interval && { name, voted: voted.length, interval };
}
