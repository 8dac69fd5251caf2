import type { Layer } from './layer.ts';
import type { Mistake } from './mistake.ts';
import { nearest } from './nearest.ts';
import { type Origin, Origins } from './origin.ts';
import { setIn } from './path.ts';
import { settingAt } from './settings.ts';
import { fileVariable, isFromKubernetes, pathOf, prefix, valueIn, variablesFor } from './variables.ts';

/**
 * Reads the settings among variables. An empty variable is the same as none, as Compose passes the ones nobody set; an
 * empty text or list is written in the settings file.
 */
export function readVariables(options: {
  variables: NodeJS.ProcessEnv;
  /** Where the variable of a name was set. */
  originOf: (name: string) => Origin;
  /** The hosts that are known by now, for suggestions. */
  hosts: readonly string[];
}): Layer {
  const { variables, originOf, hosts } = options;
  const origins = new Origins({ kind: 'default' });
  const mistakes: Mistake[] = [];
  let values: unknown = {};
  for (const [name, text] of Object.entries(variables)) {
    if (!name.toUpperCase().startsWith(prefix) || !text || isFromKubernetes(name, text)) continue;
    const path = pathOf(name);
    const setting = path && settingAt(path);
    if (setting) {
      origins.set(path, originOf(name));
      values = setIn(values, path, valueIn(setting, text));
    } else if (name !== fileVariable) {
      mistakes.push({ origin: originOf(name), path: '', sentence: unknownVariable(name, hosts) });
    }
  }
  return { values, originOf: (path) => origins.of(path), mistakes };
}

function unknownVariable(name: string, hosts: readonly string[]): string {
  // Without what all names share, which would make any two look alike.
  const known = variablesFor(hosts).map((variable) => variable.slice(prefix.length));
  const right = nearest(name.slice(prefix.length), known);
  return `is not a setting${right ? `; did you mean ${prefix}${right}?` : ''}`;
}
