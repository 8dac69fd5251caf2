// `npm run bench`: what Quorum adds to the model's own time, beside the bare parts in the same run, as ratios.
// `npm run bench -- knowledge vectors` runs those alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAnswers } from './answers.ts';
import { benchDiscord } from './discord.ts';
import { benchKnowledge } from './knowledge.ts';
import { benchRouting } from './routing.ts';
import { benchStart } from './start.ts';
import { benchVectors } from './vectors.ts';
import { benchWrites } from './writes.ts';

const benches = {
  writes: benchWrites,
  answers: benchAnswers,
  discord: benchDiscord,
  start: benchStart,
  knowledge: benchKnowledge,
  vectors: benchVectors,
  routing: benchRouting,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const line of await bench(folder)) console.log(line);
    console.log();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
