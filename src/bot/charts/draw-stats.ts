/**
 * Drawing in a process of its own, which ends with its picture: a thread would leave a third of Quorum's memory behind,
 * and a fault in what paints would end more than the picture.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../failure.ts';
import type { Charted, Stats } from '../stats/index.ts';
import { describeChart } from './describe-chart.ts';

export interface Picture {
  png: Uint8Array;
  /** What it shows, in words. */
  alt: string;
}

/** With the time that it waits for its turn. */
const timeLimitMs = 20_000;

/** One picture at a time, however many ask at once: each takes a whole core while it is drawn. */
let last: Promise<unknown> = Promise.resolve();

/** Draws the stats' charts. Rejects with the signal's reason once it is aborted, and with a `Failure` where there is no picture. */
export async function drawStats(stats: Stats, signal?: AbortSignal): Promise<Picture> {
  const limit = AbortSignal.timeout(timeLimitMs);
  const until = signal ? AbortSignal.any([signal, limit]) : limit;
  const { span, questions, unasked, labels, thumbs, speed, buckets } = stats;
  const drawn = last.then(() => draw({ span, questions, unasked, labels, thumbs, speed, buckets }, until));
  last = drawn.catch(() => {});
  try {
    return { png: await Promise.race([drawn, rejectionBy(until)]), alt: describeChart(stats) };
  } catch (error) {
    signal?.throwIfAborted();
    throw new Failure('not-drawn', `The picture of the stats could not be drawn: ${messageOf(error)}`, {
      memberText: 'I could not draw the picture just now; the numbers are all there.',
      cause: error,
    });
  }
}

const program = fileURLToPath(new URL('./chart-process.ts', import.meta.url));

async function draw(charted: Charted, until: AbortSignal): Promise<Uint8Array> {
  until.throwIfAborted();
  const child = fork(program, {
    serialization: 'advanced', // dates and bytes stay what they are
    execArgv: ['--max-old-space-size=256'],
    env: {}, // no secret is needed to draw
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    signal: until,
    killSignal: 'SIGKILL',
  });
  child.send(charted, () => {}); // what cannot be sent ends with the process
  const [png, said] = await Promise.all([sentBy(child), child.stderr ? text(child.stderr) : '']);
  if (png) return png;
  const why = /^\w*Error: .*/m.exec(said)?.[0] ?? said.trim().slice(-200);
  throw new Error(`what draws it has ended (${why}).`);
}

/** Undefined once nothing more will come. */
function sentBy(child: ChildProcess): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    child.once('message', (png: Uint8Array) => resolve(png));
    child.once('disconnect', () => resolve(undefined));
    child.on('error', reject);
  });
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
