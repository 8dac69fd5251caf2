import { describe, expect, test } from 'vitest';
import { createMemoryProvider } from '../../src/models/memory.ts';
import { ModelFailure, type ModelFailureCode } from '../../src/models/model-failure.ts';
import { all, ask, type HostUnderTest, providerContract, textOf } from './provider-contract.ts';

describe('the memory provider', () => {
  providerContract(startMemory);

  test('says back what it is asked unless it is told what to say', async () => {
    const provider = createMemoryProvider({ models: [{ name: 'm', purpose: 'chat' }] });
    expect(textOf(await all(provider.chat(ask('m'), new AbortController().signal)))).toBe('How many? ');
  });

  test('pulls what its registry has', async () => {
    const provider = createMemoryProvider({ models: [], registry: [{ name: 'm', purpose: 'chat' }] });
    const signal = new AbortController().signal;
    await all(provider.pull?.('m', signal) ?? []);
    expect(await provider.list(signal)).toEqual([{ name: 'm', purpose: 'chat' }]);
  });
});

/** The faults of a real host, by what `answer` and `before` do. */
async function startMemory(): Promise<HostUnderTest> {
  let pieces = ['This is ', 'a canned ', 'answer.'];
  let isDown = false;
  let next: { hold?: ReturnType<typeof createHold>; failure?: { code: ModelFailureCode; afterPieces: number } } = {};
  const heard: string[][] = [];
  const looked: string[][] = [];
  const cancelled = Promise.withResolvers<void>();

  const provider = createMemoryProvider({
    models: [
      { name: 'talker', purpose: 'chat' },
      { name: 'seer', purpose: 'chat', sees: true },
      { name: 'embedder', purpose: 'embedding' },
    ],
    before: () => {
      if (isDown) throw new ModelFailure('unreachable', 'It is down.', { remedy: 'Start it.' });
    },
    async *answer(request, signal) {
      const { hold, failure } = next;
      next = {};
      signal.addEventListener('abort', () => cancelled.resolve(), { once: true });
      heard.push(request.messages.map(({ content }) => content));
      looked.push(request.messages.flatMap(({ pictures = [] }) => pictures.map(inBase64)));
      try {
        for (const [sent, piece] of pieces.entries()) {
          if (failure?.afterPieces === sent)
            throw new ModelFailure(failure.code, 'As ordered.', { remedy: 'None.', memberText: 'Not now.' });
          if (hold?.afterPieces === sent) await hold.pass();
          yield piece;
        }
      } finally {
        cancelled.resolve();
      }
    },
  });
  const fail = (code: ModelFailureCode) => (afterPieces: number) => {
    next.failure = { code, afterPieces };
  };
  return {
    provider,
    chatModel: 'talker',
    seeingModel: 'seer',
    embedder: 'embedder',
    answerWith(wanted) {
      pieces = wanted;
    },
    hold(afterPieces) {
      next.hold = createHold(afterPieces);
      return next.hold;
    },
    busy: () => fail('busy')(0),
    outOfMemory: () => fail('out-of-memory')(0),
    cutOff: fail('cut-off'),
    failMidStream: fail('cut-off'),
    async goDown() {
      isDown = true;
    },
    async comeBack() {
      isDown = false;
    },
    nextCancelled: () => cancelled.promise,
    heard: () => heard,
    looked: () => looked,
    complaints: () => [],
    async close() {},
  };
}

function inBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function createHold(afterPieces: number) {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    afterPieces,
    reached: reached.promise,
    release: () => opened.resolve(),
    pass() {
      reached.resolve();
      return opened.promise;
    },
  };
}
