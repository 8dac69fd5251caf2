import { randomUUID } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import process from 'node:process';
import { startWeb } from '../adapters/web/index.ts';
import type { Config, LoadedConfig } from '../config/index.ts';
import { Failure } from '../failure.ts';
import { reindexAll } from '../knowledge/index.ts';
import { createLog } from '../log.ts';
import { addDiscordMetrics, checkReady, createJobs, createMetrics, describeModels, serve } from '../serving/index.ts';
import { openQuorum, type Surroundings } from './open-quorum.ts';
import { wireDiscord } from './wire-discord.ts';

/** `npm start`: every platform that is set up, until the signal ends it. */
export async function startQuorum(
  { config, file }: LoadedConfig,
  { clock, env }: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  refuseToServeNothing(config);
  const { level } = config.log;
  const json = process.stderr.isTTY !== true;
  const log = createLog({ level, json, now: clock.now, write: (line) => process.stderr.write(`${line}\n`) });
  const say = (line: string) => process.stdout.write(`${line}\n`);

  const quorum = await openQuorum(config, undefined, { clock, env, log });
  try {
    const { store, hosts, answering, commands, readings, wired, knowledge, community } = quorum;
    const now = () => new Date(clock.now());
    const { registry, counting } = createMetrics(hosts);
    const bot = counting(quorum.bot);
    const discord = await wireDiscord({ config, store, bot, commands, clock, log, say });
    if (discord) addDiscordMetrics(registry, discord);
    flushCompileCache(); // nearly everything is loaded; Node would hold what it keeps of each file until the end
    const modelStatus = () => describeModels(hosts, config.roles.quick.models[0]);
    const openPage = () =>
      startWeb({
        ...{ bot, commands, readings, clock, log },
        changeMark: store.changeMark,
        host: config.web.host,
        port: config.web.port,
        community: { ...community, subject: config.community.subject },
        questionChars: config.limits.questionChars,
        modelStatus,
        ready: () => checkReady({ store, modelStatus }, signal),
        metrics: () => registry.metrics(),
        metricsContentType: registry.contentType,
        newId: randomUUID,
      });
    const program = [process.argv[1] ?? '', ...(file === undefined ? [] : ['--config', file])];
    await serve(
      {
        ...{ bot, store, clock, log, say, modelStatus },
        ...(config.web.enabled && { openPage }),
        platforms: discord ? [discord] : [],
        embedder: wired.embedder,
        reindex: (until) => reindexAll(store, now, until),
        lookForModels: () => hosts.available(signal),
        async warmUp() {
          await wired.warmUp(knowledge.communityId, signal);
          // What the start has left lying goes now, not once the heap has grown; `npm start` has it switched on.
          await globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' });
        },
        jobs: createJobs(
          {
            ...{ store, bot, answering, now, log, program },
            verdictWeight: config.votes.moderatorWeight,
            topicsFrom: config.routing.topicsFrom,
          },
          signal,
        ),
        takeOverEveryMs: config.timeouts.leaseMs,
      },
      signal,
    );
  } finally {
    await quorum.close();
  }
}

function refuseToServeNothing({ web, discord }: Config): void {
  if (web.enabled || discord.token !== undefined) return;
  throw new Failure('nothing-to-serve', 'The page is switched off, and no other platform is set up.', {
    remedy: 'Set web.enabled to true, or put the token of a Discord bot into .env: QUORUM_DISCORD_TOKEN=…',
  });
}
