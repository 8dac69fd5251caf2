import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The chapters from the top down: each may import those below it, through their face alone. */
const chapters = [
  'main',
  'serving',
  'adapters',
  'cron',
  'bot',
  'training',
  'answering',
  'knowledge',
  'models',
  'store',
];
/** Two that stand side by side reach each other through a port that `main` wires. */
const besides = [
  ['adapters', 'cron'],
  ['bot', 'training'],
];
/** Ideas of one file that every chapter may use. */
const foundation = ['clock', 'failure', 'log'];
/** Settings are passed in: only who reads or shows them knows their chapter. */
const knowsConfig = ['main', 'adapters', 'config'];
/** Threads read rows without opening the store: its face would cost each of them 36 MB. */
const threads = ['knowledge/vectors/vector-worker.ts', 'knowledge/vectors/community-codes.ts'];
/** The page is checked as a browser would see it, in which a chapter's face cannot be looked through for a type. */
const pageTypes = ['bot/commands/option-description.ts'];
/** Libraries that one chapter keeps to itself, so that it can replace them. */
const owners: Record<string, string> = {
  ollama: 'models',
  cockatiel: 'models',
  '@prisma': 'store',
  hono: 'adapters',
  '@hono': 'adapters',
  commander: 'adapters',
  'discord.js': 'adapters',
  'better-sqlite3': 'store',
  'csv-parse': 'knowledge',
  htmlparser2: 'knowledge',
  stemmer: 'knowledge',
  stopword: 'knowledge',
  'node-cron': 'cron',
  echarts: 'bot',
  '@resvg': 'bot',
  'mdast-util-from-markdown': 'bot',
  'mdast-util-gfm': 'bot',
  'micromark-extension-gfm': 'bot',
};

interface Import {
  file: string;
  from: string;
  /** The chapter imported, or the library. */
  to: string;
  path: string;
}

const src = join(import.meta.dirname, '../src');
const files = globSync('**/*.ts', { cwd: src, exclude: ['**/generated/**'] });
const imports = files.flatMap(importsOf);

test('the walls are looked at where they stand', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(200);
});

describe('imports', () => {
  test('go down', () => {
    const upward = imports.filter(
      ({ from, to }) => chapters.includes(from) && chapters.includes(to) && from !== to && !isBelow(to, from),
    );
    expect(upward).toEqual([]);
  });

  test('of another chapter go through its face', () => {
    const past = imports.filter(
      ({ file, from, to, path }) =>
        from !== to &&
        chapters.includes(to) &&
        to !== 'adapters' &&
        path !== join(to, 'index.ts') &&
        !(threads.includes(file) && path === join('store', 'vectors.ts')) &&
        !(file.startsWith('adapters/web/public/') && file.endsWith('.d.ts') && pageTypes.includes(path)),
    );
    expect(past).toEqual([]);
  });

  test('of one adapter never reach another', () => {
    const adapterOf = (path: string) => path.split('/')[1];
    const across = imports.filter(
      ({ file, from, to, path }) => from === 'adapters' && to === 'adapters' && adapterOf(file) !== adapterOf(path),
    );
    expect(across).toEqual([]);
  });

  test('of the settings stay with those who read or show them', () => {
    expect(imports.filter(({ from, to }) => to === 'config' && !knowsConfig.includes(from))).toEqual([]);
  });

  test('of the foundation are all that it has', () => {
    const heavy = imports.filter(
      ({ from, to }) => foundation.includes(from) && !foundation.includes(to) && to !== 'node',
    );
    expect(heavy).toEqual([]);
  });

  test('of a library stay in the chapter that owns it', () => {
    const strays = imports.filter(({ from, to }) => owners[to] !== undefined && owners[to] !== from);
    expect(strays).toEqual([]);
  });
});

test('nobody but main and config reaches for the environment', () => {
  const reaching = files.filter((file) => /process\.env|from 'dotenv'/.test(readFileSync(join(src, file), 'utf8')));
  expect(reaching.filter((file) => file !== 'main.ts' && !file.startsWith('config/'))).toEqual([]);
});

test('raw SQL stands in the store alone', () => {
  const raw = files.filter((file) =>
    /\$(query|execute)Raw|\.executeScript\(/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(raw.filter((file) => !file.startsWith('store/'))).toEqual([]);
});

test('no file is a drawer', () => {
  const drawers = files.filter((file) => /(^|\/)(utils?|helpers?|common|types|misc|shared)(\/|\.ts$)/.test(file));
  expect(drawers).toEqual([]);
});

function isBelow(lower: string, upper: string): boolean {
  const sideBySide = besides.some((pair) => pair.includes(lower) && pair.includes(upper));
  return !sideBySide && chapters.indexOf(lower) > chapters.indexOf(upper);
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => {
    const path = specifier.startsWith('.') ? relative(src, join(src, dirname(file), specifier)) : specifier;
    return { file, from: chapterOf(file), to: chapterOf(path), path };
  });
}

/** `bot` of `bot/ask.ts`, `main` of `main.ts` and of `main/…`, `@prisma` of `@prisma/client`. */
function chapterOf(path: string): string {
  const [first = ''] = path.split(/[/:]/);
  return first.replace(/\.ts$/, '');
}
