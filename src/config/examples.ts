import { inline } from './inline.ts';
import { showPath } from './path.ts';
import { type Setting, sectionsWith, settingsWith } from './settings.ts';
import { variableOf } from './variables.ts';

/** The example files, made from the schema so that they cannot say anything else than it does. */

const yamlHead = `
# Quorum's settings: each with its meaning, its limits and its default.
#
# Copy this file to quorum.yaml, and take away the "#" before the settings that you change. Every setting may also come
# from the environment or from a .env file beside this one, web.port as QUORUM_WEB_PORT; the environment wins over .env,
# and .env over this file. "npm run -s quorum -- config" shows what is in effect and where it comes from.
#
# Written by "npm run examples"; what is changed here by hand is lost.
`.trim();

const width = 118;
const meanings = new Map(sectionsWith(['local']).map(({ path, meaning }) => [path.join('.'), meaning]));

/** The text of quorum.example.yaml: as it is, and without its "#", it says what the defaults say. */
export function exampleYaml(): string {
  const printed = new Set<string>();
  const blocks = settingsWith(['local']).map((setting) => [
    ...newSections(setting.path, printed),
    ...settingLines(setting),
  ]);
  return `${[yamlHead, ...blocks.map((lines) => lines.join('\n'))].join('\n\n')}\n`;
}

function newSections(path: readonly string[], printed: Set<string>): string[] {
  const around = path.slice(0, -1).map((_, index) => path.slice(0, index + 1));
  const unseen = around.filter((section) => !printed.has(section.join('.')));
  return unseen.flatMap((section) => {
    printed.add(section.join('.'));
    const indent = '  '.repeat(section.length - 1);
    return [...comment(meanings.get(section.join('.')) ?? '', indent), `${indent}${section.at(-1)}:`];
  });
}

function settingLines(setting: Setting): string[] {
  const indent = '  '.repeat(setting.path.length - 1);
  const { meaning, defaultsTo, secret, path } = setting;
  const sentences = [
    meaning,
    limitsOf(setting),
    ...(defaultsTo ? [`Default: ${defaultsTo}.`] : []),
    ...(secret ? [`A secret: better in .env, as ${variableOf(path)}.`] : []),
  ];
  return [...comment(sentences.join(' '), indent), ...valueLines(setting).map((line) => `${indent}#${line}`)];
}

function valueLines({ path, default: initial, example }: Setting): string[] {
  const value = initial ?? example;
  const name = path.at(-1) ?? '';
  if (value === undefined) return [];
  const line = `${name}: ${inline(value)}`;
  if (typeof value !== 'string' || line.length < 80) return [line];
  return [`${name}: >-`, ...wrap(value, width - 8).map((part) => `  ${part}`)];
}

const envHead = `
# Secrets, and whatever else is better not in quorum.yaml. Copy this file to .env beside it and take away the "#".
# Every setting has a variable: web.port is QUORUM_WEB_PORT, limits.queueLength is QUORUM_LIMITS_QUEUE_LENGTH. Lists are
# written with commas or as [a, b]; an empty variable is the same as none. The environment itself wins over this file.
#
# Written by "npm run examples"; what is changed here by hand is lost.
`.trim();

/** Besides the secrets: what is most often set without a settings file. */
const common = ['data', 'log.level', 'web.port', 'community.name', 'community.subject', 'hosts.local.url'];

/** The text of .env.example. */
export function exampleEnv(): string {
  const shown = settingsWith(['local']).filter(({ path, secret }) => secret || common.includes(showPath(path)));
  return `${[envHead, ...shown.map(variableLines)].join('\n\n')}\n`;
}

function variableLines(setting: Setting): string {
  const { path, meaning, secret, default: initial, example } = setting;
  const value = secret ? '' : inline(initial ?? example);
  const lines = comment(`${showPath(path)}: ${meaning} ${limitsOf(setting)}`, '');
  return [...lines, `#${variableOf(path)}=${value}`].join('\n');
}

function limitsOf({ expected }: Setting): string {
  return `${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`;
}

function comment(text: string, indent: string): string[] {
  return wrap(text, width - indent.length - 2).map((line) => `${indent}# ${line}`);
}

/** Breaks a text at its spaces into lines of at most `width` characters. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
