import { describe, expect, onTestFinished, test } from 'vitest';
import { createOllamaProvider } from '../../src/models/ollama.ts';
import type { TimeLimits } from '../../src/models/time-limits.ts';
import { type OllamaOptions, startOllama } from '../stand-ins/ollama/index.ts';
import { createManualClock } from './manual-clock.ts';
import { all, ask, failureOf, type HostUnderTest, providerContract, textOf } from './provider-contract.ts';

const never = new AbortController().signal;
const timeLimits: TimeLimits = { connectMs: 3_000, firstTokenMs: 60_000, betweenTokensMs: 20_000, answerMs: 100_000 };

describe('the Ollama provider', () => {
  providerContract(startHost);

  test('tells chat models from embedders by what they can do', async () => {
    const { provider } = await start();
    const listed = await provider.list(never); // models that were made in the same moment come in any order
    expect(listed.sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      expect.objectContaining({ name: 'llama3.2:3b', purpose: 'chat', bytes: expect.any(Number) }),
      expect.objectContaining({ name: 'nomic-embed-text:latest', purpose: 'embedding' }),
      expect.objectContaining({ name: 'qwen3:8b', purpose: 'chat', detail: expect.stringMatching(/B /) }),
    ]);
  });

  test('lists a model all the same that has just been removed', async () => {
    const { ollama, provider } = await start();
    ollama.faults.withoutModel({ path: '/api/show', model: 'qwen3:8b' });
    const listed = await provider.list(never);
    expect(Object.fromEntries(listed.map(({ name, purpose }) => [name, purpose]))).toEqual({
      'llama3.2:3b': 'chat',
      'qwen3:8b': 'unknown',
      'nomic-embed-text:latest': 'embedding',
    });
  });

  test('tells the longest context of a model, which stands under its architecture', async () => {
    const { ollama, provider } = await start();
    ollama.models.add({ name: 'short:1b', family: 'gemma3', contextLength: 2048 });
    expect(await provider.list(never)).toContainEqual(
      expect.objectContaining({ name: 'short:1b', longestContext: 2048 }),
    );
  });

  test('asks what a model can do once, until it has become another one', async () => {
    const { ollama, provider } = await start();
    const shown = () => ollama.requests.filter(({ path }) => path === '/api/show').length;
    await provider.list(never);
    await provider.list(never);
    await all(provider.chat(ask('qwen3:8b'), never));
    expect(shown()).toBe(3);
    ollama.models.add({ name: 'qwen3:8b', thinks: false, family: 'other' });
    await provider.list(never);
    expect(shown()).toBe(4);
  });

  test('asks for no thinking where there would be some, and says nothing of it elsewhere', async () => {
    const { ollama, provider } = await start();
    await all(provider.chat(ask('qwen3:8b'), never));
    await all(provider.chat(ask('llama3.2:3b'), never));
    expect(ollama.chats[0]).toMatchObject({ think: false });
    expect(ollama.chats[1]).not.toHaveProperty('think');
  });

  test('always says how long the context is and how to sample', async () => {
    const { ollama, provider } = await start();
    await all(provider.chat(ask('llama3.2:3b'), never));
    expect(ollama.chats).toMatchObject([
      {
        stream: true,
        options: { num_ctx: 4096, num_predict: 64, temperature: 0.2, top_p: 0.9, repeat_penalty: 1.1 },
      },
    ]);
  });

  test('sends of a message its role and its text alone', async () => {
    const { ollama, provider } = await start();
    const message = { role: 'user' as const, content: 'Look.', images: ['/etc/passwd'] };
    await all(provider.chat({ ...ask('llama3.2:3b'), messages: [message] }, never));
    expect(ollama.chats[0]?.messages).toEqual([{ role: 'user', content: 'Look.' }]);
  });

  test('tells a picture that the model cannot read from a model that does not work', async () => {
    const { ollama, provider } = await start({ models: [{ name: 'llava:7b', sees: true }] });
    const gif = new TextEncoder().encode('GIF89a');
    const messages = [{ role: 'user' as const, content: 'Look.', pictures: [gif] }];
    expect(await failureOf(all(provider.chat({ ...ask('llava:7b'), messages }, never)))).toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('cannot look at a picture'),
    });
    ollama.faults.failMidStream({ error: 'this model is missing data required for image input' });
    expect(await failureOf(all(provider.chat(ask('llava:7b'), never)))).toMatchObject({ code: 'bad-request' });
  });

  test('reports how long loading took', async () => {
    const { provider } = await start();
    expect((await all(provider.chat(ask('llama3.2:3b'), never))).at(-1)).toMatchObject({ loadMs: expect.any(Number) });
  });

  test('understands that a runner died in the middle of an answer', async () => {
    const { ollama, provider } = await start();
    ollama.faults.failMidStream({ error: 'llama runner process has terminated: cudaMalloc failed: out of memory' });
    expect(await failureOf(all(provider.chat(ask('llama3.2:3b'), never)))).toMatchObject({ code: 'out-of-memory' });
  });

  test.each([1, 2, 3])('understands each way of saying that memory is full (%i)', async (times) => {
    const { ollama, provider } = await start();
    ollama.faults.outOfMemory({ times });
    for (let asked = 0; asked < times; asked++)
      expect(await failureOf(all(provider.chat(ask('llama3.2:3b'), never)))).toMatchObject({ code: 'out-of-memory' });
  });

  test('says that a model cannot do what it was asked for', async () => {
    const { provider } = await start();
    expect(await failureOf(all(provider.chat(ask('nomic-embed-text'), never)))).toMatchObject({ code: 'bad-request' });
    const embedding = failureOf(provider.embed({ model: 'llama3.2:3b', texts: ['a'] }, never));
    expect(await embedding).toMatchObject({ code: 'bad-request' });
  });

  test('names the texts of a batch that is refused', async () => {
    const { provider } = await start();
    const texts = [...Array.from({ length: 70 }, (_, at) => `text ${at}`), ''];
    expect(await failureOf(provider.embed({ model: 'nomic-embed-text', texts }, never))).toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('texts 64 to 70'),
    });
  });

  test('notices that the address is not that of an Ollama', async () => {
    const { ollama } = await start();
    const provider = createOllamaProvider({ url: `${ollama.url}/elsewhere`, timeLimits });
    expect(await failureOf(provider.list(never))).toMatchObject({ code: 'broken', remedy: expect.any(String) });
    complained(ollama.refusals);
  });

  test('pulls a model, and tells how far it is', async () => {
    const { ollama, provider } = await start({ registry: [{ name: 'gemma3:4b' }] });
    const progress = await all(provider.pull?.('gemma3:4b', never) ?? []);
    expect(progress).toContainEqual(expect.objectContaining({ totalBytes: expect.any(Number) }));
    expect(progress.at(-1)).toMatchObject({ status: 'success' });
    expect((await provider.list(never)).map(({ name }) => name)).toContain('gemma3:4b');
    expect(ollama.requests.filter(({ path }) => path === '/api/pull')).toHaveLength(1);
  });

  test('says that there is no such model to pull', async () => {
    const { provider } = await start();
    expect(await failureOf(all(provider.pull?.('nonesuch', never) ?? []))).toMatchObject({ code: 'missing' });
  });

  test('never pulls or makes a model unasked', async () => {
    const { ollama, provider } = await start({ registry: [{ name: 'gemma3:4b' }] });
    await failureOf(all(provider.chat(ask('gemma3:4b'), never)));
    await failureOf(provider.embed({ model: 'gemma3:4b', texts: ['a'] }, never));
    expect(ollama.requests.filter(({ path }) => /pull|create/.test(path))).toEqual([]);
  });

  test('gives up on a stream that falls silent', async () => {
    const clock = createManualClock();
    const { ollama, provider } = await start({}, clock);
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const cancelled = ollama.nextCancelled();
    const answer = failureOf(all(provider.chat(ask('llama3.2:3b'), never)));
    await gate.reached;
    await clock.advance(timeLimits.betweenTokensMs);
    expect(await answer).toMatchObject({ code: 'too-slow' });
    await cancelled;
  });

  test('gives up on a first token that does not come in time', async () => {
    const clock = createManualClock();
    const { ollama, provider } = await start({}, clock);
    const gate = ollama.faults.loading();
    const answer = failureOf(all(provider.chat(ask('llama3.2:3b'), never)));
    await gate.reached;
    await clock.advance(timeLimits.firstTokenMs - 1);
    expect(clock.waiting).toBeGreaterThan(0);
    await clock.advance(1);
    expect(await answer).toMatchObject({ code: 'too-slow' });
    expect(clock.waiting).toBe(0);
    gate.release();
  });

  test('keeps no timer when an answer is done', async () => {
    const clock = createManualClock();
    const { provider } = await start({}, clock);
    expect(textOf(await all(provider.chat(ask('llama3.2:3b'), never)))).toMatch(/canned/);
    expect(clock.waiting).toBe(0);
  });
});

const models = [
  { name: 'llama3.2:3b' },
  { name: 'qwen3:8b', thinks: true },
  { name: 'nomic-embed-text', dimensions: 16 },
];

/** A test that means to break the protocol takes note of the complaint. */
function complained(refusals: readonly unknown[]): void {
  expect(refusals.length).toBeGreaterThan(0);
  expected.add(refusals);
}
const expected = new WeakSet<readonly unknown[]>();

async function start(options: OllamaOptions = {}, clock = createManualClock()) {
  const ollama = await startOllama({ models, ...options });
  onTestFinished(async () => {
    await ollama.close();
    if (!expected.has(ollama.refusals)) expect(ollama.refusals).toEqual([]);
  });
  return { ollama, provider: createOllamaProvider({ url: ollama.url, timeLimits, clock }) };
}

async function startHost(): Promise<HostUnderTest> {
  let pieces = ['This is ', 'a canned ', 'answer.'];
  let comeBack = async () => {};
  const seeingModel = 'llava:7b';
  const ollama = await startOllama({ models: [...models, { name: seeingModel, sees: true }], answer: () => pieces });
  const chat = { path: '/api/chat' };
  return {
    provider: createOllamaProvider({ url: ollama.url, timeLimits, clock: createManualClock() }),
    chatModel: 'llama3.2:3b',
    seeingModel,
    embedder: 'nomic-embed-text:latest',
    answerWith(wanted) {
      pieces = wanted;
    },
    hold: (afterPieces) => ollama.faults.hold('/api/chat', { afterPieces }),
    busy: () => ollama.faults.busy(chat),
    outOfMemory: () => ollama.faults.outOfMemory(chat),
    cutOff: (afterPieces) => ollama.faults.cutOff({ ...chat, afterPieces }),
    failMidStream: (afterPieces) => ollama.faults.failMidStream({ ...chat, afterPieces }),
    async goDown() {
      ({ comeBack } = await ollama.faults.unreachable());
    },
    comeBack: () => comeBack(),
    nextCancelled: ollama.nextCancelled,
    heard: () => ollama.chats.map(({ messages }) => messages.map(({ content }) => content)),
    looked: () => ollama.chats.map(({ messages }) => messages.flatMap(({ images = [] }) => images)),
    complaints: () => ollama.refusals,
    close: ollama.close,
  };
}
