import { resolve } from 'node:path';
import { fromOllamaHost, ollamaAddress } from './address.ts';
import { mistakeAt } from './check.ts';
import type { Config } from './config.ts';
import { type Layer, merge } from './layer.ts';
import type { Mistake } from './mistake.ts';
import type { Origin } from './origin.ts';
import { getIn, isMapping } from './path.ts';
import type { Written } from './schema.ts';

/** What a setting is when nobody wrote it and it follows from something else. */

/** The address of the host `local`, where there is such a host and it has none; with no host written, there is. */
export function localHost(written: readonly Layer[], ollama: { text: string; origin: Origin } | undefined): Layer {
  const hosts = getIn(merge(written), ['hosts']);
  const names = isMapping(hosts) ? Object.keys(hosts) : [];
  const isMeant = names.length === 0 || (names.includes('local') && getIn(hosts, ['local', 'kind']) !== 'openai');
  const url = ollama ? fromOllamaHost(ollama.text) : ollamaAddress;
  return {
    values: isMeant && getIn(hosts, ['local', 'url']) === undefined ? { hosts: { local: { url } } } : {},
    originOf: () => ollama?.origin ?? { kind: 'default' },
    mistakes: [],
  };
}

/** Hosts whose address nobody wrote and nothing says. */
export function hostsWithoutUrl(layers: readonly Layer[]): Mistake[] {
  const hosts = getIn(merge(layers), ['hosts']);
  const lacking = Object.entries(isMapping(hosts) ? hosts : {}).filter(
    ([, host]) => isMapping(host) && !('url' in host),
  );
  return lacking.flatMap(([name]) => {
    const layer = layers.findLast(({ values }) => getIn(values, ['hosts', name]) !== undefined);
    return layer ? [mistakeAt(layer, ['hosts', name], 'has no url, expected the address where it answers')] : [];
  });
}

/** The settings as the rest of Quorum receives them: nothing left open, every path absolute. */
export function complete(written: Written, folder: string): Config {
  const data = resolve(folder, written.data);
  const database = written.database
    ? resolve(folder, written.database.slice('file:'.length))
    : resolve(data, 'quorum.db');
  // Every host has an address by now: one without it is a mistake.
  const hosts = Object.entries(written.hosts).map(([name, { url = ollamaAddress, ...host }]) => {
    return [name, { ...host, url: url.replace(/\/+$/, '') }] as const;
  });
  return { ...written, data, database: `file:${database}`, hosts: Object.fromEntries(hosts) };
}
