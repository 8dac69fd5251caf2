import { totalmem } from 'node:os';
import process from 'node:process';
import {
  type Check,
  checkDatabase,
  checkDataFolder,
  checkDiscord,
  checkModels,
  checkNode,
  checkSearch,
  checkWebPort,
} from '../adapters/cli/index.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/index.ts';
import { openModels } from './open-models.ts';

/** What `doctor` looks at, in the order in which it tells of it. */
export function doctorChecks(config: Config, clock: Clock): { checks: Check[]; close(): void } {
  const hosts = openModels(config, clock);
  const { token, api } = config.discord;
  const lookAtDiscord = async (botToken: string, signal: AbortSignal) =>
    (await import('../adapters/discord/index.ts')).lookAtDiscord({ token: botToken, api }, signal);
  const checks = [
    checkNode(process.version),
    checkDataFolder(config.data),
    checkDatabase(config.database),
    checkWebPort(config.web),
    checkModels(hosts, config, totalmem()),
    checkSearch(hosts, config),
    checkDiscord(token === undefined ? undefined : (signal) => lookAtDiscord(token, signal)),
  ];
  return { checks, close: () => hosts.close() };
}
