import type { z } from 'zod';
import { describeFound, describeFoundKind } from './found.ts';
import { hostName } from './hosts-schema.ts';
import type { Layer } from './layer.ts';
import type { Mistake } from './mistake.ts';
import { getIn, isMapping, type Path, showPath } from './path.ts';
import { schema } from './schema.ts';
import { isSection, namesUnder, type Setting, settingAt, withoutSecrets } from './settings.ts';
import { describeUnknown } from './unknown.ts';
import { variableOf } from './variables.ts';

/** Every mistake in what one source says, whether or not another source overrides it. */
export function check(layer: Layer): Mistake[] {
  const issues = schema.safeParse(layer.values).error?.issues ?? [];
  const paths = issues.map((issue) => showPath(pathOf(issue)));
  // One value may break several rules; the first says enough.
  const firsts = issues.filter((issue, index) => paths.indexOf(showPath(pathOf(issue))) === index);
  return [...wrongHostNames(layer), ...firsts.flatMap((issue) => mistakesIn(layer, issue))];
}

function mistakesIn(layer: Layer, issue: z.core.$ZodIssue): Mistake[] {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(layer, path, key));
  const found = getIn(layer.values, path);
  const setting = settingAt(path);
  if (setting === undefined) return [mistakeAt(layer, path, describeWrongSection(path, found))];
  return [mistakeAt(layer, path, describeWrongValue(setting, issue, found))];
}

function describeWrongValue(setting: Setting, issue: z.core.$ZodIssue, found: unknown): string {
  const isInside = issue.path.length > setting.path.length && issue.code !== 'invalid_key';
  const what = issue.code === 'invalid_key' ? 'a name that is none' : describeFound(found, setting.secret);
  const why = issue.code === 'custom' ? issue.message : '';
  const isUnquoted =
    issue.code === 'invalid_type' && issue.expected === 'string' && /^(number|boolean)$/.test(typeof found);
  const notes = [why, isUnquoted ? 'put it in quotes' : ''].filter((note) => note !== '');
  return [`found ${what}, expected ${isInside ? setting.expectedInside : setting.expected}`, ...notes].join('; ');
}

function describeWrongSection(path: Path, found: unknown): string {
  const names = namesUnder(path);
  const inside = names.length > 0 ? names.join(', ') : 'names of your choice';
  return `found ${describeFoundKind(found)}, expected a mapping of ${inside}`;
}

function unknownKey(layer: Layer, section: Path, key: string): Mistake {
  const origin = layer.originOf([...section, key]);
  return { origin, ...describeUnknown(section, key) };
}

/** zod would leave a host under a wrong name unchecked, so the names are looked at apart from the hosts. */
function wrongHostNames(layer: Layer): Mistake[] {
  const hosts = getIn(layer.values, ['hosts']);
  const names = isMapping(hosts) ? Object.keys(hosts) : [];
  const wrong = names.filter((name) => !hostName.safeParse(name).success);
  return wrong.map((name) =>
    mistakeAt(layer, ['hosts', name], `is not a host's name, expected ${hostName.meta()?.expected}`),
  );
}

export function mistakeAt(layer: Layer, path: Path, sentence: string): Mistake {
  const origin = layer.originOf(path);
  const shown = withoutSecrets(path);
  const isSaid = 'name' in origin && !isSection(path) && variableOf(shown) === origin.name;
  return { origin, path: isSaid ? '' : showPath(shown), sentence };
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
}
