import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { HostPart } from '../../src/models/hosts.ts';
import { memoryHost, question, startHosts } from './host-builder.ts';
import { all, failureOf } from './provider-contract.ts';

const never = new AbortController().signal;

describe('several hosts', () => {
  test('say first who answers, then stream the answer', async () => {
    const { hosts } = startHosts([memoryHost('gpu')]);
    const parts = await all(hosts.chat(question(), never));
    expect(parts[0]).toEqual({ kind: 'started', host: 'gpu', model: 'talker' });
    expect(textOf(parts)).toBe('gpu answers.');
    expect(parts.at(-1)).toMatchObject({ kind: 'done' });
  });

  test('take a model without a tag for its latest', async () => {
    const { hosts } = startHosts([memoryHost('gpu', { models: [{ name: 'talker:latest', purpose: 'chat' }] })]);
    expect((await all(hosts.chat(question(), never)))[0]).toMatchObject({ model: 'talker:latest' });
  });

  test('give a question to the one with the least to do', async () => {
    const [busy, idle] = [memoryHost('busy'), memoryHost('idle')];
    const { hosts } = startHosts([busy, idle]);
    const release = busy.hold('chat');
    await hosts.available(never);
    const first = all(hosts.chat(question(), never));
    await setImmediate();
    expect(textOf(await all(hosts.chat(question(), never)))).toBe('idle answers.');
    release();
    expect(textOf(await first)).toBe('busy answers.');
  });

  test('prefer the one that has the model in memory where both have as much to do', async () => {
    const { hosts } = startHosts([memoryHost('cold'), memoryHost('warm')]);
    await all(hosts.chat(question({ hosts: ['warm'] }), never));
    expect(textOf(await all(hosts.chat(question(), never)))).toBe('warm answers.');
  });

  test('ask only those hosts that a question may go to', async () => {
    const { hosts } = startHosts([memoryHost('one'), memoryHost('two')]);
    expect(textOf(await all(hosts.chat(question({ hosts: ['two'] }), never)))).toBe('two answers.');
  });

  test('load a model with the context length of the host that answers', async () => {
    const gpu = memoryHost('gpu', { contextTokensByModel: { talker: 16_384 } });
    const asked: number[] = [];
    const { chat } = gpu.provider;
    gpu.provider.chat = (request, signal) => {
      asked.push(request.contextTokens);
      return chat(request, signal);
    };
    const { hosts } = startHosts([gpu, memoryHost('cpu', { models: [], contextTokens: 2048 })]);
    await all(hosts.chat(question(), never));
    expect(asked).toEqual([16_384]);
    expect(hosts.contextTokens('talker:latest')).toBe(16_384);
    expect(hosts.contextTokens('unheard-of')).toBe(2048);
  });

  test('know which models see from the settings, where the host does not say', async () => {
    const models = ['talker', 'seer:latest'].map((name) => ({ name, purpose: 'chat' as const }));
    const { hosts } = startHosts([memoryHost('gpu', { models, seeingModels: ['seer'] })]);
    expect((await hosts.available(never)).filter(({ sees }) => sees).map(({ name }) => name)).toEqual(['seer:latest']);
  });

  test('load a model with no longer a context than it can have', async () => {
    const models = [{ name: 'talker', purpose: 'chat' as const, longestContext: 2048 }];
    const { hosts } = startHosts([memoryHost('gpu', { models, contextTokensByModel: { talker: 16_384 } })]);
    await hosts.available(never);
    expect(hosts.contextTokens('talker')).toBe(2048);
  });

  test('tell a member their place until the question is sent', async () => {
    const gpu = memoryHost('gpu', { parallel: 1 });
    const { hosts } = startHosts([gpu]);
    const release = gpu.hold('chat');
    const first = all(hosts.chat(question(), never));
    await setImmediate();
    const places: number[] = [];
    const second = all(hosts.chat(question({ onPlace: (place) => places.push(place) }), never));
    await setImmediate();
    expect(hosts.status()[0]).toMatchObject({ waiting: 1, running: 1 });
    release();
    await Promise.all([first, second]);
    expect(places).toEqual([1, 0]);
    expect(hosts.status()[0]).toMatchObject({ waiting: 0, running: 0 });
  });

  test('embed past the queue', async () => {
    const gpu = memoryHost('gpu', { parallel: 1 });
    const { hosts } = startHosts([gpu]);
    const release = gpu.hold('chat');
    const answers = [all(hosts.chat(question(), never)), all(hosts.chat(question(), never))];
    await setImmediate();
    expect(await hosts.embed({ model: 'talker', texts: ['a', 'b'] }, never)).toHaveLength(2);
    release();
    await Promise.all(answers);
  });

  test('fetch a model onto the host that is named, and have it at once', async () => {
    const registry = [{ name: 'bigger', purpose: 'chat' as const }];
    const { hosts } = startHosts([memoryHost('one', { registry }), memoryHost('two', { registry })]);
    await all(hosts.pull('bigger', 'two', never));
    expect(await hosts.available(never)).toContainEqual({ name: 'bigger', purpose: 'chat', host: 'two' });
    expect(await failureOf(all(hosts.pull('bigger', 'three', never)))).toMatchObject({
      code: 'bad-request',
      remedy: 'The hosts are: one, two.',
    });
  });

  test('show no secret of an address', async () => {
    const { hosts } = startHosts([memoryHost('gpu', { url: 'http://me:secret@gpu.test:11434/?key=secret' })]);
    expect(hosts.status()[0]?.url).toBe('http://gpu.test:11434');
  });

  test('end what is under way and every timer when they are closed', async () => {
    const gpu = memoryHost('gpu', { parallel: 1 });
    const { clock, hosts } = startHosts([gpu]);
    gpu.hold('chat');
    const running = all(hosts.chat(question(), never));
    const waiting = all(hosts.chat(question(), never));
    await setImmediate();
    hosts.close();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.waiting).toBe(0);
  });

  test('give up a question that is deleted while it waits, and the next one moves up', async () => {
    const gpu = memoryHost('gpu', { parallel: 1 });
    const { hosts } = startHosts([gpu]);
    const release = gpu.hold('chat');
    const first = all(hosts.chat(question(), never));
    await setImmediate();
    const asking = new AbortController();
    const deleted = all(hosts.chat(question(), asking.signal));
    const next = all(hosts.chat(question(), never));
    await setImmediate();
    asking.abort(new Error('deleted'));
    await expect(deleted).rejects.toThrow('deleted');
    release();
    await Promise.all([first, next]);
    expect(gpu.asked.chat).toBe(2);
  });
});

function textOf(parts: HostPart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}
