import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type OpenQuorum, operatorName, terminal } from '../adapters/cli/index.ts';
import { createAnswering, createLearner } from '../answering/index.ts';
import {
  createBot,
  createCommands,
  createReadings,
  findCommunity,
  notedKnowledge,
  type Readings,
  subjectOf,
  upsertCommunity,
  upsertRoom,
} from '../bot/index.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/index.ts';
import { loadStarterPack, reindex } from '../knowledge/index.ts';
import { type Log, silentLog } from '../log.ts';
import { claimMemberKey, createHashMember, openStore, readMemberKey, type Store } from '../store/index.ts';
import { openModels } from './open-models.ts';
import { type WiredKnowledge, wireKnowledge } from './wire-knowledge.ts';

/** What is around the process. */
export interface Surroundings {
  clock: Clock;
  env: Readonly<Record<string, string | undefined>>;
  log?: Log;
}

export type OpenedQuorum = OpenQuorum & { store: Store; wired: WiredKnowledge; readings: Readings };

const playground = { platform: 'playground', platformId: 'local' };

/** Everything that answers, for one community where one is named: the playground's otherwise. */
export async function openQuorum(
  config: Config,
  named: string | undefined,
  { clock, env, log = silentLog }: Surroundings,
): Promise<OpenedQuorum> {
  await using opening = new AsyncDisposableStack(); // what does not get to its end is closed again, the last first
  const now = () => new Date(clock.now());
  const key = config.memberKey ? Buffer.from(config.memberKey, 'hex') : readMemberKey(join(config.data, 'member.key'));
  const hashMember = createHashMember(key);
  const store = await openStore({ url: config.database, clock });
  opening.defer(() => store.close());
  await claimMemberKey(store, key);

  const { id: playgroundId } = await store.write((tx) =>
    upsertCommunity(tx, { ...playground, name: config.community.name }, now()),
  );
  const { id, platform, platformId, name } = await findCommunity(store.read, named ?? playgroundId);
  if (config.community.starterPack) {
    const count = await loadStarterPack(store, clock, playgroundId);
    if (count > 0) log.info('The starter knowledge was loaded.', { entries: count });
  }

  const hosts = openModels(config, clock, log);
  opening.defer(() => hosts.close());
  const wired = wireKnowledge({ store, hosts, config, clock, log, env });
  opening.defer(() => wired.close());
  const { roles, retrieval, limits, timeouts } = config;
  const singleModelHosts = new Set(
    Object.keys(config.hosts).filter((host) => config.hosts[host]?.modelsInMemory === 1),
  );
  const { library } = wired;
  const { learn, ...routing } = config.routing;
  const learner = learn
    ? createLearner({ rows: store.rows, settings: routing, random: Math.random, now, log })
    : undefined;
  const answering = createAnswering({ library, hosts, roles, singleModelHosts, retrieval, now, learner });
  const bot = createBot({
    ...{ store, answering, hashMember, limits, clock, log },
    instance: randomUUID(),
    leaseMs: timeouts.leaseMs,
    subjectOf: (communityId, roomId) => subjectOf(store.rows, { communityId, roomId }, config.community),
    helpWaitMs: config.discord.helpWaitSeconds * 1000,
    library: wired.library,
    rules: config.votes,
    earning: config.drafts,
    onLearned: wired.embedder.nudge,
  });
  opening.defer(() => bot.close());
  const commands = createCommands({
    ...{ store, clock, hashMember, bot, hosts, answering },
    knowledgeOf: wired.of,
    ground: config.community,
    attachments: join(config.data, 'attachments'),
    backups: join(config.data, 'backups'),
  });
  const ofCommunity = wired.of(id);
  const opened = opening.move();
  return {
    ...{ store, bot, answering, hosts, wired, commands, readings: createReadings({ store, clock, bot }) },
    knowledge: { ...ofCommunity, ...notedKnowledge(ofCommunity, { communityId: id, actor: operatorName, now }) },
    community: { platform, platformId, name },
    room: () => store.write((tx) => upsertRoom(tx, id, terminal, now())),
    close: () => opened.disposeAsync(),
  };
}

/** The same for a command, which may be over before a word index that an older Quorum made is made anew behind it. */
export async function openForCommand(...asked: Parameters<typeof openQuorum>): Promise<OpenedQuorum> {
  const quorum = await openQuorum(...asked);
  const [, , { clock }] = asked;
  try {
    await reindex(quorum.store, quorum.knowledge.communityId, () => new Date(clock.now()), never);
    return quorum;
  } catch (error) {
    await quorum.close();
    throw error;
  }
}

const never = new AbortController().signal;
