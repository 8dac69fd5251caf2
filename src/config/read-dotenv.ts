import { parseEnv } from 'node:util';
import type { Mistake } from './mistake.ts';
import type { Origin } from './origin.ts';
import { fileVariable, prefix } from './variables.ts';

export interface Dotenv {
  variables: NodeJS.ProcessEnv;
  originOf(name: string): Origin;
  /** Lines that were meant as settings and are not read as any. */
  mistakes: Mistake[];
}

/** Reads a `.env` file, keeping the line of every variable. */
export function readDotenv(text: string, file: string): Dotenv {
  // parseEnv gives "A= " the next line for its value, and "export A=" the name "export A".
  const entries = Object.entries(parseEnv(text.replace(/^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t\r]*$/gm, '$1=')));
  // A name with a space in it is a line without "=", up to one in its value.
  const variables = Object.fromEntries(entries.filter(([name]) => /^\w+$/.test(name)));
  const lines = new Map<string, number>();
  const mistakes: Mistake[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [, name, equals] = /^\s*(?:export\s+)?(\w+)\s*(=?)/.exec(line) ?? [];
    if (name === undefined) continue;
    lines.set(name, index + 1);
    if (!name.startsWith(prefix)) continue;
    if (equals === '') reject(name, 'is not read, expected a name, "=" and a value');
    if (name === fileVariable)
      reject(name, 'is read from the environment alone; this file lies beside the one it names');
  }
  return { variables, originOf, mistakes };

  function originOf(name: string): Origin {
    return { kind: 'dotenv', file, line: lines.get(name) ?? 1, name };
  }

  function reject(name: string, sentence: string) {
    mistakes.push({ origin: originOf(name), path: '', sentence });
  }
}
