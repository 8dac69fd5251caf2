import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('every code that a failure can have is explained in docs/errors.md, and no other', () => {
  const sources = globSync('src/**/*.ts', { cwd: root, exclude: ['**/generated/**'] })
    .map(read)
    .join('\n');
  const thrown = [...sources.matchAll(/(?:new \w*Failure\(|super\()\s*'([a-z-]+)'/g)].map(([, code]) => code);
  const declared = [...read('src/models/model-failure.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, code]) => code);
  const explained = [...read('docs/errors.md').matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  expect(thrown.length).toBeGreaterThan(20);
  expect(explained.toSorted()).toEqual([...new Set([...thrown, ...declared])].sort());
});
