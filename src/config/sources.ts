import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Layer } from './layer.ts';
import type { Origin } from './origin.ts';
import { getIn, isMapping } from './path.ts';
import { type Dotenv, readDotenv } from './read-dotenv.ts';
import { readVariables } from './read-variables.ts';
import { readYaml } from './read-yaml.ts';
import { fileVariable } from './variables.ts';

export interface Sources {
  /** What the file says, what `.env` beside it says, what the environment says: each wins over the one before. */
  layers: Layer[];
  /** The settings file, where there is one. */
  file: string | undefined;
  /** The folder that relative paths start from. */
  folder: string;
  /** Where Ollama answers, as its own variable has it. */
  ollama: { text: string; origin: Origin } | undefined;
}

/** Reads everything that settings may be written in. */
export function readSources(options: { cwd: string; env: NodeJS.ProcessEnv; file?: string | undefined }): Sources {
  const { cwd, env } = options;
  const named = options.file ?? (env[fileVariable] || undefined);
  const path = resolve(cwd, named ?? 'quorum.yaml');
  const folder = dirname(path);
  const text = readText(path);
  const ofFile = readSettingsFile({ text, name: nameFrom(cwd, path), isNamed: named !== undefined, folder });
  const dotenv = readDotenvFile(join(folder, '.env'), nameFrom(cwd, join(folder, '.env')));

  const hosts = hostsIn(ofFile);
  const ofDotenv = readVariables({ ...dotenv, hosts });
  const environment = { variables: env, originOf: (name: string): Origin => ({ kind: 'variable', name }) };
  return {
    layers: [
      ofFile,
      { ...ofDotenv, mistakes: [...dotenv.mistakes, ...ofDotenv.mistakes] },
      readVariables({ ...environment, hosts }),
    ],
    file: typeof text === 'string' ? path : undefined,
    folder,
    ollama: ollamaHost(environment) ?? ollamaHost(dotenv),
  };
}

function hostsIn({ values }: Layer): string[] {
  const hosts = getIn(values, ['hosts']);
  return isMapping(hosts) && Object.keys(hosts).length > 0 ? Object.keys(hosts) : ['local'];
}

/** As the operator would write it: from where they are, unless it lies elsewhere. */
function nameFrom(cwd: string, path: string): string {
  const name = relative(cwd, path);
  return name.startsWith('..') ? path : name;
}

function ollamaHost({ variables, originOf }: Pick<Dotenv, 'variables' | 'originOf'>): Sources['ollama'] {
  const text = variables.OLLAMA_HOST;
  return text ? { text, origin: originOf('OLLAMA_HOST') } : undefined;
}

function readSettingsFile(options: { text: FileText; name: string; isNamed: boolean; folder: string }): Layer {
  const { text, name, isNamed, folder } = options;
  if (typeof text === 'string') return readYaml(text, name);
  if (text) return withoutValues(name, [`cannot be read (${text.message})`]);
  if (isNamed) return withoutValues(name, ['does not exist, though --config or QUORUM_CONFIG names it']);
  const isMisnamed = existsSync(join(folder, 'quorum.yml'));
  return withoutValues(name, isMisnamed ? ['does not exist; quorum.yml is there, expected the name quorum.yaml'] : []);
}

function readDotenvFile(path: string, name: string): Dotenv {
  const text = readText(path);
  if (!(text instanceof Error)) return readDotenv(text ?? '', name);
  return { ...readDotenv('', name), mistakes: withoutValues(name, [`cannot be read (${text.message})`]).mistakes };
}

function withoutValues(file: string, sentences: string[]): Layer {
  const origin: Origin = { kind: 'file', file };
  const mistakes = sentences.map((sentence) => ({ origin, path: '', sentence }));
  return { values: {}, originOf: () => origin, mistakes };
}

type FileText = string | Error | undefined;

/** The text of a file; undefined where there is none, the error where there is one that cannot be read. */
function readText(path: string): FileText {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && error.code === 'ENOENT' ? undefined : error;
  }
}
