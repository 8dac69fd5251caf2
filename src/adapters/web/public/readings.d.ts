/** What the server tells the moderators' page: the one place where the wire between them is written down. */

/** Of a list, as much as was wanted, and how much there is. */
export interface Some<Item> {
  items: Item[];
  total: number;
}

export interface WaitingItem {
  id: string;
  kind: string;
  /** What kind it is, in a word or two. */
  kindWords: string;
  question: string;
  /** What is proposed, or doubted: Markdown. */
  text: string;
  /** What would go if it were approved: Markdown. */
  instead: string | null;
  /** Why it is here: Markdown. */
  why: string;
  since: string;
  /** What each decision is called. */
  words: Record<'approve' | 'edit' | 'drop', string>;
}

export interface FeedItem {
  id: string;
  kind: string;
  at: string;
  /** Null where nobody did it, but Quorum. */
  actor: string | null;
  /** One sentence of Markdown. */
  what: string;
  state: 'undoable' | 'undone' | 'final';
}

export interface Gap {
  /** The most typical of its questions. */
  question: { id: string; text: string };
  name: string;
  count: number;
  members: number;
  reasons: { denied: number; contested: number; unanswered: number; unsure: number };
  lastAt: string;
}

export interface Interval {
  share: number;
  low: number;
  high: number;
}

/** How much of what has votes is approved. */
export interface Approved {
  name: string;
  voted: number;
  interval: Interval;
}

export interface Speed {
  p50Ms: number;
  p95Ms: number;
}

export type Period = 'day' | 'week' | 'month' | 'year' | 'all';

export interface Charts {
  period: Period;
  /** Such as `the last 7 days`. */
  stretch: string;
  dates: string;
  /** What the charts show, in sentences. */
  summary: string;
  /** The beginning of each stretch of time. */
  moments: string[];
  questions: {
    count: number;
    before: number | null;
    /** What became of them, from the bottom of a bar to its top. */
    parts: { part: string; name: string; count: number; counts: number[] }[];
    /** How high the bars are drawn, and how far it is from one line across to the next. */
    top: number;
    step: number;
  };
  approval: { all: Approved | null; categories: Approved[]; roles: Approved[]; over: (Approved | null)[] };
  /** `told` is what stands at the axis, between `low` and `high`. */
  speed: {
    all: Speed | null;
    over: (Speed | null)[];
    low: number;
    high: number;
    told: { ms: number; words: string }[];
  };
  thumbs: { up: number; down: number };
  helpful: { count: number; of: number };
}

export interface Progress {
  voted: number;
  phase: string;
  phases: string[];
  next: { phase: string; missing: number } | null;
  gradedFrom: number;
  categories: { category: string; voted: number; approval: Interval; grade: string | null; missing: number }[];
  /** What would help most now: Markdown. */
  advice: string;
}

export interface Lesson {
  id: string;
  /** Empty where it holds for every kind of question. */
  category: string;
  wording: string;
  /** What votes say of it. */
  finding: string;
  state: 'active' | 'locked' | 'dropped';
  editedBy: string | null;
}
