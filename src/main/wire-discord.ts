import type { Discord } from '../adapters/discord/index.ts';
import { type Bot, type Commands, createWhereabouts, readSettings } from '../bot/index.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/index.ts';
import { loadStarterPack } from '../knowledge/index.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/index.ts';

export interface DiscordParts {
  config: Config;
  store: Store;
  bot: Bot;
  commands: Commands;
  clock: Clock;
  log: Log;
  say: (line: string) => void;
}

/** What whoever manages a server is told to type first. */
export const firstSteps = {
  moderatorsRoom: '/settings set setting:moderators-room room:#channel',
  helpRoom: '/settings set setting:mode value:help room:#channel',
  subject: '/settings set setting:subject value:…',
};

/** Quorum on Discord. Where no token is set, nothing of it is loaded: that takes time and memory. */
export async function wireDiscord({ config, store, ...parts }: DiscordParts): Promise<Discord | undefined> {
  const { token, api, trainingPermission } = config.discord;
  if (token === undefined) return undefined;
  const { createDiscord, platform } = await import('../adapters/discord/index.ts');
  const { clock } = parts;
  const whereabouts = createWhereabouts({ store, platform, now: () => new Date(clock.now()) });
  return createDiscord({
    ...parts,
    ...{ token, api },
    whereabouts: {
      ...whereabouts,
      async arrive(community) {
        const known = await whereabouts.arrive(community);
        const isFirst = (await store.read.community.count({ where: { platform } })) === 1;
        if (config.community.starterPack && isFirst) await loadStarterPack(store, clock, known.id);
        return known;
      },
    },
    async moderatorsRoomOf(platformId) {
      const where = { platform_platformId: { platform, platformId } };
      const community = await store.read.community.findUnique({ where, select: { id: true } });
      return community ? (await readSettings(store.read, community.id)).moderatorsRoom : undefined;
    },
    firstSteps,
    mayTrainOnMessages: trainingPermission,
    random: Math.random,
  });
}
