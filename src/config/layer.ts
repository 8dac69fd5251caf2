import type { Mistake } from './mistake.ts';
import type { Origin } from './origin.ts';
import { getIn, isMapping, type Path } from './path.ts';
import { settingAt } from './settings.ts';

/** What one source says of the settings, with where it says it. A source may say a little or all of it. */
export interface Layer {
  values: unknown;
  originOf(path: Path): Origin;
  /** What was wrong with the source before anyone looked at its values. */
  mistakes: Mistake[];
}

/** One set of values from several layers, the later winning setting by setting. */
export function merge(layers: readonly Layer[]): unknown {
  return layers.reduce((lower: unknown, layer) => mergeValues(lower, layer.values, []), {});
}

function mergeValues(lower: unknown, higher: unknown, path: Path): unknown {
  if (higher === undefined) return lower;
  if (!isMapping(lower) || !isMapping(higher) || settingAt(path)) return higher;
  const names = new Set([...Object.keys(lower), ...Object.keys(higher)]);
  return Object.fromEntries(
    [...names].map((name) => [name, mergeValues(getIn(lower, [name]), getIn(higher, [name]), [...path, name])]),
  );
}

/** Where the effective value was written; undefined where no layer has one. */
export function originIn(layers: readonly Layer[], path: Path): Origin | undefined {
  return layers.findLast((layer) => getIn(layer.values, path) !== undefined)?.originOf(path);
}
