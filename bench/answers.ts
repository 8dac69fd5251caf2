import { join } from 'node:path';
import { createAnswering, createLearner } from '../src/answering/index.ts';
import { createBot, type IncomingQuestion, silentReply } from '../src/bot/index.ts';
import { systemClock } from '../src/clock.ts';
import { loadConfig } from '../src/config/index.ts';
import { createLibrary } from '../src/knowledge/index.ts';
import { silentLog } from '../src/log.ts';
import { createHosts } from '../src/models/index.ts';
import { createMemoryProvider } from '../src/models/memory.ts';
import { createHashMember } from '../src/store/index.ts';
import { openCommunity } from './community.ts';
import { ms, percentile, rounds } from './measure.ts';

const entries = 10_000;

/** What Quorum adds: question in → model asked, and question in → quoted answer out, over 10,000 entries. */
export async function benchAnswers(folder: string): Promise<string[]> {
  const { config } = loadConfig({ cwd: folder, env: {} });
  const { store } = await openCommunity(`file:${join(folder, 'answers.db')}`, entries);
  let askedAt = 0;
  const provider = createMemoryProvider({
    models: [{ name: 'memory', purpose: 'chat' }],
    answer: () => {
      askedAt = performance.now();
      return ['Fine.'];
    },
  });
  const settings = {
    name: 'memory',
    url: 'memory:',
    contextTokens: 8192,
    contextTokensByModel: {},
    parallel: 2,
    modelsInMemory: 1,
  };
  const hosts = createHosts({ hosts: [{ ...settings, provider }], log: silentLog, batchSize: 4, queueLength: 100 });
  const library = createLibrary({ store, clock: systemClock });
  const answering = createAnswering({
    library,
    hosts,
    roles: config.roles,
    singleModelHosts: new Set(['memory']),
    retrieval: { ...config.retrieval, budgetMs: 10_000 },
    now: () => new Date(),
    learner: createLearner({
      rows: store.rows,
      settings: config.routing,
      random: Math.random,
      now: () => new Date(),
      log: silentLog,
    }),
  });
  const bot = createBot({
    store,
    answering,
    hashMember: createHashMember(Buffer.alloc(32)),
    limits: config.limits,
    clock: systemClock,
    log: silentLog,
    instance: 'bench',
    leaseMs: 30_000,
    helpWaitMs: 60_000,
    library,
    rules: config.votes,
    earning: config.drafts,
    subjectOf: async () => config.community,
  });
  const ask = async (text: string, messageId: string) => {
    const startedAt = performance.now();
    let deliveredAt = 0;
    const answered = async () => {
      deliveredAt = performance.now();
    };
    const reply = { ...silentReply, answered };
    await bot.ask({ ...question, text, messageId }, reply, new AbortController().signal);
    return { toModel: askedAt - startedAt, toReply: deliveredAt - startedAt };
  };

  const asked = await rounds(
    500,
    async (number) => (await ask(`Could the store of Nix keep garbage number ${number}?`, `a${number}`)).toModel,
  );
  const quoted = await rounds(500, async (number) => (await ask('How do I install Firefox?', `q${number}`)).toReply);
  await bot.close();
  hosts.close();
  await store.close();
  return [
    `over ${entries.toLocaleString('en')} entries (lexical)`,
    `  question in → model asked   p50 ${ms(percentile(asked, 0.5))} (bar 8)    p99 ${ms(percentile(asked, 0.99))} (bar 30)`,
    `  question in → quoted reply  p50 ${ms(percentile(quoted, 0.5))} (bar 15)   p99 ${ms(percentile(quoted, 0.99))}`,
  ];
}

const question: Omit<IncomingQuestion, 'text' | 'messageId'> = {
  platform: 'bench',
  community: { platform: 'bench', platformId: 'bench', name: 'Bench' },
  room: { platformId: 'bench', kind: 'channel', name: 'bench', open: true },
  memberId: 'bench',
  origin: 'command',
  byOperator: true,
};
