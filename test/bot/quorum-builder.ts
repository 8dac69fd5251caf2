/** Quorum without any platform: a real store, real answering, and hosts that speak to the Ollama stand-in over sockets. */
import { onTestFinished } from 'vitest';
import { createAnswering } from '../../src/answering/index.ts';
import { createBot, type IncomingQuestion, type Outcome, type Reply } from '../../src/bot/index.ts';
import { systemClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/index.ts';
import { createLibrary } from '../../src/knowledge/index.ts';
import { indexEntries } from '../../src/knowledge/word-index/index-entries.ts';
import { silentLog } from '../../src/log.ts';
import { createHosts, createOllamaProvider } from '../../src/models/index.ts';
import { createHashMember, openStore, type Store } from '../../src/store/index.ts';
import { createManualClock } from '../models/manual-clock.ts';
import { scratchFolder } from '../scratch.ts';
import { type OllamaOptions, startOllama } from '../stand-ins/ollama/index.ts';

const { config } = loadConfig({ cwd: '/nowhere', env: {} });

export interface QuorumOptions extends OllamaOptions {
  /** Where another instance already keeps its store. */
  url?: string;
  /** Whether the host holds several models at once. */
  severalModels?: boolean;
  /** No host at all. */
  withoutHosts?: boolean;
}

export async function startQuorum({
  url,
  severalModels = false,
  withoutHosts = false,
  ...options
}: QuorumOptions = {}) {
  const ollama = await startOllama({ models: [{ name: 'llama3.2:3b' }], ...options });
  onTestFinished(() => ollama.close());
  const storeUrl = url ?? `file:${scratchFolder()}/quorum.db`;
  const store = await openStore({ url: storeUrl });
  const clock = createManualClock();
  const provider = createOllamaProvider({ url: ollama.url, timeLimits: config.timeouts });
  const settings = { ...config.hosts.local, name: 'local', url: ollama.url, provider };
  const host = { parallel: 2, modelsInMemory: 1, contextTokens: 8192, contextTokensByModel: {}, ...settings };
  const hosts = createHosts({
    hosts: withoutHosts ? [] : [host],
    clock: systemClock,
    log: silentLog,
    batchSize: 4,
    queueLength: 100,
  });
  const answering = createAnswering({
    library: createLibrary({ store, clock }),
    hosts,
    roles: config.roles,
    singleModelHosts: new Set(severalModels ? [] : ['local']),
    retrieval: { ...config.retrieval, budgetMs: 10_000 },
    now: () => new Date(clock.now()),
  });
  const bot = createBot({
    store,
    answering,
    hashMember: createHashMember(Buffer.alloc(32, 7)),
    limits: config.limits,
    clock,
    log: silentLog,
    instance: 'test',
    leaseMs: config.timeouts.leaseMs,
    subjectOf: async () => config.community,
  });
  onTestFinished(async () => {
    await bot.close();
    hosts.close();
    await store.close();
  });

  let messages = 0;
  return {
    ollama,
    store,
    storeUrl,
    clock,
    hosts,
    bot,
    /** A question with what was shown of its reply, in order. */
    ask(text: string, own: Partial<IncomingQuestion> = {}, signal = new AbortController().signal) {
      messages += 1;
      return shown((reply) => bot.ask(incoming({ text, messageId: `message ${messages}`, ...own }), reply, signal));
    },
    knows: (entry: { title: string; text: string; verified?: boolean }) => addEntry(store, entry),
  };
}

export function incoming(own: Partial<IncomingQuestion> & { text: string; messageId: string }): IncomingQuestion {
  return {
    platform: 'test',
    community: { platform: 'test', platformId: 'community', name: 'Test' },
    room: { platformId: 'general', kind: 'channel', name: 'general', open: true },
    memberId: 'ada',
    origin: 'message',
    ...own,
  };
}

export type Shown = { kind: keyof Reply; what: unknown };

/** Collects what a reply shows while `work` runs. */
export async function shown(work: (reply: Reply) => Promise<Outcome>): Promise<{ outcome: Outcome; events: Shown[] }> {
  const events: Shown[] = [];
  const outcome = await work(recordingReply(events));
  return { outcome, events };
}

export function recordingReply(events: Shown[]): Reply {
  const note =
    (kind: keyof Reply) =>
    (what: unknown): void =>
      void events.push({ kind, what });
  return {
    admitted: note('admitted'),
    queued: note('queued'),
    prepared: note('prepared'),
    started: note('started'),
    text: note('text'),
    restarted: note('restarted'),
    answered: async (answer) => note('answered')(answer),
    refused: async (refusal) => note('refused')(refusal),
  };
}

export function kindsOf(events: readonly Shown[]): string[] {
  return events.map(({ kind }) => kind).filter((kind, index, all) => kind !== all[index - 1]);
}

async function addEntry(
  store: Store,
  { title, text, verified = true }: { title: string; text: string; verified?: boolean },
) {
  const createdAt = new Date(0);
  await store.write(async (tx) => {
    const place = { platform: 'test', platformId: 'community' };
    const { id: communityId } = await tx.community.upsert({
      where: { platform_platformId: place },
      create: { ...place, name: 'Test', createdAt },
      update: {},
    });
    const { id: sourceId } = await tx.source.upsert({
      where: { communityId_uri: { communityId, uri: 'test:' } },
      create: { communityId, uri: 'test:', name: 'Test', createdAt },
      update: {},
    });
    const entry = await tx.entry.create({
      data: { communityId, sourceId, key: title, kind: 'pair', title, text, verified, createdAt },
    });
    await indexEntries(tx, { communityId, now: createdAt }, [entry]);
  });
}
