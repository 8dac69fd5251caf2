import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What `npm start` passes to Node, flags and all. */
export const startProgram = [
  ...['--import', join(root, 'scripts/compile-cache.mjs')],
  ...['--max-semi-space-size=2', '--wasm-tiering-budget=130000000', '--expose-gc'],
  ...[join(root, 'src/main.ts'), 'start'],
];
