/** An entry as a source has it, before it is cleaned, judged and stored. Readers make drafts; nothing here knows the store. */
export interface Draft {
  /** What the source calls it: importing again finds it by this. */
  key: string;
  kind: 'pair' | 'passage';
  /** The question of a pair; the breadcrumb of a passage. */
  title: string;
  text: string;
  url?: string;
  category?: string;
  /** The version of the subject that it speaks of. */
  holdsFor?: string;
  /** Whether the source itself vouches for it; what the import says holds where this is absent. */
  verified?: boolean;
  /** What votes said of it where it comes from. */
  standing?: 'approved' | 'denied';
  at: Place;
}

/** Where in a source something stands, as it is said to whoever has to mend it. */
export interface Place {
  /** Relative to the source; the name of the file where it is one. */
  file: string;
  /** Counted from 1. */
  line: number;
}

/** Why a row does not become an entry. Each rule is explained in docs/knowledge.md. */
export type Rule = 'empty' | 'placeholder' | 'near-duplicate' | 'secret' | 'incomplete' | 'too-long' | 'unreadable';

/** A row that is left out while the rest goes on. */
export interface Refusal {
  at: Place;
  rule: Rule;
  /** What was found and what was expected, as a sentence. */
  why: string;
}

/** What a reader yields, in the order of the source. */
export type Found = { draft: Draft } | { refusal: Refusal };
