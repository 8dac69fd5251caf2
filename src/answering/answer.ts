import type { Library, Passage } from '../knowledge/index.ts';
import { type AvailableModel, type Hosts, sameModel } from '../models/index.ts';
import { chooseRole, type Route, type Wish } from './choose.ts';
import { compose, type Exchange } from './compose.ts';
import { findUnverified } from './find-unverified.ts';
import { type FailedAttempt, type Generated, generate, type Watcher } from './generate.ts';
import { type Candidate, modelChain } from './model-chain.ts';
import { type Retrieved, retrieve } from './retrieve.ts';
import type { RoleBook } from './roles.ts';
import { isSameQuestion } from './same-question.ts';
import { baseVersion, type Subject } from './version.ts';

export interface AnswerRequest {
  communityId: string;
  community: Subject;
  roomId: string;
  /** Whom the queue is fair to; not shown to any model. */
  member: string;
  question: string;
  /** What this follows up on, oldest first. */
  earlier: readonly Exchange[];
  wish?: Wish | undefined;
}

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
  generation?: Omit<Generated, 'text' | 'failed' | 'model' | 'host'> | undefined;
}

export interface AnswerWatcher extends Watcher {
  /** A role was chosen and the passages found; writing is about to begin. */
  prepared(preparation: { route: Route; passages: Passage[] }): void;
}

export interface Answering {
  answer(request: AnswerRequest, watcher: AnswerWatcher, signal: AbortSignal): Promise<MadeAnswer>;
  /** What would be chosen for a question, and of which models, without asking any. */
  preview(question: string, wish: Wish | undefined, signal: AbortSignal): Promise<{ route: Route; models: string[] }>;
}

export interface AnsweringOptions {
  library: Library;
  hosts: Pick<Hosts, 'chat' | 'available' | 'status' | 'contextTokens'>;
  roles: RoleBook;
  singleModelHosts: ReadonlySet<string>;
  retrieval: { passages: number; passageTokens: number; budgetMs: number };
  now: () => Date;
}

/** From a question to an answer: retrieve, quote, choose, compose, generate, clean. */
export function createAnswering(options: AnsweringOptions): Answering {
  const { library, hosts, roles, singleModelHosts, retrieval, now } = options;

  const waiting = () => hosts.status().reduce((sum, host) => sum + host.waiting, 0);

  async function chainFor(question: string, wish: Wish | undefined, signal: AbortSignal) {
    const available: AvailableModel[] = await hosts.available(signal);
    const route = chooseRole(question, { ...(wish && { wish }), waiting: waiting() });
    const chain = modelChain({ role: route.role, book: roles, available, singleModelHosts, wish });
    return { route: { ...route, why: `${route.why}${whyNotWished(chain, wish)}` }, chain };
  }

  return {
    async preview(question, wish, signal) {
      const { route, chain } = await chainFor(question, wish, signal);
      return { route, models: chain.map(({ model, hosts: on }) => `${model} on ${on.join(', ')}`) };
    },

    async answer(request, watcher, signal) {
      const startedAt = performance.now();
      const { question, wish, community } = request;
      const choosing = chainFor(question, wish, signal);
      choosing.catch(() => {}); // a quote below never looks at it
      const before = request.earlier.at(-1)?.question;
      const isFirst = !wish && request.earlier.length === 0;
      const settles = isFirst ? (passage: Passage) => mayBeQuoted(passage, question) : undefined;
      const retrieved = await retrieve(library, { ...request, before, settles }, retrieval, signal);
      const making = (failed: FailedAttempt[] = []): Making => ({
        retrieveMs: retrieved.tookMs,
        totalMs: Math.round(performance.now() - startedAt),
        searchTimedOut: retrieved.timedOut,
        failed,
      });

      const quoted = settles && retrieved.passages.find(settles);
      if (quoted) return { ...quote(quoted, retrieved), making: making() };

      const { route, chain } = await choosing;
      watcher.prepared({ route, passages: retrieved.relevant });
      const version = baseVersion(route.role, roles);
      const prompt = compose({
        version,
        community,
        question,
        passages: retrieved.relevant,
        earlier: request.earlier,
        now: now(),
        contextTokens: Math.min(...chain.map(({ model }) => hosts.contextTokens(model)), Number.MAX_SAFE_INTEGER),
        passageTokens: retrieval.passageTokens,
      });
      const generation = { version, chain, messages: prompt.messages, question, member: request.member };
      const generated = await generate(hosts, generation, watcher, signal);
      if (!('text' in generated))
        return { ...withoutModel(retrieved, generated.failed), route, making: making(generated.failed) };

      const { text, failed, model, host, ...rest } = generated;
      const evidence = [
        question,
        ...prompt.passages.flatMap((passage) => [passage.title, passage.text, passage.url ?? '']),
      ];
      return {
        manner: 'generated',
        label: prompt.passages.length > 0 ? 'fromSources' : 'withoutSources',
        text,
        sources: prompt.passages,
        unverified: findUnverified(text, evidence),
        confidence: retrieved.confidence,
        route,
        writer: { role: route.role, version: version.name, model, host },
        making: { ...making(failed), generation: rest },
      };
    },
  };
}

/** A wish that cannot be fulfilled is not passed over in silence. */
function whyNotWished(chain: readonly Candidate[], wish: Wish | undefined): string {
  const model = wish?.model;
  if (model === undefined || chain.some((candidate) => sameModel(candidate.model, model))) return '';
  return ` You asked for ${model}, which no host has.`;
}

function mayBeQuoted(passage: Passage, question: string): boolean {
  return passage.kind === 'pair' && passage.verified && isSameQuestion(question, passage.title);
}

function quote(passage: Passage, retrieved: Retrieved): Omit<MadeAnswer, 'making'> {
  return {
    manner: 'quoted',
    label: 'verified',
    text: passage.text,
    sources: [passage],
    unverified: [],
    confidence: retrieved.confidence,
    route: null,
    writer: null,
  };
}

/** What can be said when no model answers: the closest passages as they are, or what is missing. */
function withoutModel(retrieved: Retrieved, failed: FailedAttempt[]): Omit<MadeAnswer, 'making' | 'route'> {
  const sources = retrieved.likely.slice(0, excerptsShown);
  const reason = failed.length > 0 ? 'No model could answer just now' : 'No model can be asked just now';
  const base = { unverified: [], confidence: retrieved.confidence, writer: null };
  if (sources.length === 0) {
    const text = `${reason}, and what this community knows does not cover your question. Ask again later, or put it in other words.`;
    return { ...base, manner: 'unknown', label: null, text, sources: [] };
  }
  const excerpts = sources.map(({ title, text }, index) => `**${title}** [${index + 1}]\n\n${text}`);
  const text = `${reason}, so here is, word for word, what the community knows that comes closest.\n\n${excerpts.join('\n\n')}`;
  return { ...base, manner: 'excerpts', label: 'fromSources', text, sources };
}

const excerptsShown = 2;
