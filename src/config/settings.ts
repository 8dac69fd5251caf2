import { z } from 'zod';
import { describeLimits } from './limits.ts';
import type { Path } from './path.ts';
import { schema } from './schema.ts';

/** The schema read as a list: one row per setting and per section, in the order in which they are declared. */

export interface Setting {
  /** Where it stands; `*` is any host's name. */
  path: readonly string[];
  kind: 'text' | 'number' | 'boolean' | 'list' | 'mapping';
  meaning: string;
  /** Completes "expected …". */
  expected: string;
  /** The same for one item of a list, or one value of a mapping. */
  expectedInside: string;
  secret: boolean;
  default: unknown;
  /** What the default is, in words, where it follows from something else. */
  defaultsTo: string | undefined;
  /** A value that means the same as that default. */
  example: unknown;
}

export interface Section {
  path: readonly string[];
  meaning: string;
}

type Node = z.core.JSONSchema.BaseSchema;

const root: Node = z.toJSONSchema(schema, { io: 'input' });

export const settings: readonly Setting[] = settingsWith(['*']);
const sections: readonly Section[] = sectionsWith(['*']);
const paths = [...walk(root, [], ['*'])].map(({ path }) => path);

/** Every setting there is with these hosts. */
export function settingsWith(hosts: readonly string[]): Setting[] {
  const leaves = [...walk(root, [], hosts)].filter(({ node }) => childrenOf(node, hosts) === undefined);
  return leaves.map(({ node, path }) => readSetting(node, path));
}

/** Every section there is with these hosts. */
export function sectionsWith(hosts: readonly string[]): Section[] {
  const branches = [...walk(root, [], hosts)].filter(({ node }) => childrenOf(node, hosts) !== undefined);
  return branches.map(({ node, path }) => ({ path, meaning: node.description ?? '' }));
}

function* walk(
  node: Node,
  path: readonly string[],
  hosts: readonly string[],
): Generator<{ node: Node; path: readonly string[] }> {
  yield { node, path };
  for (const [name, child] of childrenOf(node, hosts) ?? []) yield* walk(child, [...path, name], hosts);
}

/** The parts of a section, the hosts being one of any names; undefined for a setting. */
function childrenOf(node: Node, hosts: readonly string[]): [string, Node][] | undefined {
  if (node.properties) return Object.entries(node.properties).filter(isSchema);
  const each = insideOf(node);
  return node.type === 'object' && each?.properties ? hosts.map((host) => [host, each]) : undefined;
}

function isSchema(entry: [string, Node | boolean]): entry is [string, Node] {
  return typeof entry[1] === 'object';
}

function insideOf(node: Node): Node | undefined {
  const inside = node.type === 'array' ? node.items : node.additionalProperties;
  return typeof inside === 'object' && !Array.isArray(inside) ? inside : undefined;
}

function readSetting(node: Node, path: readonly string[]): Setting {
  const inside = insideOf(node);
  return {
    path,
    kind: kindOf(node),
    meaning: node.description ?? '',
    expected: describeLimits(node),
    expectedInside: inside ? describeLimits(inside) : '',
    secret: node.secret === true,
    default: node.default,
    defaultsTo: typeof node.defaultsTo === 'string' ? node.defaultsTo : undefined,
    example: node.example,
  };
}

function kindOf(node: Node): Setting['kind'] {
  switch (node.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return 'mapping';
    default:
      return 'text';
  }
}

/** The setting at the path or around it. */
export function settingAt(path: Path): Setting | undefined {
  return settings.find((setting) => setting.path.length <= path.length && fits(setting.path, path));
}

/** The path as it may be shown: a name inside a secret mapping may be the torn-off end of a secret. */
export function withoutSecrets(path: Path): Path {
  const setting = settingAt(path);
  return setting?.secret ? path.slice(0, setting.path.length) : path;
}

export function isSection(path: Path): boolean {
  return sections.some((section) => section.path.length === path.length && fits(section.path, path));
}

/** The names that may stand directly under a section. */
export function namesUnder(path: Path): string[] {
  const under = paths.filter((each) => each.length === path.length + 1 && fits(path, each));
  return under.map((each) => each.at(-1) ?? '').filter((name) => name !== '*');
}

function fits(start: Path, path: Path): boolean {
  return start.every((step, index) => step === path[index] || step === '*' || path[index] === '*');
}
