/**
 * The thread that searches vectors: it answers searches in the order in which they came, and keeps its codes up with
 * the rows in between. Its messages are those of vector-index.ts; it loads nothing of the store but what reads vectors.
 */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
// Past the store's face, which would load the whole client into this thread, too: 36 MB and a fifth of a second.
import { openVectorReader } from '../../store/vectors.ts';
import { type CommunityCodes, createCommunityCodes } from './community-codes.ts';
import type { FromWorker, SearchRequest, ToWorker } from './vector-index.ts';

/** How many slices of what has changed a search waits for; the rest is read after it was answered. */
const slicesFirst = 8;
/** Where there are more, reading them again waits for this many times as long as it took. */
const restPerWork = 10;

interface Kept {
  codes: CommunityCodes;
  /** The reading under way. */
  steps: Generator<void> | undefined;
  isComplete: boolean;
  slices: number;
  workedMs: number;
  restsUntil: number;
}

const reader = openVectorReader(String(workerData));
const kept = new Map<string, { name: string; codes: Kept }>();
const waiting: SearchRequest[] = [];
let isWorking = false;

parentPort?.on('message', (message: ToWorker) => {
  if ('cancel' in message) {
    const at = waiting.findIndex(({ id }) => id === message.cancel);
    if (at >= 0) waiting.splice(at, 1);
    return;
  }
  waiting.push(message);
  if (!isWorking) void work();
});

async function work(): Promise<void> {
  isWorking = true;
  while (true) {
    const request = waiting.shift();
    if (request) answer(request);
    else if (!goOn()) break;
    await setImmediate(); // whoever has given up in the meantime is heard
  }
  isWorking = false;
}

function answer(request: SearchRequest): void {
  try {
    const codes = codesFor(request);
    catchUp(codes);
    if (codes.isComplete) reply({ id: request.id, hits: codes.codes.search({ alongside: [], ...request }) });
    else waiting.push(request);
  } catch (error) {
    kept.delete(request.communityId);
    reply({ id: request.id, error: error instanceof Error ? error.message : String(error) });
  }
}

/** A community is searched by one embedding at a time; the codes of the one before are of no more use. */
function codesFor({ communityId, embedding, vector }: SearchRequest): Kept {
  const name = `${vector.length} ${embedding}`;
  const known = kept.get(communityId);
  if (known?.name === name) return known.codes;
  const codes: Kept = {
    codes: createCommunityCodes(reader, { communityId, embedding }, vector.length),
    steps: undefined,
    isComplete: false,
    slices: 0,
    workedMs: 0,
    restsUntil: 0,
  };
  kept.set(communityId, { name, codes });
  return codes;
}

function catchUp(codes: Kept): void {
  if (performance.now() >= codes.restsUntil) codes.steps ??= codes.codes.catchUp();
  for (let slice = 0; codes.steps && slice < slicesFirst; slice++) step(codes);
}

function step(codes: Kept): void {
  const startedAt = performance.now();
  const isOver = codes.steps?.next().done ?? true;
  codes.workedMs += performance.now() - startedAt;
  codes.slices += 1;
  if (!isOver) return;
  const rests = codes.isComplete && codes.slices > slicesFirst;
  codes.restsUntil = rests ? performance.now() + codes.workedMs * restPerWork : 0;
  codes.workedMs = 0;
  codes.slices = 0;
  codes.steps = undefined;
  codes.isComplete = true;
}

/** Goes on with what was left to read; false when nothing was. */
function goOn(): boolean {
  for (const [communityId, { codes }] of kept) {
    if (!codes.steps) continue;
    try {
      step(codes);
    } catch {
      kept.delete(communityId); // the next search reads anew, and says what is wrong
    }
    return true;
  }
  return false;
}

function reply(message: FromWorker): void {
  parentPort?.postMessage(message);
}
