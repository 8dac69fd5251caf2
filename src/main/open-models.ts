import type { Clock } from '../clock.ts';
import type { Config } from '../config/index.ts';
import { type Log, silentLog } from '../log.ts';
import { createHosts, createOllamaProvider, createOpenAiProvider, type Hosts } from '../models/index.ts';

/** The hosts of the settings, each asked in its own way. */
export function openModels(config: Config, clock: Clock, log: Log = silentLog): Hosts {
  const { timeouts, limits } = config;
  const hosts = Object.entries(config.hosts).map(([name, { kind, url, apiKey, headers, ...settings }]) => {
    const access = { url, apiKey, headers, timeLimits: timeouts, clock };
    const provider = kind === 'ollama' ? createOllamaProvider(access) : createOpenAiProvider(access);
    return { ...settings, name, url, provider };
  });
  return createHosts({ hosts, clock, log, batchSize: limits.batchSize, queueLength: limits.queueLength });
}
