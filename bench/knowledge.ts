import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../src/clock.ts';
import { createLibrary, type Library, readStarterPack } from '../src/knowledge/index.ts';
import { openStore } from '../src/store/index.ts';
import { madePair } from './community.ts';
import { ms, percentile } from './measure.ts';

const small = 10_000;
const large = Number(process.env.BENCH_ENTRIES ?? 100_000);
const never = new AbortController().signal;

/** Importing many entries in a process of its own, and searching meanwhile in this one. */
export async function benchKnowledge(folder: string): Promise<string[]> {
  const url = `file:${join(folder, 'knowledge.db')}`;
  const env = { PATH: process.env.PATH, QUORUM_DATABASE: url, QUORUM_HOSTS_LOCAL_URL: 'http://127.0.0.1:9' };
  const importing = (file: string) =>
    spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts'), 'knowledge', 'import', file, '--json'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  const [first, second, third] = [
    await writePairs(join(folder, 'first.jsonl'), 0, small),
    await writePairs(join(folder, 'second.jsonl'), small, large),
    await writePairs(join(folder, 'third.jsonl'), large, large + small),
  ];
  await ended(importing(first), () => {});
  const store = await openStore({ url });
  const { id: communityId } = await store.read.community.findFirstOrThrow();
  const library = createLibrary({ store, clock: systemClock });
  const quiet = await searches(library, communityId, () => timesAsked >= 200);
  const many = await ended(importing(second), (isOver) => searches(library, communityId, isOver));
  const quietLarge = await searches(library, communityId, () => timesAsked >= 200);
  const more = await ended(importing(third), (isOver) => searches(library, communityId, isOver));
  await store.close();
  return [
    `importing ${(large - small).toLocaleString('en')} pairs into ${small.toLocaleString('en')}, in a process of its own`,
    `  took ${(many.tookMs / 1000).toFixed(1)} s, start included (bar for 100,000: 60 s); at most ${many.peakMiB} MiB`,
    `searching ${small.toLocaleString('en')} entries    p50 ${ms(percentile(quiet, 0.5))}   p99 ${ms(percentile(quiet, 0.99))}`,
    `  while the import ran      p50 ${ms(percentile(many.result, 0.5))} (bar 10)   p99 ${ms(percentile(many.result, 0.99))}   ${many.result.length} searches`,
    `searching ${large.toLocaleString('en')} entries   p50 ${ms(percentile(quietLarge, 0.5))}   p99 ${ms(percentile(quietLarge, 0.99))}`,
    `  while another import ran  p50 ${ms(percentile(more.result, 0.5))} (bar 25)   p99 ${ms(percentile(more.result, 0.99))}   ${more.result.length} searches`,
  ];
}

let timesAsked = 0;
const questions = readStarterPack().entries.map(({ question }) => question);

/** One search after another, as members would ask, until told. */
async function searches(library: Library, communityId: string, isOver: () => boolean): Promise<number[]> {
  const taken: number[] = [];
  timesAsked = 0;
  while (!isOver()) {
    const question = questions[timesAsked % questions.length] ?? '';
    const startedAt = performance.now();
    await library.search({ communityId, roomId: null, question, limit: 5 }, never);
    taken.push(performance.now() - startedAt);
    timesAsked += 1;
    await systemClock.wait(20);
  }
  return taken.sort((a, b) => a - b);
}

async function ended<T>(child: ChildProcess, meanwhile: (isOver: () => boolean) => T | Promise<T>) {
  const startedAt = performance.now();
  let isOver = false;
  let peakMiB = 0;
  const watch = setInterval(() => {
    peakMiB = Math.max(peakMiB, peakMemory(child));
  }, 200);
  const exit = Promise.all([once(child, 'exit'), child.stdout ? text(child.stdout) : '']).finally(() => {
    isOver = true;
    clearInterval(watch);
  });
  const [result, [[code], said]] = await Promise.all([meanwhile(() => isOver), exit]);
  if (code !== 0) throw new Error(`The import failed: ${said}`);
  return { result, peakMiB, tookMs: performance.now() - startedAt };
}

function peakMemory({ pid }: ChildProcess): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0; // it has ended, or this is no Linux
  }
}

async function writePairs(file: string, from: number, to: number): Promise<string> {
  const out = createWriteStream(file);
  for (let number = from; number < to; number++) {
    if (!out.write(`${JSON.stringify({ id: String(number), ...madePair(number) })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return file;
}
