import type { Passage } from '../knowledge/index.ts';
import type { Route } from './choose.ts';
import type { FailedAttempt, Generated } from './generate.ts';
import type { Retrieved } from './retrieve.ts';

/** How an answer came about; see `Manner` in the schema. */
export type Manner = 'quoted' | 'generated' | 'excerpts' | 'unknown';

/** What every answer wears; nothing known and nothing generated wears none. */
export type Label = 'verified' | 'approved' | 'fromSources' | 'withoutSources';

export interface MadeAnswer {
  manner: Manner;
  label: Label | null;
  text: string;
  /** In the order of the numbers by which the text cites them. */
  sources: Passage[];
  /** What the text tells people to type or follow and nobody has checked. */
  unverified: string[];
  confidence: number;
  route: Route | null;
  /** Set while a model wrote it. */
  writer: { role: string; version: string; model: string; host: string } | null;
  making: Making;
}

/** How long each step took and what happened on the way; `/why` shows it. */
export interface Making {
  retrieveMs: number;
  totalMs: number;
  searchTimedOut: boolean;
  failed: FailedAttempt[];
  generation?: Omit<Generated, 'text' | 'failed' | 'model' | 'host' | 'prompt'> | undefined;
  /** What was not read or looked at of what came with the question: sentences for its member, to stand under the answer. */
  remarks?: string[] | undefined;
}

/** A verified entry that is the same question: its answer, word for word. */
export function quote(passage: Passage, { confidence }: Retrieved): Omit<MadeAnswer, 'making'> {
  return {
    ...withoutWriter(),
    manner: 'quoted',
    label: 'verified',
    text: passage.text,
    sources: [passage],
    confidence,
  };
}

/** For a question that nobody asked Quorum: what it does not know it does not say. */
export function nothingToSay({ confidence }: Retrieved): Omit<MadeAnswer, 'making'> {
  return { ...withoutWriter(), manner: 'unknown', label: null, text: '', sources: [], confidence };
}

/** What can be said when no model answers: the closest passages as they are, or what is missing. */
export function withoutModel(
  { likely, confidence }: Retrieved,
  failed: FailedAttempt[],
): Omit<MadeAnswer, 'making' | 'route'> {
  const sources = likely.slice(0, excerptsShown);
  const reason = failed.length > 0 ? 'No model could answer just now' : 'No model can be asked just now';
  if (sources.length === 0) {
    const text = `${reason}, and what this community knows does not cover your question. Ask again later, or put it in other words.`;
    return { ...withoutWriter(), manner: 'unknown', label: null, text, sources: [], confidence };
  }
  const excerpts = sources.map(({ title, text }, index) => `**${title}** [${index + 1}]\n\n${text}`);
  const text = `${reason}, so here is, word for word, what the community knows that comes closest.\n\n${excerpts.join('\n\n')}`;
  return { ...withoutWriter(), manner: 'excerpts', label: 'fromSources', text, sources, confidence };
}

const withoutWriter = () => ({ unverified: [], route: null, writer: null });

const excerptsShown = 2;
