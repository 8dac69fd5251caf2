#!/usr/bin/env node
/** Where the parts are put together, and the only place that knows them all. */
import { randomUUID } from 'node:crypto';
import { constants, setPriority, totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expireOldQuestions } from '../cron/expire-questions.ts';
import { importSources } from '../cron/import-sources.ts';
import { nextRun } from '../cron/next-run.ts';
import { startSchedules } from '../cron/start-schedules.ts';
import {
  type Check,
  checkDatabase,
  checkDataFolder,
  checkDiscord,
  checkModels,
  checkNode,
  checkSearch,
  checkWebPort,
  type Io,
  type OpenQuorum,
  operatorName,
  runCli,
  terminal,
} from './adapters/cli/index.ts';
import type { Discord } from './adapters/discord/index.ts';
import { startWeb } from './adapters/web/index.ts';
import { createAnswering, createLearner } from './answering/index.ts';
import {
  createBot,
  createCommands,
  expireQuestions,
  findCommunity,
  notedKnowledge,
  subjectOf,
  upsertCommunity,
  upsertRoom,
} from './bot/index.ts';
import { systemClock } from './clock.ts';
import { type Config, type LoadedConfig, loadConfig } from './config/index.ts';
import { addDiscordMetrics } from './discord-metrics.ts';
import { Failure } from './failure.ts';
import { importDue } from './import-due.ts';
import { loadStarterPack, reindex } from './knowledge/index.ts';
import { createLog, type Log, silentLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createHosts, createOllamaProvider, createOpenAiProvider, type Hosts } from './models/index.ts';
import { claimMemberKey, createHashMember, openStore, readMemberKey, type Store } from './store/index.ts';
import type { DiscordParts } from './wire-discord.ts';
import { type WiredKnowledge, wireKnowledge } from './wire-knowledge.ts';

const clock = systemClock;
const never = new AbortController().signal;
const playground = { platform: 'playground', platformId: 'local' };

function openModels(config: Config, log: Log = silentLog): Hosts {
  const { timeouts, limits } = config;
  const hosts = Object.entries(config.hosts).map(([name, { kind, url, apiKey, headers, ...settings }]) => {
    const access = { url, apiKey, headers, timeLimits: timeouts, clock };
    return {
      ...settings,
      name,
      url,
      provider: kind === 'ollama' ? createOllamaProvider(access) : createOpenAiProvider(access),
    };
  });
  return createHosts({ hosts, clock, log, batchSize: limits.batchSize, queueLength: limits.queueLength });
}

type Opened = OpenQuorum & { store: Store; wired: WiredKnowledge };

/** Everything that answers, for one community where one is named: the playground's otherwise. */
async function open(config: Config, named?: string, log: Log = silentLog): Promise<Opened> {
  const key = config.memberKey ? Buffer.from(config.memberKey, 'hex') : readMemberKey(join(config.data, 'member.key'));
  const store = await openStore({ url: config.database, clock });
  await claimMemberKey(store, key);
  const now = () => new Date(clock.now());
  const { id: playgroundId } = await store.write((tx) =>
    upsertCommunity(tx, { ...playground, name: config.community.name }, now()),
  );
  const community = await findCommunity(store.read, named ?? playgroundId).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const { id, platform, platformId, name } = community;
  const indexed = await reindex(store, id, now, never);
  if (indexed > 0) log.info('The word index was made anew.', { entries: indexed });
  if (config.community.starterPack) {
    const count = await loadStarterPack(store, clock, playgroundId);
    if (count > 0) log.info('The starter knowledge was loaded.', { entries: count });
  }

  const hosts = openModels(config, log);
  const singleModelHosts = new Set(
    Object.keys(config.hosts).filter((name) => config.hosts[name]?.modelsInMemory === 1),
  );
  const { roles, retrieval, limits, timeouts } = config;
  const wired = wireKnowledge({ store, hosts, config, clock, log, env: process.env });
  const { library } = wired;
  const { learn, ...routing } = config.routing;
  const learner = learn
    ? createLearner({ rows: store.rows, settings: routing, random: Math.random, now, log })
    : undefined;
  const answering = createAnswering({ library, hosts, roles, singleModelHosts, retrieval, now, learner });
  const hashMember = createHashMember(key);
  const bot = createBot({
    store,
    answering,
    hashMember,
    limits,
    clock,
    log,
    instance: randomUUID(),
    leaseMs: timeouts.leaseMs,
    subjectOf: (communityId, roomId) => subjectOf(store.rows, { communityId, roomId }, config.community),
    helpWaitMs: config.discord.helpWaitSeconds * 1000,
  });
  const ofCommunity = wired.of(id);
  return {
    store,
    bot,
    answering,
    hosts,
    wired,
    commands: createCommands({
      ...{ store, clock, hashMember, bot, hosts, answering },
      knowledgeOf: wired.of,
      ground: config.community,
      attachments: join(config.data, 'attachments'),
    }),
    knowledge: { ...ofCommunity, ...notedKnowledge(ofCommunity, { communityId: id, actor: operatorName, now }) },
    community: { platform, platformId, name },
    room: () => store.write((tx) => upsertRoom(tx, id, terminal, now())),
    async close() {
      await bot.close();
      hosts.close();
      await wired.close();
      await store.close();
    },
  };
}

/** `npm start`: every platform that is set up, until the signal ends it. What is under way then is left for the next start. */
async function serve({ config, file }: LoadedConfig, signal: AbortSignal): Promise<void> {
  if (!config.web.enabled && config.discord.token === undefined) {
    throw new Failure('nothing-to-serve', 'The page is switched off, and no other platform is set up.', {
      remedy: 'Set web.enabled to true, or put the token of a Discord bot into .env: QUORUM_DISCORD_TOKEN=…',
    });
  }
  const { level } = config.log;
  const json = process.stderr.isTTY !== true;
  const log = createLog({ level, json, now: clock.now, write: (line) => process.stderr.write(`${line}\n`) });
  const say = (line: string) => process.stdout.write(`${line}\n`);

  const quorum = await open(config, undefined, log);
  const { hosts } = quorum;
  const { registry, counting } = createMetrics(hosts);
  const bot = counting(quorum.bot);
  const discord = await openDiscord({ ...quorum, config, bot, clock, log, say });
  if (discord) addDiscordMetrics(registry, discord);
  let web: Awaited<ReturnType<typeof startWeb>> | undefined;
  const ending = new AbortController();
  let onDiscord: Promise<void> | undefined;
  let embedding: Promise<void> | undefined;
  let stopSchedules = async () => {};
  try {
    if (config.web.enabled) {
      web = await startWeb({
        bot,
        commands: quorum.commands,
        clock,
        log,
        host: config.web.host,
        port: config.web.port,
        community: { ...quorum.community, subject: config.community.subject },
        questionChars: config.limits.questionChars,
        modelStatus: () => describeModels(hosts, config),
        ready: () => checkReady(quorum, config, signal),
        metrics: () => registry.metrics(),
        metricsContentType: registry.contentType,
        newId: randomUUID,
      });
      bot.connect(web.platform);
    }
    say(`\n  Quorum is ready${web ? `: ${web.url}` : '.'}\n`);
    await hosts.available(signal).catch(() => []);
    say(
      `  ${describeModels(hosts, config).text}\n  Ctrl-C stops it; \`npm run -s quorum -- doctor\` checks everything.\n`,
    );
    if (discord) {
      bot.connect(discord.platform);
      onDiscord = discord.run(AbortSignal.any([signal, ending.signal])).then((failure) => {
        if (failure) log.error(failure.message, { remedy: failure.remedy });
      });
    }
    embedding = quorum.wired.embedder.run(AbortSignal.any([signal, ending.signal]));
    await quorum.wired.warmUp(quorum.knowledge.communityId, signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn('The first search will be slow.', { reason: String(error) });
    });
    const program = [process.argv[1] ?? '', ...(file === undefined ? [] : ['--config', file])];
    const due = { store: quorum.store, now: () => new Date(clock.now()), log, program };
    const jobs = {
      importDueSources: () => importDue(due, signal),
      async expireQuestions() {
        const count = await expireQuestions(quorum.store, new Date(clock.now()), signal);
        if (count > 0) log.info('Old questions were deleted.', { count });
      },
    };
    stopSchedules = startSchedules<typeof jobs>([importSources, expireOldQuestions], jobs, log);
    while (!signal.aborted) {
      bot
        .takeOver()
        .catch((error: unknown) => log.error('Questions could not be taken over.', { reason: String(error) }));
      await clock.wait(config.timeouts.leaseMs, signal).catch(() => {});
    }
  } finally {
    log.info('Stopping.');
    ending.abort();
    await stopSchedules();
    await embedding;
    await quorum.bot.close();
    await onDiscord;
    await web?.close();
    await quorum.close();
  }
}

/** Where no token is set, nothing of Discord is loaded: it takes time and memory. */
async function openDiscord(parts: DiscordParts): Promise<Discord | undefined> {
  if (parts.config.discord.token === undefined) return undefined;
  const { wireDiscord } = await import('./wire-discord.ts');
  return wireDiscord(parts);
}

/** Ready is who can read the store and is not stopping; without models Quorum still answers, and says so here. */
async function checkReady({ store, hosts }: { store: Store; hosts: Hosts }, config: Config, signal: AbortSignal) {
  const readable = await store.read.community.count().then(
    () => true,
    () => false,
  );
  const checks = { store: readable ? 'open' : 'cannot be read', models: describeModels(hosts, config).text };
  return { ready: readable && !signal.aborted, checks };
}

/** Which models answer, in one sentence; where none does, what to type. */
function describeModels(hosts: Pick<Hosts, 'status'>, config: Config): { state: 'up' | 'down' | 'none'; text: string } {
  const up = hosts.status().filter(({ state }) => state === 'up');
  if (up.length === 0)
    return { state: 'down', text: 'No model can be reached: answers are quoted from what the community knows.' };
  const talking = up.flatMap(({ name, models }) =>
    models.filter(({ purpose }) => purpose !== 'embedding').map((model) => ({ name, model })),
  );
  const [only] = talking;
  if (!only) {
    const wanted = config.roles.quick.models[0] ?? 'llama3.2:3b';
    return { state: 'none', text: `No chat model is there yet; fetch one: npm run -s quorum -- models pull ${wanted}` };
  }
  const hostNames = up.map(({ name }) => name).join(', ');
  return {
    state: 'up',
    text: talking.length === 1 ? `${only.model.name} on ${only.name}` : `${talking.length} models on ${hostNames}`,
  };
}

function doctorChecks(config: Config): { checks: Check[]; close(): void } {
  const hosts = openModels(config);
  const { token, api } = config.discord;
  const checks = [
    checkNode(process.version),
    checkDataFolder(config.data),
    checkDatabase(config.database),
    checkWebPort(config.web),
    checkModels(hosts, config, totalmem()),
    checkSearch(hosts, config),
    checkDiscord(
      token === undefined
        ? undefined
        : async (signal) => (await import('./adapters/discord/index.ts')).lookAtDiscord({ token, api }, signal),
    ),
  ];
  return { checks, close: () => hosts.close() };
}

const io: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  user: userInfo().username,
  editor: process.env.VISUAL || process.env.EDITOR,
  giveWay: () => setPriority(constants.priority.PRIORITY_BELOW_NORMAL),
  onInterrupt(callback) {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    let asked = 0;
    const interrupt = () => {
      asked += 1;
      if (asked > 2) process.exit(130); // whoever insists does not want to wait for the ends to be tied
      callback();
    };
    for (const signal of signals) process.on(signal, interrupt);
    return () => {
      for (const signal of signals) process.off(signal, interrupt);
    };
  },
};

// A reader that has seen enough (`quorum ask … | head -1`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), {
  io,
  loadConfig: (file) => loadConfig({ cwd: process.cwd(), env: process.env, file }),
  openModels,
  open,
  serve,
  doctorChecks,
  newId: randomUUID,
  now: () => new Date(clock.now()),
  nextRun,
});
