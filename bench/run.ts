// `npm run bench`: what Quorum adds to the model's own time, beside the bare parts in the same run, as ratios.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAnswers } from './answers.ts';
import { benchStart } from './start.ts';
import { benchWrites } from './writes.ts';

const folder = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
try {
  for (const bench of [benchWrites, benchAnswers, benchStart]) {
    for (const line of await bench(folder)) console.log(line);
    console.log();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
