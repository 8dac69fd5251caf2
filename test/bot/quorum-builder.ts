/** Quorum without any platform: a real store, real answering, and hosts that speak to the Ollama stand-in over sockets. */
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createAnswering, createLearner } from '../../src/answering/index.ts';
import {
  type Actor,
  createBot,
  type HeardMessage,
  type IncomingQuestion,
  type IncomingRoom,
  type Notice,
  type Outcome,
  type Platform,
  type Reply,
  subjectOf,
} from '../../src/bot/index.ts';
import { systemClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/index.ts';
import { createLibrary } from '../../src/knowledge/index.ts';
import { indexEntries } from '../../src/knowledge/word-index/index-entries.ts';
import { silentLog } from '../../src/log.ts';
import { createHosts, createOllamaProvider } from '../../src/models/index.ts';
import { createHashMember, openStore, type RoomMode, type Store } from '../../src/store/index.ts';
import { createManualClock, type ManualClock } from '../models/manual-clock.ts';
import { scratchDatabase } from '../scratch.ts';
import { type OllamaOptions, startOllama } from '../stand-ins/ollama/index.ts';

const { config } = loadConfig({ cwd: '/nowhere', env: {} });

export interface QuorumOptions extends OllamaOptions {
  /** Where another instance already keeps its store. */
  url?: string;
  /** Whether the host holds several models at once. */
  severalModels?: boolean;
  /** No host at all. */
  withoutHosts?: boolean;
  /** Whether votes have a say in which role answers, and the chance to draw by; the likeliest unless told. */
  learns?: boolean | (() => number);
  /** Another instance's, where two live at the same time. */
  clock?: ManualClock;
  /** What stands between the bot and its store. */
  storeFor?: (store: Store) => Store;
}

export const hashMember = createHashMember(Buffer.alloc(32, 7));
/** How long people go first in a help room. */
export const helpWaitMs = config.discord.helpWaitSeconds * 1000;
export const leaseMs = config.timeouts.leaseMs;
export const rules = config.votes;

export async function startQuorum({
  url,
  severalModels = false,
  withoutHosts = false,
  learns = false,
  clock = createManualClock(),
  storeFor = (own) => own,
  ...options
}: QuorumOptions = {}) {
  const ollama = await startOllama({ models: [{ name: 'llama3.2:3b' }], ...options });
  onTestFinished(() => ollama.close());
  const storeUrl = url ?? `file:${await scratchDatabase()}`;
  const store = await openStore({ url: storeUrl });
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
  const library = createLibrary({ store, clock });
  const random = typeof learns === 'function' ? learns : () => 0;
  const now = () => new Date(clock.now());
  const answering = createAnswering({
    library,
    hosts,
    roles: config.roles,
    singleModelHosts: new Set(severalModels ? [] : ['local']),
    retrieval: { ...config.retrieval, budgetMs: 10_000 },
    now,
    learner: learns
      ? createLearner({ rows: store.rows, settings: config.routing, random, now, log: silentLog })
      : undefined,
  });
  const bot = createBot({
    store: storeFor(store),
    answering,
    hashMember,
    limits: config.limits,
    clock,
    log: silentLog,
    instance: 'test',
    subjectOf: (communityId, roomId) => subjectOf(store.rows, { communityId, roomId }, config.community),
    leaseMs,
    helpWaitMs,
    library,
    rules: config.votes,
    earning: config.drafts,
  });
  onTestFinished(async () => {
    await bot.close();
    hosts.close();
    await store.close();
  });

  let messages = 0;
  /** What moderators were shown. */
  const notices: Notice[] = [];
  return {
    notices,
    ollama,
    store,
    storeUrl,
    clock,
    hosts,
    answering,
    library,
    bot,
    /** A question with what was shown of its reply, in order. */
    ask(text: string, own: Partial<IncomingQuestion> = {}, signal = new AbortController().signal) {
      messages += 1;
      return shown((reply) => bot.ask(incoming({ text, messageId: `message ${messages}`, ...own }), reply, signal));
    },
    /** Where the replies of questions that are taken over or edited are shown. */
    reopens(reopen: Platform['reopen'], own: Partial<Platform> = {}) {
      const tellModerators = async (_: unknown, notice: Notice) => notices.push(notice) > 0;
      bot.connect({ name: 'test', reopen, tellModerators, ...own });
    },
    /** A room as its platform tells it, in the mode that its moderators set. */
    async room({ mode, ...own }: Partial<IncomingRoom> & { mode?: RoomMode } = {}): Promise<IncomingRoom> {
      const room = { ...incoming({ text: '', messageId: '' }).room, ...own };
      await bot.roomChanged(incoming({ text: '', messageId: '' }).community, room);
      if (mode)
        await store.write((tx) => tx.room.updateMany({ where: { platformId: room.platformId }, data: { mode } }));
      return room;
    },
    /** Says something where Quorum listens. Resolves once it was heard, with what becomes of it. */
    async say(text: string, own: Partial<HeardMessage> = {}, signal = new AbortController().signal): Promise<Spoken> {
      messages += 1;
      const events: Shown[] = [];
      const opened: { asked: boolean }[] = [];
      const message = heardMessage({ text, messageId: `message ${messages}`, sentAt: new Date(clock.now()), ...own });
      const waiting = clock.waiting;
      const open = (how: { asked: boolean }) => {
        opened.push(how);
        return recordingReply(events);
      };
      let isOver = false;
      const outcome = bot.hear(message, open, signal).finally(() => {
        isOver = true;
      });
      await until(() => isOver || clock.waiting > waiting);
      return { messageId: message.messageId, outcome, events, opened };
    },
    knows: (entry: { title: string; text: string; verified?: boolean }) => addEntry(store, entry),
  };
}

/** Waits for something to have happened; the test's own time limit is the only one. */
export async function until(hasHappened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await hasHappened())) await setImmediate();
}

export interface Spoken {
  messageId: string;
  outcome: Promise<Outcome>;
  events: Shown[];
  /** How its reply was opened, if it was. */
  opened: { asked: boolean }[];
}

function heardMessage(own: Partial<HeardMessage> & { text: string; messageId: string; sentAt: Date }): HeardMessage {
  return { ...incoming(own), addressed: 'none', addressesSomeone: false, opensPost: false, ...own };
}

/** Somebody who acts, as their platform knows them. */
export function actor(own: Partial<Actor> = {}): Actor {
  return { platform: 'test', memberId: 'ada', name: 'Ada', rank: 'everyone', roleIds: [], ...own };
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
    cancelled: async (why) => note('cancelled')(why),
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
