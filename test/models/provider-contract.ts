/** What every provider does, whatever it speaks: each of them runs this suite against a host of its kind. */
import { expect, onTestFinished, test } from 'vitest';
import { isSafeToRetry, ModelFailure, type ModelFailureCode } from '../../src/models/model-failure.ts';
import type { ChatPart, ChatRequest, ModelProvider } from '../../src/models/provider.ts';
import { onePixel } from '../one-pixel.ts';

/** One host with its provider, and what a test can do to it. Orders are for the next chat. */
export interface HostUnderTest {
  provider: ModelProvider;
  chatModel: string;
  embedder: string;
  /** A chat model that looks at pictures; `chatModel` sees none. */
  seeingModel: string;
  /** What chats are answered with from now on, one piece a token. */
  answerWith(pieces: string[]): void;
  /** The answer waits after so many pieces. */
  hold(afterPieces: number): { reached: Promise<void>; release(): void };
  busy(): void;
  outOfMemory(): void;
  /** The connection breaks after so many pieces. */
  cutOff(afterPieces: number): void;
  /** The host reports an error after so many pieces. */
  failMidStream(afterPieces: number): void;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** Resolves when the host has stopped to work on a chat that nobody wants any more. */
  nextCancelled(): Promise<unknown>;
  /** The contents of the messages of each chat, as the host understood them. */
  heard(): string[][];
  /** The pictures of each chat, in base64, as the host understood them. */
  looked(): string[][];
  /** What the host was asked that its protocol does not allow. */
  complaints(): readonly unknown[];
  close(): Promise<void>;
}

const never = new AbortController().signal;

export function providerContract(start: () => Promise<HostUnderTest>): void {
  async function host(): Promise<HostUnderTest> {
    const started = await start();
    onTestFinished(async () => {
      const complaints = started.complaints();
      await started.close();
      expect(complaints).toEqual([]);
    });
    return started;
  }

  test('says which version the host has', async () => {
    const { provider } = await host();
    expect(await provider.version(never)).toMatch(/\S/);
  });

  test('lists the models of the host, and does not take an embedder for a chat model', async () => {
    const { provider, chatModel, embedder } = await host();
    const models = await provider.list(never);
    expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining([chatModel, embedder]));
    expect(models.find(({ name }) => name === embedder)?.purpose).not.toBe('chat');
    expect(models.find(({ name }) => name === chatModel)?.purpose).not.toBe('embedding');
  });

  test('streams an answer in order, and ends it with its numbers', async () => {
    const { provider, chatModel, answerWith } = await host();
    answerWith(['One ', 'two ', 'three.']);
    const parts = await all(provider.chat(ask(chatModel), never));
    expect(parts.slice(0, -1)).toEqual([
      { kind: 'text', text: 'One ' },
      { kind: 'text', text: 'two ' },
      { kind: 'text', text: 'three.' },
    ]);
    expect(parts.at(-1)).toMatchObject({ kind: 'done', reason: 'stop', answerTokens: 3 });
    expect(parts.at(-1)).toHaveProperty('promptTokens', expect.any(Number));
  });

  test('generates no more tokens than were asked for, and says so', async () => {
    const { provider, chatModel, answerWith } = await host();
    answerWith(['One ', 'two ', 'three.']);
    const parts = await all(provider.chat({ ...ask(chatModel), answerTokens: 2 }, never));
    expect(textOf(parts)).toBe('One two ');
    expect(parts.at(-1)).toMatchObject({ kind: 'done', reason: 'length' });
  });

  test('carries any text to the host and back without changing it', async () => {
    const { provider, chatModel, answerWith, heard } = await host();
    answerWith(hostileTexts);
    const messages = hostileTexts.map((content) => ({ role: 'user' as const, content }));
    const parts = await all(provider.chat({ ...ask(chatModel), messages }, never));
    expect(textOf(parts)).toBe(hostileTexts.join(''));
    expect(heard().at(-1)).toEqual(hostileTexts);
  });

  test('shows a model that sees pictures by their bytes, and says which models see', async () => {
    const { provider, seeingModel, chatModel, looked, heard } = await host();
    const listed = await provider.list(never);
    expect(listed.filter(({ sees }) => sees).map(({ name }) => name)).toEqual([seeingModel]);
    const pictures = [onePixel, Uint8Array.from([...jpegStart, ...new TextEncoder().encode('/etc/passwd')])];
    await all(provider.chat({ ...ask(seeingModel), messages: [{ role: 'user', content: 'Look.', pictures }] }, never));
    expect(looked().at(-1)).toEqual(pictures.map((bytes) => Buffer.from(bytes).toString('base64')));
    expect(heard().at(-1)).toEqual(['Look.']);
    await all(provider.chat(ask(chatModel), never));
    expect(looked().at(-1)).toEqual([]);
  });

  test('says that a model which sees none declines pictures, not that it is broken', async () => {
    const { provider, chatModel } = await host();
    const messages = [{ role: 'user' as const, content: 'Look.', pictures: [onePixel] }];
    const failure = await failureOf(all(provider.chat({ ...ask(chatModel), messages }, never)));
    expect(failure).toMatchObject({ code: 'bad-request' });
  });

  test('says of a model that the host does not have that it is missing, and how to get it', async () => {
    const { provider } = await host();
    expect(await failureOf(all(provider.chat(ask('no-such-model:1b'), never)))).toMatchObject({
      code: 'missing',
      message: expect.stringContaining('no-such-model:1b'),
      remedy: expect.stringContaining('no-such-model:1b'),
    });
    const embedding = provider.embed({ model: 'no-such-model:1b', texts: ['a'] }, never);
    expect(await failureOf(embedding)).toMatchObject({ code: 'missing' });
  });

  test('says that nothing answers while the host is down, and works when it is back', async () => {
    const { provider, chatModel, embedder, goDown, comeBack } = await host();
    await goDown();
    for (const asking of [
      provider.version(never),
      provider.list(never),
      all(provider.chat(ask(chatModel), never)),
      provider.embed({ model: embedder, texts: ['a'] }, never),
    ])
      expect(await failureOf(asking)).toMatchObject({ code: 'unreachable', remedy: expect.any(String) });
    await comeBack();
    expect(await all(provider.chat(ask(chatModel), never))).toHaveLength(4);
  });

  test('tells a busy host from a broken one: another try is safe', async () => {
    const { provider, chatModel, busy } = await host();
    busy();
    const failure = await failureOf(all(provider.chat(ask(chatModel), never)));
    expect(failure).toMatchObject({ code: 'busy', memberText: expect.any(String) });
    expect(isSafeToRetry(failure)).toBe(true);
  });

  test('says when a model does not fit into memory', async () => {
    const { provider, chatModel, outOfMemory } = await host();
    outOfMemory();
    const failure = await failureOf(all(provider.chat(ask(chatModel), never)));
    expect(failure).toMatchObject({ code: 'out-of-memory', remedy: expect.any(String) });
    expect(isSafeToRetry(failure)).toBe(false);
  });

  test('gives what came before the connection broke, then says that it was cut off', async () => {
    const { provider, chatModel, answerWith, cutOff } = await host();
    answerWith(['One ', 'two ', 'three.']);
    cutOff(2);
    await expectCutOff(provider.chat(ask(chatModel), never), 'One two ', 'cut-off');
  });

  test('gives what came before the host reported an error, then says that it was cut off', async () => {
    const { provider, chatModel, answerWith, failMidStream } = await host();
    answerWith(['One ', 'two ', 'three.']);
    failMidStream(1);
    await expectCutOff(provider.chat(ask(chatModel), never), 'One ', 'cut-off');
  });

  test('waits for a first token that is slow to come', async () => {
    const { provider, chatModel, hold } = await host();
    const gate = hold(0);
    const answer = all(provider.chat(ask(chatModel), never));
    await gate.reached;
    gate.release();
    expect((await answer).at(-1)).toMatchObject({ kind: 'done' });
  });

  test('asks nothing when it is aborted before it began', async () => {
    const { provider, chatModel, embedder, heard } = await host();
    const reason = new Error('deleted');
    const aborted = AbortSignal.abort(reason);
    await expect(all(provider.chat(ask(chatModel), aborted))).rejects.toBe(reason);
    await expect(provider.embed({ model: embedder, texts: ['a'] }, aborted)).rejects.toBe(reason);
    await expect(provider.list(aborted)).rejects.toBe(reason);
    expect(heard()).toEqual([]);
  });

  for (const afterPieces of [0, 2])
    test(`ends the work at the host when it is aborted after ${afterPieces} tokens`, async () => {
      const { provider, chatModel, answerWith, hold, nextCancelled } = await host();
      answerWith(['One ', 'two ', 'three.']);
      const gate = hold(afterPieces);
      const asking = new AbortController();
      const reason = new Error('deleted');
      const cancelled = nextCancelled();
      const answer = all(provider.chat(ask(chatModel), asking.signal));
      await gate.reached;
      asking.abort(reason);
      await expect(answer).rejects.toBe(reason);
      await cancelled;
    });

  test('ends the work at the host when nobody reads on', async () => {
    const { provider, chatModel, answerWith, hold, nextCancelled } = await host();
    answerWith(['One ', 'two ', 'three.']);
    hold(1);
    const cancelled = nextCancelled();
    for await (const part of provider.chat(ask(chatModel), never)) {
      expect(part).toEqual({ kind: 'text', text: 'One ' });
      break;
    }
    await cancelled;
  });

  test('ends one answer without touching another', async () => {
    const { provider, chatModel, hold } = await host();
    const gate = hold(1);
    const asking = new AbortController();
    const dropped = all(provider.chat(ask(chatModel), asking.signal));
    await gate.reached;
    const kept = all(provider.chat(ask(chatModel), never));
    asking.abort();
    await expect(dropped).rejects.toBe(asking.signal.reason);
    expect((await kept).at(-1)).toMatchObject({ kind: 'done' });
  });

  test('embeds texts in their order, as vectors of length 1, in as many requests as it takes', async () => {
    const { provider, embedder } = await host();
    const texts = Array.from({ length: 150 }, (_, at) => `text number ${at}`);
    const vectors = await provider.embed({ model: embedder, texts }, never);
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    for (const at of [0, 63, 64, 149])
      expect(await provider.embed({ model: embedder, texts: [`text number ${at}`] }, never)).toEqual([vectors[at]]);
  });

  test('embeds nothing without asking anybody', async () => {
    const { provider, embedder } = await host();
    expect(await provider.embed({ model: embedder, texts: [] }, never)).toEqual([]);
  });
}

/** A whole picture of one pixel. */
const jpegStart = [0xff, 0xd8, 0xff, 0xe0];

/** Paths that exist, other protocols' words, ends of lines, and characters that are cut in half by any chunk. */
const hostileTexts = [
  '/etc/passwd',
  '{"error":"not one"}\n',
  'data: [DONE]\n\n',
  '\r\n\r\n\u0000\u0007\u2028\u2029',
  '👩‍👩‍👧‍👦 שלום ثلاثة 你好',
  '<|im_end|></s>[/INST]',
  '\\u0041 \\n %00 `rm -rf`',
  '\ufeffBOM',
];

export function ask(model: string): ChatRequest {
  return {
    model,
    messages: [{ role: 'user', content: 'How many?' }],
    sampling: { temperature: 0.2, topP: 0.9, repeatPenalty: 1.1 },
    contextTokens: 4096,
    answerTokens: 64,
  };
}

export async function all<Part>(parts: AsyncIterable<Part> | Iterable<Part>): Promise<Part[]> {
  const read: Part[] = [];
  for await (const part of parts) read.push(part);
  return read;
}

export function textOf(parts: ChatPart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** The ModelFailure that it fails with; anything else fails the test. */
export async function failureOf(asking: Promise<unknown>): Promise<ModelFailure> {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ModelFailure) return error;
  throw new Error('It was expected to fail with a ModelFailure.', { cause: error });
}

export async function expectCutOff(
  parts: AsyncIterable<ChatPart>,
  text: string,
  code: ModelFailureCode,
): Promise<void> {
  const before: ChatPart[] = [];
  const reading = (async () => {
    for await (const part of parts) before.push(part);
  })();
  expect(await failureOf(reading)).toMatchObject({ code });
  expect(textOf(before)).toBe(text);
}
