import type { Library, Passage } from '../knowledge/index.ts';
import { type AvailableModel, type Hosts, sameModel } from '../models/index.ts';
import type { AttachedText } from './attached/accept-attached.ts';
import { cluesIn } from './attached/clues.ts';
import { remarksOn, remarksWithoutModel } from './attached/remarks.ts';
import { type Circumstances, chooseRole, type Route, type Wish } from './choose.ts';
import { compose, type Exchange } from './compose.ts';
import { findUnverified } from './find-unverified.ts';
import { type FailedAttempt, generate, type Watcher } from './generate.ts';
import type { Level } from './level.ts';
import { type MadeAnswer, type Making, nothingToSay, quote, withoutModel } from './made-answer.ts';
import { talks, whyNotWished } from './model-chain.ts';
import { retrieve } from './retrieve.ts';
import type { RoleBook } from './roles.ts';
import type { Learner } from './routing/learner.ts';
import { isSameQuestion } from './same-question.ts';
import { type Said, say } from './say.ts';
import { serve } from './serve-roles.ts';
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
  /** Asks a model something of Quorum's own; see say.ts. */
  say(asked: Parameters<typeof say>[1], signal: AbortSignal): Promise<Said | undefined>;
  /** The models that may be wished for, as far as hosts have told. */
  models(): string[];
  /** What would be chosen for a question, and of which models, without asking any; likeliest first where votes count. */
  preview(
    asked: { communityId: string; question: string; wish?: Wish },
    signal: AbortSignal,
  ): Promise<{ route: Route; models: string[] }>;
}

export interface AnsweringOptions {
  library: Library;
  hosts: Pick<Hosts, 'chat' | 'available' | 'status' | 'contextTokens'>;
  roles: RoleBook;
  singleModelHosts: ReadonlySet<string>;
  retrieval: { passages: number; passageTokens: number; budgetMs: number };
  now: () => Date;
  /** What votes have taught about roles; without it, the rules alone decide. */
  learner?: Learner | undefined;
}

type Asked = Pick<AnswerRequest, 'communityId' | 'question' | 'wish' | 'attached' | 'pictures' | 'level'>;

/** From a question to an answer: retrieve, quote, choose, compose, generate, clean. */
export function createAnswering(options: AnsweringOptions): Answering {
  const { library, hosts, roles: book, singleModelHosts, retrieval, now, learner } = options;

  /** Who answers a question, by what is known at this moment, and the models to ask for it. */
  function choose(asked: Asked, available: readonly AvailableModel[], learned: Circumstances['learned']) {
    const { question, wish, attached, level, pictures = [] } = asked;
    const status = hosts.status();
    const served = serve({ book, available, status, singleModelHosts, wish, hasPictures: pictures.length > 0 });
    const waiting = status.reduce((sum, host) => sum + host.waiting, 0);
    const { among, swaps } = served;
    const route = chooseRole(question, { wish, attached, level, waiting, among, swaps, learned });
    return {
      route: { ...route, why: `${route.why}${whyNotWished(available, wish)}` },
      chain: served.chains[route.role],
    };
  }

  return {
    async preview({ communityId, question, wish }, signal) {
      const known = wish?.role ? undefined : await learner?.read(communityId);
      const learned = learner && known && { ...known, settings: learner.settings, random: () => 0 };
      const { route, chain } = choose({ communityId, question, wish }, await hosts.available(signal), learned);
      return { route, models: chain.map(({ model, hosts: on }) => `${model} on ${on.join(', ')}`) };
    },

    say: (asked, signal) => say({ hosts, roles: book, singleModelHosts }, asked, signal),

    models() {
      const names: string[] = [];
      for (const { name } of hosts.status().flatMap(({ models }) => models.filter(talks)))
        if (!names.some((other) => sameModel(other, name))) names.push(name);
      return names.sort();
    },

    async answer(request, watcher, signal) {
      const startedAt = performance.now();
      const { question, wish, community, earlier, level, attached = [], pictures = [] } = request;
      const looking = hosts.available(signal);
      looking.catch(() => {}); // a quote below never looks at it
      learner?.known(request.communityId); // where nothing is known yet, it is read while the search goes on
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

      const learned = learner && { ...learner.known(request.communityId), ...learner };
      const { route, chain } = choose(request, await looking, learned);
      watcher.prepared({ route, passages: retrieved.relevant });
      const version = baseVersion(route.role, book);
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
