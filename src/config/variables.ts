import { parse } from 'yaml';
import type { Path } from './path.ts';
import { type Setting, settings } from './settings.ts';

/** The environment's names for the settings: QUORUM_ and the path in capitals, `limits.queueLength` being QUORUM_LIMITS_QUEUE_LENGTH. */

export const prefix = 'QUORUM_';

/** Names the settings file; everything else that begins with QUORUM_ is a setting. */
export const fileVariable = 'QUORUM_CONFIG';

export function variableOf(path: Path): string {
  return prefix + path.map((step) => inCapitals(String(step))).join('_');
}

function inCapitals(step: string): string {
  return step
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();
}

const paths = new Map(settings.filter(({ path }) => !path.includes('*')).map(({ path }) => [variableOf(path), path]));
const ofHosts = settings.filter(({ path }) => path[1] === '*');

/** The setting that a variable names; undefined when it names none. */
export function pathOf(variable: string): readonly string[] | undefined {
  return paths.get(variable) ?? hostPathOf(variable);
}

// Host names hold no capitals and no underscores, so a variable gives them back without knowing them.
function hostPathOf(variable: string): readonly string[] | undefined {
  for (const { path } of ofHosts) {
    const [section = '', , name = ''] = path;
    const start = `${variableOf([section])}_`;
    const end = `_${inCapitals(name)}`;
    const isIts = variable.startsWith(start) && variable.endsWith(end) && variable.length > start.length + end.length;
    if (isIts) return [section, variable.slice(start.length, -end.length).toLowerCase().replaceAll('_', '-'), name];
  }
  return undefined;
}

/** The names of all variables, for the hosts given. */
export function variablesFor(hosts: readonly string[]): string[] {
  const hosted = hosts.flatMap((host) => ofHosts.map(({ path }) => path.map((step) => (step === '*' ? host : step))));
  return [...paths.keys(), ...hosted.map(variableOf)];
}

/** Kubernetes sets these in every container beside a service named "quorum". */
export function isFromKubernetes(variable: string, text: string): boolean {
  return /^QUORUM_(SERVICE_|PORT_\d+_)/.test(variable) || (variable === 'QUORUM_PORT' && text.includes('://'));
}

/** The value that a variable's text stands for; the text itself where it does not fit, to be shown in the mistake. */
export function valueIn({ kind }: Setting, text: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text);
    case 'list':
      return text.startsWith('[') ? fromYaml(text) : text.split(',').map((item) => item.trim());
    case 'mapping':
      return text.startsWith('{') ? fromYaml(text) : text;
  }
}

function fromYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error', maxAliasCount: 0 });
  } catch {
    return text;
  }
}
