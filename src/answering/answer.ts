import type { Library, Passage } from '../knowledge/index.ts';
import { type Hosts, sameModel } from '../models/index.ts';
import type { AttachedText } from './attached/accept-attached.ts';
import { cluesIn } from './attached/clues.ts';
import { remarksOn, remarksWithoutModel } from './attached/remarks.ts';
import { chooseRole, type Route, type Wish } from './choose.ts';
import { compose, type Exchange } from './compose.ts';
import { findUnverified } from './find-unverified.ts';
import { type FailedAttempt, generate, type Watcher } from './generate.ts';
import type { Level } from './level.ts';
import { type MadeAnswer, type Making, nothingToSay, quote, withoutModel } from './made-answer.ts';
import { modelChain, talks, whyNotWished } from './model-chain.ts';
import { retrieve } from './retrieve.ts';
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
  /** Texts that came with it; quoted to the model as data. */
  attached?: readonly AttachedText[] | undefined;
  /** Pictures that came with it, for a model that sees. */
  pictures?: readonly Uint8Array[] | undefined;
  /** How much the asker knows already. */
  level?: Level | undefined;
  /** Nobody asked: without knowledge that answers the question there is nothing to say, and no model is asked. */
  onlyIfKnown?: boolean | undefined;
}

export interface AnswerWatcher extends Watcher {
  /** A role was chosen and the passages found; writing is about to begin. */
  prepared(preparation: { route: Route; passages: Passage[] }): void;
}

export interface Answering {
  answer(request: AnswerRequest, watcher: AnswerWatcher, signal: AbortSignal): Promise<MadeAnswer>;
  /** The models that may be wished for, as far as hosts have told. */
  models(): string[];
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

type Asked = Pick<AnswerRequest, 'question' | 'wish' | 'attached' | 'pictures' | 'level'>;

/** From a question to an answer: retrieve, quote, choose, compose, generate, clean. */
export function createAnswering(options: AnsweringOptions): Answering {
  const { library, hosts, roles, singleModelHosts, retrieval, now } = options;

  const waiting = () => hosts.status().reduce((sum, host) => sum + host.waiting, 0);

  async function chainFor(asked: Asked, signal: AbortSignal) {
    const { question, wish, attached, level, pictures = [] } = asked;
    const available = await hosts.available(signal);
    const route = chooseRole(question, { wish, attached, level, waiting: waiting() });
    const hasPictures = pictures.length > 0;
    const chain = modelChain({ role: route.role, book: roles, available, singleModelHosts, wish, hasPictures });
    return { route: { ...route, why: `${route.why}${whyNotWished(available, wish)}` }, chain };
  }

  return {
    async preview(question, wish, signal) {
      const { route, chain } = await chainFor({ question, wish }, signal);
      return { route, models: chain.map(({ model, hosts: on }) => `${model} on ${on.join(', ')}`) };
    },

    models() {
      const names: string[] = [];
      for (const { name } of hosts.status().flatMap(({ models }) => models.filter(talks)))
        if (!names.some((other) => sameModel(other, name))) names.push(name);
      return names.sort();
    },

    async answer(request, watcher, signal) {
      const startedAt = performance.now();
      const { question, wish, community, earlier, level, attached = [], pictures = [] } = request;
      const choosing = chainFor(request, signal);
      choosing.catch(() => {}); // a quote below never looks at it
      // What is asked about a file or a picture is not what was asked before, in whatever words.
      const standsAlone = !wish && earlier.length === 0 && attached.length === 0 && pictures.length === 0;
      const settles = standsAlone ? (passage: Passage) => mayBeQuoted(passage, question) : undefined;
      const sought = { ...request, before: earlier.at(-1)?.question, clues: cluesIn(attached), settles };
      const retrieved = await retrieve(library, sought, retrieval, signal);
      const making = (failed: FailedAttempt[] = [], remarks: string[] = []): Making => ({
        retrieveMs: retrieved.tookMs,
        totalMs: Math.round(performance.now() - startedAt),
        searchTimedOut: retrieved.timedOut,
        failed,
        ...(remarks.length > 0 && { remarks }),
      });

      const quoted = settles && retrieved.passages.find(settles);
      if (quoted) return { ...quote(quoted, retrieved), making: making() };

      if (request.onlyIfKnown && retrieved.relevant.length === 0)
        return { ...nothingToSay(retrieved), making: making() };

      const { route, chain } = await choosing;
      watcher.prepared({ route, passages: retrieved.relevant });
      const version = baseVersion(route.role, roles);
      const material = {
        version,
        community,
        level,
        question,
        passages: retrieved.relevant,
        earlier,
        attached,
        pictures,
        now: now(),
        contextTokens: Math.min(...chain.map(({ model }) => hosts.contextTokens(model)), Number.MAX_SAFE_INTEGER),
        passageTokens: retrieval.passageTokens,
      };
      const blind = compose(material);
      const seeing = pictures.length > 0 ? compose({ ...material, sees: true }) : blind;
      const generation = { version, chain, prompts: { blind, seeing }, question, member: request.member };
      const generated = await generate(hosts, generation, watcher, signal);
      if (!('text' in generated)) {
        const remarks = remarksWithoutModel(request);
        return { ...withoutModel(retrieved, generated.failed), route, making: making(generated.failed, remarks) };
      }

      const { text, failed, model, host, prompt, ...rest } = generated;
      const evidence = [
        question,
        ...prompt.attached.map(({ shown }) => shown),
        ...prompt.passages.flatMap((passage) => [passage.title, passage.text, passage.url ?? '']),
      ];
      const writer = chain.find((candidate) => candidate.model === model);
      return {
        manner: 'generated',
        label: prompt.passages.length > 0 ? 'fromSources' : 'withoutSources',
        text,
        sources: prompt.passages,
        unverified: findUnverified(text, evidence),
        confidence: retrieved.confidence,
        route,
        writer: { role: route.role, version: version.name, model, host },
        making: { ...making(failed, remarksOn(request, prompt, writer)), generation: rest },
      };
    },
  };
}

function mayBeQuoted(passage: Passage, question: string): boolean {
  return passage.kind === 'pair' && passage.verified && isSameQuestion(question, passage.title);
}
