import { describe, expect, onTestFinished, test } from 'vitest';
import { ModelFailure } from '../../src/models/model-failure.ts';
import { createOpenAiProvider } from '../../src/models/openai.ts';
import { openAiParts } from '../../src/models/openai-stream.ts';
import type { TimeLimits } from '../../src/models/time-limits.ts';
import { type OpenAiOptions, startOpenAi } from '../stand-ins/openai/index.ts';
import { picturesOf, textOf as textOfMessage } from '../stand-ins/openai/requests.ts';
import { createManualClock } from './manual-clock.ts';
import {
  all,
  ask,
  expectCutOff,
  failureOf,
  type HostUnderTest,
  providerContract,
  textOf,
} from './provider-contract.ts';

const never = new AbortController().signal;
const timeLimits: TimeLimits = { connectMs: 3_000, firstTokenMs: 60_000, betweenTokensMs: 20_000, answerMs: 100_000 };

describe('a provider of OpenAI’s protocol', () => {
  providerContract(startHost);

  test('tells the longest context that the server was started with', async () => {
    const { provider } = await start();
    expect(await provider.list(never)).toContainEqual(expect.objectContaining({ longestContext: 32_768 }));
  });

  test('says whose version it is', async () => {
    const { provider } = await start();
    expect(await provider.version(never)).toBe('vllm 0.11.2');
  });

  test('finds the protocol under an address with or without /v1', async () => {
    const { server } = await start();
    for (const url of [server.url, `${server.url}/`, `${server.url}/v1`, `${server.url}/v1/`])
      expect(await createOpenAiProvider({ url, timeLimits }).list(never)).toHaveLength(2);
  });

  test('shows its key, and says what is wrong when the server wants another', async () => {
    const { server, provider } = await start({ apiKey: 'right' });
    expect(await failureOf(provider.list(never))).toMatchObject({ code: 'refused' });
    expect(await createOpenAiProvider({ url: server.url, apiKey: 'right', timeLimits }).list(never)).toHaveLength(2);
  });

  test('tells thinking from text', async () => {
    const { provider } = await start({ answer: () => [{ thinking: 'Hm.' }, 'Yes.'] });
    const parts = await all(provider.chat(ask('qwen3-8b'), never));
    expect(parts.slice(0, 2)).toEqual([
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'text', text: 'Yes.' },
    ]);
  });

  test('sends a repeat penalty under both of its names', async () => {
    const { server, provider } = await start();
    await all(provider.chat(ask('qwen3-8b'), never));
    expect(server.chats).toMatchObject([{ repeat_penalty: 1.1, repetition_penalty: 1.1 }]);
  });

  test('leaves the repeat penalty out for good where a server refuses what OpenAI does not know', async () => {
    const { server, provider } = await start({ plain: true });
    for (let asked = 0; asked < 2; asked++)
      expect((await all(provider.chat(ask('qwen3-8b'), never))).at(-1)).toMatchObject({ kind: 'done' });
    expect(server.chats).toHaveLength(2);
    expect(server.declined).toBe(1);
    expect(server.chats[0]).not.toHaveProperty('repeat_penalty');
  });

  test('says that a stream was cut off when it ends without saying that it is done', async () => {
    const { server, provider } = await start({ answer: () => ['One ', 'two.'] });
    server.faults.endEarly(1);
    await expectCutOff(provider.chat(ask('qwen3-8b'), never), 'One ', 'cut-off');
  });

  test('says that a host is broken that sends what its protocol does not allow', async () => {
    const { server, provider } = await start({ answer: () => ['One ', 'two.'] });
    server.faults.malformed(1);
    await expectCutOff(provider.chat(ask('qwen3-8b'), never), 'One ', 'broken');
  });

  test('takes an answer for whole that only its last event ends', async () => {
    const bytes = new TextEncoder().encode('data: {"choices":[{"delta":{"content":"Yes."}}]}\n\ndata: [DONE]\n\n');
    const body = ReadableStream.from([bytes]);
    const parts = await all(openAiParts(body, 'it', (text) => new ModelFailure('cut-off', text)));
    expect(parts).toEqual([
      { kind: 'text', text: 'Yes.' },
      { kind: 'done', reason: 'stop' },
    ]);
  });

  test.each([
    [400, { message: 'maximum context length is 4096', type: 'BadRequestError', code: 400 }, 'bad-request'],
    [422, { message: 'Input should be a valid string', type: 'x', code: null }, 'bad-request'],
    [
      400,
      { message: 'Failed to load model "m": insufficient system resources', type: 'x', code: null },
      'out-of-memory',
    ],
    [403, { message: 'no', type: 'x', code: null }, 'refused'],
    [404, { message: 'The model `m` does not exist', type: 'x', code: 'model_not_found' }, 'missing'],
    [404, { message: 'Not Found', type: 'x', code: null }, 'broken'],
    [429, { message: 'slow down', type: 'x', code: 'rate_limit_exceeded' }, 'busy'],
    [429, { message: 'pay first', type: 'x', code: 'insufficient_quota' }, 'refused'],
    [500, { message: 'EngineDeadError', type: 'x', code: 500 }, 'out-of-memory'],
    [502, { message: 'Bad Gateway', type: 'x', code: null }, 'unreachable'],
  ])('understands status %i with %j as %s', async (status, error, code) => {
    const { server, provider } = await start();
    server.faults.refuse(status, error);
    expect(await failureOf(all(provider.chat(ask('qwen3-8b'), never)))).toMatchObject({ code });
  });

  test('names the texts of a batch that is refused', async () => {
    const { server, provider } = await start();
    server.faults.refuse(400, { message: 'too long', type: 'x', code: null });
    const failure = await failureOf(provider.embed({ model: 'bge-m3', texts: ['a', 'long one', 'b'] }, never));
    expect(failure).toMatchObject({ code: 'bad-request', message: expect.stringContaining('the longest is text 1') });
  });

  test('gives up on a first token that does not come in time', async () => {
    const clock = createManualClock();
    const { server, provider } = await start({}, clock);
    const gate = server.faults.hold();
    const cancelled = server.nextCancelled();
    const answer = failureOf(all(provider.chat(ask('qwen3-8b'), never)));
    await gate.reached;
    await clock.advance(timeLimits.firstTokenMs);
    expect(await answer).toMatchObject({ code: 'too-slow', memberText: expect.any(String) });
    await cancelled;
  });

  test('keeps no timer when an answer is done', async () => {
    const clock = createManualClock();
    const { provider } = await start({}, clock);
    expect(textOf(await all(provider.chat(ask('qwen3-8b'), never)))).toBe('This is a canned answer.');
    expect(clock.waiting).toBe(0);
  });
});

async function start(options: OpenAiOptions = {}, clock = createManualClock()) {
  const server = await startOpenAi(options);
  onTestFinished(async () => {
    await server.close();
    expect(server.refusals).toEqual([]);
  });
  return { server, provider: createOpenAiProvider({ url: server.url, timeLimits, clock }) };
}

async function startHost(): Promise<HostUnderTest> {
  let pieces = ['This is ', 'a canned ', 'answer.'];
  const seeingModel = 'qwen3-vl-8b';
  const server = await startOpenAi({ models: ['qwen3-8b', seeingModel], seers: [seeingModel], answer: () => pieces });
  return {
    provider: createOpenAiProvider({ url: server.url, timeLimits, clock: createManualClock() }),
    chatModel: 'qwen3-8b',
    seeingModel,
    embedder: 'bge-m3',
    answerWith(wanted) {
      pieces = wanted;
    },
    ...server.faults,
    goDown: server.goDown,
    comeBack: server.comeBack,
    nextCancelled: server.nextCancelled,
    heard: () => server.chats.map(({ messages }) => messages.map(textOfMessage)),
    looked: () => server.chats.map(picturesOf),
    complaints: () => server.refusals,
    close: server.close,
  };
}
