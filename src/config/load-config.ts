import { check } from './check.ts';
import { type Config, deepFreeze } from './config.ts';
import { complete, hostsWithoutUrl, localHost } from './derive.ts';
import { type Layer, merge, originIn } from './layer.ts';
import { ConfigFailure, type Mistake } from './mistake.ts';
import type { Origin } from './origin.ts';
import { showPath } from './path.ts';
import { schema } from './schema.ts';
import { settingsWith } from './settings.ts';
import { readSources } from './sources.ts';

export interface LoadedConfig {
  config: Config;
  /** Where each setting was written, by its path, such as `web.port`. */
  origins: ReadonlyMap<string, Origin>;
  /** The settings file, where there is one. */
  file?: string;
}

/**
 * Reads the settings from `quorum.yaml` (or the file named), the `.env` beside it and the environment. Throws a
 * ConfigFailure with every mistake in them.
 */
export function loadConfig(options: { cwd: string; env: NodeJS.ProcessEnv; file?: string | undefined }): LoadedConfig {
  const sources = readSources(options);
  const layers = [localHost(sources.layers, sources.ollama), ...sources.layers];
  const mistakes = [...layers.flatMap((layer) => [...layer.mistakes, ...check(layer)]), ...hostsWithoutUrl(layers)];
  if (mistakes.length > 0) throw new ConfigFailure(mistakes.toSorted(byPlace));

  const config = deepFreeze(complete(schema.parse(merge(layers)), sources.folder));
  const { file } = sources;
  return { config, origins: originsIn(config, layers), ...(file === undefined ? {} : { file }) };
}

function originsIn(config: Config, layers: readonly Layer[]): Map<string, Origin> {
  const paths = settingsWith(Object.keys(config.hosts)).map(({ path }) => path);
  return new Map(paths.map((path) => [showPath(path), originIn(layers, path) ?? { kind: 'default' }]));
}

const order: Origin['kind'][] = ['file', 'dotenv', 'variable', 'default'];

/** As someone meets them who goes through the settings file, then `.env`, then the environment. */
function byPlace({ origin: one }: Mistake, { origin: other }: Mistake): number {
  return (
    order.indexOf(one.kind) - order.indexOf(other.kind) ||
    lineOf(one) - lineOf(other) ||
    nameOf(one).localeCompare(nameOf(other))
  );
}

function lineOf(origin: Origin): number {
  return 'line' in origin ? (origin.line ?? 0) : 0;
}

function nameOf(origin: Origin): string {
  return 'name' in origin ? origin.name : '';
}
