/** Builds segments beside the main thread: an import reads one batch while the batch before is made findable. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { Segment } from './segment.ts';
import { buildSegment, type Text } from './segment-builder.ts';
import { createTermBook } from './term-book.ts';

export type BuiltSegment = Omit<Segment, 'blocks'> & { blocks: { bucket: number; postings: Uint8Array }[] };

export type SegmentBuilder = (texts: readonly Text[]) => Promise<BuiltSegment>;

export const buildHere: SegmentBuilder = async (texts) => {
  const segment = buildSegment(texts);
  return { ...segment, blocks: [...segment.blocks] };
};

export interface SegmentThread {
  /** Rejects when the thread ends before the segment is built. */
  build: SegmentBuilder;
  close(): Promise<void>;
}

/** A thread left to itself takes memory before it tidies up. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 384 };

export function startSegmentThread(): SegmentThread {
  const worker = new Worker(new URL(import.meta.url), { resourceLimits });
  worker.unref();
  let whyEnded: unknown;
  // Listened for all the time: nobody answers for a thread that has ended, and an error that nobody hears ends Quorum.
  worker.on('error', (error) => {
    whyEnded = error;
  });
  worker.on('exit', () => {
    whyEnded ??= new Error('The thread that makes entries findable has ended.');
  });
  let last: Promise<unknown> = Promise.resolve();

  function buildNow(texts: readonly Text[]): Promise<BuiltSegment> {
    return new Promise((resolve, reject) => {
      if (whyEnded !== undefined) return reject(whyEnded);
      const settle = () => {
        worker.off('message', done);
        worker.off('exit', ended);
        worker.unref();
      };
      const done = (segment: BuiltSegment) => {
        settle();
        resolve(segment);
      };
      const ended = () => {
        settle();
        reject(whyEnded);
      };
      worker.ref();
      worker.on('message', done);
      worker.on('exit', ended);
      worker.postMessage(texts.map(({ id, title, text }) => ({ id, title, text })));
    });
  }

  return {
    build(texts) {
      const built = last.then(() => buildNow(texts)); // one after the other: an answer does not say what it answers
      last = built.catch(() => {});
      return built;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Words come back from batch to batch, so what is known of them is kept, but not for ever. */
const mostTerms = 200_000;

if (!isMainThread && parentPort) {
  const port = parentPort;
  let book = createTermBook();
  port.on('message', (texts: Text[]) => {
    if (book.size > mostTerms) book = createTermBook();
    const segment = buildSegment(texts, book);
    port.postMessage({ ...segment, blocks: [...segment.blocks] });
  });
}
