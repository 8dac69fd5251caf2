import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Ollama } from 'ollama';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { onePixel } from '../../one-pixel.ts';
import { demoAnswer } from './demo-answer.ts';
import { type ChatBody, type OllamaOptions, type OllamaStandIn, type StandInModel, startOllama } from './index.ts';

const line = z.looseObject({
  message: z.object({ role: z.string(), content: z.string(), thinking: z.string().optional() }).optional(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  load_duration: z.number().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
});

const chatty: StandInModel = { name: 'llama3.2:3b' };
const thinker: StandInModel = { name: 'qwen3:8b', thinks: true, family: 'qwen3' };
const embedder: StandInModel = { name: 'nomic-embed-text', dimensions: 256 };

async function start(options: OllamaOptions = {}): Promise<OllamaStandIn> {
  const ollama = await startOllama({ models: [chatty, thinker, embedder], ...options });
  onTestFinished(() => ollama.close());
  return ollama;
}

function chatBody(changes: Record<string, unknown> = {}) {
  const messages = [{ role: 'user', content: 'How do I install it?' }];
  return { model: chatty.name, messages, stream: true, options: { num_ctx: 4096 }, ...changes };
}

function post(ollama: OllamaStandIn, path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${ollama.url}${path}`, { method: 'POST', body: JSON.stringify(body), ...init });
}

async function linesOf(response: Response) {
  const lines = (await response.text()).trimEnd().split('\n');
  return lines.map((each) => line.parse(JSON.parse(each)));
}

/** The text of an answer, its thoughts, and its last line. */
async function chat(ollama: OllamaStandIn, changes: Record<string, unknown> = {}) {
  const lines = await linesOf(await post(ollama, '/api/chat', chatBody(changes)));
  return {
    content: lines.map(({ message }) => message?.content ?? '').join(''),
    thinking: lines.map(({ message }) => message?.thinking ?? '').join(''),
    last: lines.at(-1) ?? {},
  };
}

async function errorOf(response: Response) {
  return { status: response.status, error: z.object({ error: z.string() }).parse(await response.json()).error };
}

async function vectorsOf(ollama: OllamaStandIn, input: string[]) {
  const response = await post(ollama, '/api/embed', { model: embedder.name, input });
  return z.object({ embeddings: z.array(z.array(z.number())) }).parse(await response.json()).embeddings;
}

async function upload(ollama: OllamaStandIn, content: string, digest = digestOf(content)) {
  const response = await fetch(`${ollama.url}/api/blobs/${digest}`, { method: 'POST', body: content });
  return { status: response.status, digest };
}

function digestOf(content: string) {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** The demo in a process of its own. */
function runDemo(port: string) {
  return spawn(process.execPath, [fileURLToPath(new URL('./demo.ts', import.meta.url)), port]);
}

function dot(a: number[] = [], b: number[] = []) {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

test('the npm client streams a chat, embeds, lists, shows and pulls', async () => {
  const ollama = await start({ answer: () => 'Use the installer.', registry: [{ name: 'gemma3:4b' }] });
  const client = new Ollama({ host: ollama.url });

  let content = '';
  for await (const part of await client.chat({
    model: chatty.name,
    messages: [{ role: 'user', content: 'How?' }],
    stream: true,
    options: { num_ctx: 4096 },
  })) {
    content += part.message.content;
  }
  const { embeddings } = await client.embed({ model: embedder.name, input: ['one', 'two'] });
  const { models } = await client.list();
  const shown = await client.show({ model: 'qwen3:8b' });
  const statuses: string[] = [];
  for await (const { status } of await client.pull({ model: 'gemma3:4b', stream: true })) statuses.push(status);

  expect(content).toBe('Use the installer.');
  expect(embeddings.map(({ length }) => length)).toEqual([256, 256]);
  expect(models.map(({ name }) => name).sort()).toEqual(['llama3.2:3b', 'nomic-embed-text:latest', 'qwen3:8b']);
  expect(shown.capabilities).toEqual(['completion', 'thinking']);
  expect(shown.model_info).toMatchObject({ 'qwen3.context_length': 32_768 });
  expect(statuses.at(-1)).toBe('success');
  expect(ollama.models.names()).toContain('gemma3:4b');
  expect(ollama.refusals).toEqual([]);
});

test('an answer is streamed as lines of JSON that end with what it cost', async () => {
  const ollama = await start({ answer: () => 'Use the installer.' });
  const response = await post(ollama, '/api/chat', chatBody());
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = await linesOf(response);
  expect(lines.map(({ message }) => message?.content)).toEqual(['Use ', 'the ', 'installer.', '']);
  expect(lines.map(({ done }) => done)).toEqual([false, false, false, true]);
  expect(lines.at(-1)).toMatchObject({ done_reason: 'stop', prompt_eval_count: 9, eval_count: 3 });
});

test('an answer that is not streamed comes as one object', async () => {
  const ollama = await start({ answer: () => 'Use the installer.' });
  const response = await post(ollama, '/api/chat', chatBody({ model: 'qwen3:8b', stream: false }));
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toMatchObject({
    message: { role: 'assistant', content: 'Use the installer.', thinking: 'The member asks something.' },
    done: true,
  });
});

test('a thinking model thinks first, unless it is told not to', async () => {
  const ollama = await start({ answer: () => [{ thinking: 'Hm.' }, 'Yes.'] });
  expect(await chat(ollama, { model: 'qwen3:8b' })).toMatchObject({ thinking: 'Hm.', content: 'Yes.' });
  expect(await chat(ollama, { model: 'qwen3:8b', think: false })).toMatchObject({ thinking: '', content: 'Yes.' });
});

test('a model that cannot think refuses to be told to', async () => {
  const ollama = await start();
  expect(await errorOf(await post(ollama, '/api/chat', chatBody({ think: true })))).toEqual({
    status: 400,
    error: '"llama3.2:3b" does not support thinking',
  });
  expect(ollama.refusals).toEqual([]);
});

const looking = (images: string[]) => ({ messages: [{ role: 'user', content: 'What is it?', images }] });

test('a model looks at pictures only if it says that it has vision, and only at those it can read', async () => {
  const ollama = await start({ models: [chatty, { name: 'gemma3:4b', sees: true }] });
  const ask = (model: string, image: string) => post(ollama, '/api/chat', chatBody({ model, ...looking([image]) }));
  const why = (reason: string) => ({
    status: 500,
    error: `Failed to create new sequence: failed to process inputs: ${reason}`,
  });
  const shown = await (await post(ollama, '/api/show', { model: 'gemma3:4b' })).json();
  expect(shown).toMatchObject({ capabilities: ['completion', 'vision'] });
  expect((await ask('gemma3:4b', onePixel.toString('base64'))).status).toBe(200);
  expect(await errorOf(await ask('gemma3:4b', btoa('GIF89a')))).toEqual(why('image: unknown format'));
  expect(await errorOf(await ask(chatty.name, onePixel.toString('base64')))).toEqual(
    why('this model is missing data required for image input'),
  );
  expect(ollama.refusals).toEqual([]);
});

test.each(['/etc/passwd', 'not base64!', ''])('a picture that is %j and no base64 is refused', async (image) => {
  const ollama = await start({ models: [{ name: chatty.name, sees: true }] });
  expect((await post(ollama, '/api/chat', chatBody(looking([image])))).status).toBe(400);
  expect(ollama.refusals).toHaveLength(1);
});

test('num_predict cuts the answer', async () => {
  const ollama = await start({ answer: () => 'one two three' });
  const { content, last } = await chat(ollama, { options: { num_ctx: 4096, num_predict: 2 } });
  expect(content).toBe('one two ');
  expect(last).toMatchObject({ done_reason: 'length', eval_count: 2 });
});

test('a request that is no request of Ollama is refused and remembered', async () => {
  const ollama = await start();
  const wrong: [path: string, body: unknown, reason: string][] = [
    ['/api/chat', chatBody({ temperature: 1 }), 'Unrecognized key: "temperature"'],
    [
      '/api/chat',
      chatBody({ options: { num_ctx: 4096, contextTokens: 1 } }),
      'options: Unrecognized key: "contextTokens"',
    ],
    ['/api/chat', chatBody({ stream: undefined }), 'stream: say whether to stream'],
    ['/api/chat', chatBody({ options: {} }), 'options: num_ctx: '],
    ['/api/chat', chatBody({ messages: [{ role: 'developer', content: 'hi' }] }), 'messages: 0: role: '],
    ['/api/chat', chatBody({ messages: [{ role: 'user', content: ['hi'] }] }), 'messages: 0: content: '],
    ['/api/embed', { model: 'nomic-embed-text', input: [1] }, 'input: '],
    ['/api/embed', undefined, 'Invalid input'],
    ['/api/create', { model: 'a', from: 'llama3.2:3b', stream: true, system: '' }, 'system: '],
    ['/api/generate', {}, '404 page not found'],
    ['/api/tags', undefined, '405 method not allowed'],
  ];
  for (const [path, body] of wrong) await post(ollama, path, body);
  expect(ollama.requests).toEqual([]);
  expect(ollama.refusals.map(({ path }) => path)).toEqual(wrong.map(([path]) => path));
  wrong.forEach(([, , reason], index) => void expect(ollama.refusals[index]?.reason).toContain(reason));
});

test('a context length that changes would load the model anew, and is refused', async () => {
  const ollama = await start();
  await chat(ollama);
  const response = await post(ollama, '/api/chat', chatBody({ options: { num_ctx: 8192 } }));
  expect(response.status).toBe(400);
  expect(ollama.refusals).toMatchObject([{ reason: expect.stringContaining('8192 after 4096') }]);
});

test('the model’s own system text counts only where the request has none', async () => {
  const shown: string[] = [];
  const ollama = await start({
    models: [{ ...chatty, system: 'Be brief.', messages: [{ role: 'user', content: 'Example' }] }],
    answer: (_, messages) => {
      shown.push(messages.map(({ content }) => content).join(' | '));
      return 'ok';
    },
  });
  await chat(ollama);
  const messages = [{ role: 'system', content: 'Be kind.' }, ...chatBody().messages];
  await chat(ollama, { messages });
  expect(shown).toEqual(['Be brief. | Example | How do I install it?', 'Example | Be kind. | How do I install it?']);
});

test('a prompt that exceeds the context loses its oldest messages, but no system text and not the last message', async () => {
  let shown: string[] = [];
  const ollama = await start({
    answer: (_, messages) => {
      shown = messages.map(({ content }) => content.slice(0, 6));
      return 'ok';
    },
  });
  const messages = [
    { role: 'system', content: 'system' },
    { role: 'user', content: `first ${'x'.repeat(400)}` },
    { role: 'assistant', content: 'second' },
    { role: 'user', content: `third ${'x'.repeat(400)}` },
  ];
  const { last } = await chat(ollama, { messages, options: { num_ctx: 100 } });
  expect(shown).toEqual(['system', 'third ']);
  expect(last.prompt_eval_count).toBe(100);
});

test('a prompt that exceeds the context is refused where it must not be cut', async () => {
  const ollama = await start();
  const messages = [{ role: 'user', content: 'x'.repeat(1000) }];
  const response = await post(ollama, '/api/chat', chatBody({ messages, truncate: false, options: { num_ctx: 100 } }));
  expect(await errorOf(response)).toEqual({ status: 400, error: 'the input length exceeds the context length' });
});

test('a model chats with one request at a time, and the others wait', async () => {
  const ollama = await start({ maxQueued: 1 });
  const gate = ollama.faults.hold('/api/chat');
  const first = chat(ollama);
  await gate.reached;
  const arrived = ollama.nextRequest('/api/chat');
  const second = chat(ollama);
  await arrived;
  expect({ inFlight: ollama.inFlight, queued: ollama.queued }).toEqual({ inFlight: 1, queued: 1 });
  expect(await errorOf(await post(ollama, '/api/chat', chatBody()))).toEqual({
    status: 503,
    error: 'server busy, please try again.  maximum pending requests exceeded',
  });
  gate.release();
  expect((await first).last.done).toBe(true);
  expect((await second).last.done).toBe(true);
  expect(ollama.inFlight).toBe(0);
});

test('a client that goes away ends the generation, and the next in the queue has its turn', async () => {
  const ollama = await start();
  const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
  const leaving = new AbortController();
  const first = post(ollama, '/api/chat', chatBody(), { signal: leaving.signal }).then((response) => response.text());
  await gate.reached;
  const second = chat(ollama);
  const cancelled = ollama.nextCancelled();
  leaving.abort();
  await expect(first).rejects.toThrow('aborted');
  expect((await cancelled).model).toBe('llama3.2:3b');
  expect((await second).last.done).toBe(true);
  expect(ollama.cancelled).toHaveLength(1);
  expect(ollama.inFlight).toBe(0);
});

test('memory holds three models, and the one that was used longest ago makes room', async () => {
  const ollama = await start({ models: ['a', 'b', 'c', 'd'].map((name) => ({ name })) });
  const durations = [];
  for (const model of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) {
    durations.push((await chat(ollama, { model })).last.load_duration ?? 0);
  }
  expect(ollama.loads).toEqual(['a:latest', 'b:latest', 'c:latest', 'd:latest', 'b:latest']);
  expect(durations.map((duration) => duration > 0)).toEqual([true, true, true, false, true, false, true]);
});

test('what is in memory is listed with its context, and keep_alive 0 takes it out', async () => {
  const ollama = await start();
  const inMemory = async () => (await fetch(`${ollama.url}/api/ps`)).json();
  await chat(ollama);
  expect(await inMemory()).toMatchObject({ models: [{ name: 'llama3.2:3b', context_length: 4096 }] });
  expect((await chat(ollama, { messages: [], keep_alive: 0 })).last.done_reason).toBe('unload');
  expect(await inMemory()).toEqual({ models: [] });
});

test('models made from one base share a runner, and one with an adapter does not', async () => {
  const ollama = await start();
  const { digest } = await upload(ollama, 'adapter');
  const base = { from: 'llama3.2:3b', stream: false };
  await post(ollama, '/api/create', { ...base, model: 'coder', system: 'You know code.' });
  await post(ollama, '/api/create', { ...base, model: 'tuned', adapters: { 'adapter.safetensors': digest } });
  for (const model of ['llama3.2:3b', 'coder', 'tuned']) await chat(ollama, { model });
  expect(ollama.loads).toEqual(['llama3.2:3b', 'tuned:latest']);
});

test('similar texts get similar vectors of length 1, always the same ones', async () => {
  const ollama = await start();
  const question = 'How do I install nix on a Mac?';
  const [first, near, far] = await vectorsOf(ollama, [question, 'Installing nix on macOS', 'The cat sleeps all day.']);
  expect(dot(first, first)).toBeCloseTo(1, 5);
  expect(dot(first, near)).toBeGreaterThan(dot(first, far) + 0.2);
  expect(await vectorsOf(ollama, [question])).toEqual([first]);
});

test('one text that cannot be embedded fails the batch', async () => {
  const ollama = await start();
  const embed = (changes: object) => post(ollama, '/api/embed', { model: 'nomic-embed-text', ...changes });
  const long = 'word '.repeat(3000);
  expect((await embed({ input: ['fine', ''] })).status).toBe(400);
  expect(await errorOf(await embed({ input: ['fine', long], truncate: false }))).toEqual({
    status: 400,
    error: 'the input length exceeds the context length',
  });
  expect(await (await embed({ input: [long] })).json()).toMatchObject({ prompt_eval_count: 2048 });
  expect(ollama.refusals).toEqual([]);
});

test('a chat model does not embed, an embedding model does not chat, and a missing model does neither', async () => {
  const ollama = await start();
  const embed = (model: string) => post(ollama, '/api/embed', { model, input: 'text' }).then(errorOf);
  const say = (model: string) => post(ollama, '/api/chat', chatBody({ model })).then(errorOf);
  expect(await embed('llama3.2:3b')).toEqual({ status: 501, error: 'this model does not support embeddings' });
  expect(await say('nomic-embed-text')).toEqual({ status: 400, error: '"nomic-embed-text" does not support chat' });
  expect(await say('gone')).toEqual({ status: 404, error: "model 'gone' not found" });
  expect(await embed('gone')).toEqual({ status: 404, error: 'model "gone" not found, try pulling it first' });
});

test('a pull tells how far it is, and an unknown model fails on the way', async () => {
  const ollama = await start({ registry: [{ name: 'gemma3', bytes: 1000 }] });
  const lines = await linesOf(await post(ollama, '/api/pull', { model: 'gemma3', stream: true }));
  expect(lines[0]).toEqual({ status: 'pulling manifest' });
  expect(lines[2]).toMatchObject({
    status: expect.stringMatching(/^pulling [0-9a-f]{12}$/),
    total: 1000,
    completed: 500,
  });
  expect(lines.slice(-3).map(({ status }) => status)).toEqual([
    'verifying sha256 digest',
    'writing manifest',
    'success',
  ]);

  const response = await post(ollama, '/api/pull', { model: 'gemma4', stream: true });
  expect(response.status).toBe(200);
  expect((await linesOf(response)).at(-1)).toEqual({ error: 'pull model manifest: file does not exist' });
});

test('a pull that is cut off installs nothing', async () => {
  const ollama = await start({ registry: [{ name: 'gemma3' }] });
  ollama.faults.cutOff({ path: '/api/pull', afterPieces: 3 });
  await expect(post(ollama, '/api/pull', { model: 'gemma3', stream: true }).then(linesOf)).rejects.toThrow();
  expect(ollama.models.names()).not.toContain('gemma3:latest');
});

test('a model made from another keeps what is not said anew', async () => {
  const ollama = await start({
    models: [{ ...chatty, system: 'Be brief.', parameters: { temperature: 0.2, top_k: 5 } }],
  });
  const body = { model: 'v2', from: 'llama3.2:3b', parameters: { temperature: 0.9 }, stream: true };
  const lines = await linesOf(await post(ollama, '/api/create', body));
  expect(lines.at(-1)).toEqual({ status: 'success' });
  const shown = z.object({ system: z.string(), parameters: z.string() });
  const { system, parameters } = shown.parse(await (await post(ollama, '/api/show', { model: 'v2' })).json());
  expect(system).toBe('Be brief.');
  expect(parameters.split(/\s+/)).toEqual(['temperature', '0.9', 'top_k', '5']);
});

test('creating from a model that is not installed is refused, since it would begin a download', async () => {
  const ollama = await start();
  const response = await post(ollama, '/api/create', { model: 'v2', from: 'llama9', stream: true });
  expect(response.status).toBe(400);
  expect(ollama.refusals).toMatchObject([{ reason: expect.stringContaining('would download it') }]);
});

test('a blob is taken once, and only under its own digest', async () => {
  const ollama = await start();
  const head = async (digest: string) => (await fetch(`${ollama.url}/api/blobs/${digest}`, { method: 'HEAD' })).status;
  expect(await head(digestOf('weights'))).toBe(404);
  expect((await upload(ollama, 'other', digestOf('weights'))).status).toBe(400);
  expect((await upload(ollama, 'weights')).status).toBe(201);
  expect((await upload(ollama, 'weights')).status).toBe(200);
  expect(await head(digestOf('weights'))).toBe(200);
  expect(ollama.refusals).toEqual([]);
});

test('files become a model where their architecture can be converted', async () => {
  const ollama = await start();
  const { digest: weights } = await upload(ollama, 'weights');
  const create = async (architecture: string) => {
    const { digest } = await upload(ollama, JSON.stringify({ architectures: [architecture] }));
    const files = { 'config.json': digest, 'model.safetensors': weights };
    return (
      await linesOf(await post(ollama, '/api/create', { model: 'own', files, quantize: 'q4_K_M', stream: true }))
    ).at(-1);
  };
  expect(await create('Qwen3ForCausalLM')).toEqual({ error: 'unsupported architecture "Qwen3ForCausalLM"' });
  expect(await create('Gemma2ForCausalLM')).toEqual({ status: 'success' });
  expect(await (await post(ollama, '/api/show', { model: 'own' })).json()).toMatchObject({
    details: { family: 'gemma2', quantization_level: 'Q4_K_M' },
  });
});

test('an alias is a copy of what it stands for, and can be deleted alone', async () => {
  const ollama = await start();
  expect((await post(ollama, '/api/copy', { source: 'llama3.2:3b', destination: 'chat' })).status).toBe(200);
  expect((await chat(ollama, { model: 'chat:latest' })).last.done).toBe(true);
  const deleted = await fetch(`${ollama.url}/api/delete`, { method: 'DELETE', body: '{"name":"chat"}' });
  expect(deleted.status).toBe(200);
  expect(await errorOf(await post(ollama, '/api/show', { model: 'chat' }))).toMatchObject({ status: 404 });
  expect((await chat(ollama)).last.done).toBe(true);
});

test('a fault strikes as often as it is told to, and only what it is aimed at', async () => {
  const ollama = await start({ answer: () => 'ok' });
  const status = async (model: string) => (await post(ollama, '/api/chat', chatBody({ model }))).status;
  ollama.faults.busy({ model: 'qwen3:8b', times: 2 });
  ollama.faults.outOfMemory({ model: 'qwen3:8b' });
  expect(await status('llama3.2:3b')).toBe(200);
  expect([await status('qwen3:8b'), await status('qwen3:8b'), await status('qwen3:8b')]).toEqual([503, 503, 500]);
  expect(await status('qwen3:8b')).toBe(200);
  const lasting = ollama.faults.withoutModel({ times: Infinity });
  expect([await status('qwen3:8b'), await status('llama3.2:3b')]).toEqual([404, 404]);
  lasting.clear();
  expect(await status('llama3.2:3b')).toBe(200);
});

test('a stream can break, or fail in its own words, after any number of pieces', async () => {
  const ollama = await start({ answer: () => 'one two three' });
  ollama.faults.failMidStream({ afterPieces: 2, error: 'out of memory' });
  const response = await post(ollama, '/api/chat', chatBody());
  expect(response.status).toBe(200);
  expect((await linesOf(response)).map(({ message, error }) => message?.content ?? error)).toEqual([
    'one ',
    'two ',
    'out of memory',
  ]);

  ollama.faults.cutOff({ afterPieces: 1 });
  const cut = await post(ollama, '/api/chat', chatBody());
  expect(cut.status).toBe(200);
  await expect(cut.text()).rejects.toThrow();

  ollama.faults.cutOff();
  await expect(post(ollama, '/api/chat', chatBody())).rejects.toThrow();
  expect(ollama.cancelled).toEqual([]);
  expect(ollama.inFlight).toBe(0);
});

test('clearing the faults takes back what is to come and releases what is held', async () => {
  const ollama = await start();
  const gate = ollama.faults.hold('/api/chat');
  const held = chat(ollama);
  await gate.reached;
  ollama.faults.busy({ times: Infinity });
  ollama.faults.hold('/api/chat');
  ollama.faults.clear();
  expect((await held).last.done).toBe(true);
  expect((await chat(ollama)).last.done).toBe(true);
});

test('a slow load keeps everyone waiting until the test releases it', async () => {
  const ollama = await start();
  const load = ollama.faults.loading({ model: 'llama3.2:3b' });
  const answer = chat(ollama);
  await load.reached;
  expect(ollama.loads).toEqual(['llama3.2:3b']);
  expect(ollama.inFlight).toBe(0);
  load.release();
  expect((await answer).last.done).toBe(true);
});

test('a host that goes down refuses connections, and comes back where it was', async () => {
  const ollama = await start();
  const gate = ollama.faults.hold('/api/chat', { afterPieces: 1 });
  const broken = chat(ollama);
  await gate.reached;
  const [outage] = await Promise.all([ollama.faults.unreachable(), expect(broken).rejects.toThrow()]);
  await expect(fetch(`${ollama.url}/api/version`)).rejects.toThrow('fetch failed');
  await outage.comeBack();
  expect(await (await fetch(`${ollama.url}/api/version`)).json()).toEqual({ version: '0.33.0' });
  expect(ollama.cancelled).toEqual([]);
});

test('a mistake in a test’s own answer is reported as a refusal', async () => {
  const ollama = await start({
    answer: () => {
      throw new Error('no such page');
    },
  });
  expect((await post(ollama, '/api/chat', chatBody())).status).toBe(500);
  expect(ollama.refusals).toMatchObject([{ reason: expect.stringContaining('no such page') }]);
});

test('a client that goes away while it sends disturbs nobody', async () => {
  const ollama = await start();
  const half = request(`${ollama.url}/api/chat`, { method: 'POST', headers: { 'content-length': 1000 } });
  half.on('error', () => {});
  half.write('{"model":');
  await once(half, 'socket');
  half.destroy();
  expect((await chat(ollama)).last.done).toBe(true);
});

test('the demo answers from the first passage, and says plainly where there is none', () => {
  const ask = (content: string) => {
    const asked: ChatBody = { ...chatBody(), messages: [{ role: 'user', content }] };
    return demoAnswer(asked, asked.messages);
  };
  const passages =
    '[1] (verified)\n| Installing\n|\n| Run the installer. Open a new shell.\n\n[2]\n| Other\n|\n| Text.';
  expect(ask(`${passages}\n\nThe question:\n| How?`)).toContain('Run the installer. Open a new shell. [1]');
  expect(ask('The question:\n| How?')).toContain('canned answer of the demo');
});

test('the demo says in two lines what it serves, and Ctrl-C ends it', async () => {
  const demo = runDemo('0');
  const lines: string[] = [];
  for await (const each of createInterface(demo.stdout)) if (lines.push(each) === 2) break;
  const [, url = ''] = /(http:\S+)\./.exec(lines[0] ?? '') ?? [];
  expect(await (await fetch(`${url}/api/tags`)).json()).toMatchObject({ models: { length: 5 } });
  demo.kill('SIGINT');
  expect(await once(demo, 'exit')).toEqual([0, null]);
});

test('the demo says so when its port is taken', async () => {
  const ollama = await start();
  const demo = runDemo(new URL(ollama.url).port);
  const [said, [code]] = await Promise.all([text(demo.stderr), once(demo, 'exit')]);
  expect(said).toContain('is taken');
  expect(code).toBe(1);
});
