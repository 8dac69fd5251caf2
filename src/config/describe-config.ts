import { inline } from './inline.ts';
import type { LoadedConfig } from './load-config.ts';
import { showOrigin } from './origin.ts';
import { getIn, isMapping, showPath } from './path.ts';
import { settingsWith } from './settings.ts';

/** One line of `quorum config`. */
export interface SettingRow {
  path: string;
  /** As it could stand in the settings file; a secret is `(hidden)`, what nobody set `(not set)`. */
  value: string;
  /** `default`, `quorum.yaml:12`, `.env:3` or `QUORUM_WEB_PORT`. */
  origin: string;
  meaning: string;
}

/** The settings in effect, each with where it comes from. */
export function describeConfig({ config, origins }: LoadedConfig): SettingRow[] {
  return settingsWith(Object.keys(config.hosts)).map(({ path, secret, meaning }) => ({
    path: showPath(path),
    value: showValue(getIn(config, path), secret),
    origin: showOrigin(origins.get(showPath(path)) ?? { kind: 'default' }),
    meaning,
  }));
}

function showValue(value: unknown, secret: boolean): string {
  if (value === undefined || (secret && isMapping(value) && Object.keys(value).length === 0)) return '(not set)';
  return secret ? '(hidden)' : inline(value);
}
