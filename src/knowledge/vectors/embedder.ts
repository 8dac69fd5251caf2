/**
 * Gives every live entry a vector, in the background and behind the questions that members ask. What it has done is in
 * the rows, so it goes on where it was broken off, and any number of instances may run.
 */
import type { Clock } from '../../clock.ts';
import { explain } from '../../failure.ts';
import type { Log } from '../../log.ts';
import { type Hosts, sameModel } from '../../models/index.ts';
import type { Store } from '../../store/index.ts';
import { createDoubts } from './doubts.ts';
import { embedBatch } from './embed-batch.ts';
import { embeddingName, longestInput, prefixesOf, toInput } from './embedding-models.ts';
import { countVectors, type EntryText, forgetOthers, keepVectors, readMissing } from './vector-rows.ts';

export interface Embedder {
  /** The first of the wanted models that a host has now; undefined where there is none. */
  current(signal: AbortSignal): Promise<CurrentEmbedding | undefined>;
  /** A question as a vector, with what it was made by; undefined where no host has a model for it. */
  embedQuestion(text: string, signal: AbortSignal): Promise<EmbeddedQuestion | undefined>;
  /** Embeds what lacks a vector until the signal ends it, and never fails. */
  run(signal: AbortSignal): Promise<void>;
  /** How many live entries of a community have a vector of the current model, and how many lack one. */
  progress(communityId: string, signal: AbortSignal): Promise<{ embedded: number; missing: number }>;
  /** Says that entries were added, so that they need not wait for the next look. */
  nudge(): void;
}

export interface CurrentEmbedding {
  model: string;
  /** As it is written beside each vector. */
  embedding: string;
}

export interface EmbeddedQuestion {
  embedding: string;
  vector: Float32Array;
}

export interface EmbedderOptions {
  store: Store;
  hosts: Hosts;
  /** The wanted embedding models, the most wanted first. */
  models: readonly string[];
  clock: Clock;
  log: Log;
}

const batchSize = 16;
/** What is read at once and sorted by length: a batch of short texts is not padded to a long one. */
const pageSize = 16 * batchSize;
const lookEveryMs = 60_000;
const politeMs = 500;
/** After so long a wait for a quiet host, one batch goes all the same: else it would never end on a busy one. */
const patienceMs = 60_000;
const firstBackOffMs = 5_000;
const longestBackOffMs = 300_000;
const forgottenAtOnce = 200;

interface Using extends CurrentEmbedding {
  longest: number;
}

export function createEmbedder({ store, hosts, models, clock, log }: EmbedderOptions): Embedder {
  const doubts = createDoubts();
  let isNudged = false;
  let wake = () => {};

  async function using(signal: AbortSignal): Promise<Using | undefined> {
    if (models.length === 0) return undefined;
    const available = await hosts.available(signal);
    for (const wanted of models) {
      const having = available.filter(({ name }) => sameModel(name, wanted));
      const [first] = having;
      if (!first) continue;
      const contexts = having.flatMap(({ longestContext }) => longestContext ?? []);
      const longest = longestInput(contexts.length > 0 ? Math.min(...contexts) : undefined);
      return { model: first.name, embedding: embeddingName(first.name), longest };
    }
    return undefined;
  }

  /** One way through all that is missing. Ends early, by throwing, where a host fails. */
  async function pass(now: Using, signal: AbortSignal): Promise<void> {
    const putOff: EntryText[] = [];
    for (let after = ''; ; ) {
      const page = await readMissing(store, now.embedding, after, pageSize);
      const last = page.at(-1);
      if (!last) break;
      after = last.id;
      const wanted = page.filter(({ id }) => !doubts.isLeftOut(id));
      putOff.push(...wanted.filter(({ id }) => doubts.isDoubted(id)));
      const sorted = wanted.filter(({ id }) => !doubts.isDoubted(id)).sort((one, other) => sizeOf(one) - sizeOf(other));
      for (let at = 0; at < sorted.length; at += batchSize)
        await embedAndKeep(now, sorted.slice(at, at + batchSize), signal);
    }
    // By now it is known whether the host works.
    for (const entry of putOff) await embedAndKeep(now, [entry], signal);
  }

  async function embedAndKeep(now: Using, entries: readonly EntryText[], signal: AbortSignal): Promise<void> {
    await waitForQuiet(now.model, signal);
    const { document } = prefixesOf(now.model);
    const texts = entries.map((entry) => ({
      id: entry.id,
      input: toInput(document, `${entry.title}\n${entry.text}`, now.longest),
    }));
    const { vectors, refused, doubtful } = await embedBatch(hosts, now.model, texts, signal);
    if (vectors.size > 0) {
      await keepVectors(store, now.embedding, vectors, new Date(clock.now()));
      doubts.clear(vectors.keys());
    }
    for (const { id, why } of refused) leaveOut(id, why);
    if (!doubtful) return;
    if (doubts.add(doubtful.id)) leaveOut(doubtful.id, doubtful.why);
    else throw doubtful.why;
  }

  function leaveOut(entryId: string, why: Error): void {
    doubts.leaveOut(entryId);
    log.warn('An entry cannot be embedded and is found by its words alone.', { entryId, why: why.message });
  }

  async function waitForQuiet(model: string, signal: AbortSignal): Promise<void> {
    const until = clock.now() + patienceMs;
    while (clock.now() < until && isBusy(model)) await clock.wait(politeMs, signal);
    signal.throwIfAborted();
  }

  /** True while every host that has the model is wanted by members. */
  function isBusy(model: string): boolean {
    const having = hosts.status().filter((host) => host.models.some(({ name }) => sameModel(name, model)));
    return having.length > 0 && having.every(({ waiting, running }) => waiting + running > 0);
  }

  /** A model wanted more than this one may only be away for a while: its vectors stay. */
  async function forget({ model, embedding }: Using, signal: AbortSignal): Promise<void> {
    const rank = models.findIndex((wanted) => sameModel(wanted, model));
    const kept = [embedding, ...models.slice(0, rank).map(embeddingName)];
    while (!signal.aborted && (await forgetOthers(store, kept, forgottenAtOnce))) await waitForQuiet(model, signal);
  }

  async function rest(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    if (!isNudged) await clock.wait(lookEveryMs, AbortSignal.any([signal, woken.signal])).catch(() => {});
    wake = () => {};
  }

  return {
    async current(signal) {
      const now = await using(signal);
      return now && { model: now.model, embedding: now.embedding };
    },

    async embedQuestion(text, signal) {
      // Nobody waits here to hear that a host is back.
      if (hosts.status().every(({ state }) => state === 'down')) return undefined;
      const now = await using(signal);
      if (!now) return undefined;
      const input = toInput(prefixesOf(now.model).question, text, now.longest);
      const [vector] = await hosts.embed({ model: now.model, texts: [input] }, signal);
      return vector && { embedding: now.embedding, vector };
    },

    async run(signal) {
      let backOffMs = firstBackOffMs;
      while (!signal.aborted) {
        isNudged = false;
        try {
          const now = await using(signal);
          if (now) {
            await pass(now, signal);
            await forget(now, signal);
          }
          backOffMs = firstBackOffMs;
          await rest(signal);
        } catch (error) {
          if (signal.aborted) return;
          const level = backOffMs === firstBackOffMs ? 'warn' : 'debug';
          log[level]('Embedding entries waits for its host.', { why: explain(error), forMs: backOffMs });
          await clock.wait(backOffMs, signal).catch(() => {});
          backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
        }
      }
    },

    async progress(communityId, signal) {
      const now = await using(signal);
      return countVectors(store, communityId, now?.embedding);
    },

    nudge() {
      isNudged = true;
      wake();
    },
  };
}

function sizeOf({ title, text }: EntryText): number {
  return title.length + text.length;
}
