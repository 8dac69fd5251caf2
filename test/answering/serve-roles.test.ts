import { describe, expect, test } from 'vitest';
import { serve } from '../../src/answering/serve-roles.ts';
import { loadConfig } from '../../src/config/index.ts';
import type { HostStatus } from '../../src/models/index.ts';

const { roles: book } = loadConfig({ cwd: '/nowhere', env: {} }).config;

function host(own: Partial<HostStatus> & { name: string }): HostStatus {
  return { kind: 'ollama', url: '', state: 'up', models: [], waiting: 0, running: 0, warm: [], breakers: [], ...own };
}

function served(status: HostStatus[], singleModelHosts: string[] = []) {
  const available = status.flatMap(({ name, models }) => models.map((model) => ({ ...model, host: name })));
  return serve({ book, available, status, singleModelHosts: new Set(singleModelHosts) });
}

const chat = (...names: string[]) => names.map((name) => ({ name, purpose: 'chat' as const }));

describe('the roles that can be served', () => {
  test('are all of them where one model plays them all', () => {
    expect(served([host({ name: 'a', models: chat('llama3.2:3b') })]).among).toHaveLength(4);
  });

  test('are without those whose usual model is left alone: a stand-in would be judged in its place', () => {
    const models = chat('qwen2.5-coder:7b', 'llama3.2:3b');
    const breakers = [{ model: 'qwen2.5-coder:7b', state: 'open' as const }];
    expect(served([host({ name: 'a', models, breakers })]).among).toEqual(['expert', 'empathy', 'quick']);
    const another = host({ name: 'b', models });
    expect(served([host({ name: 'a', models, breakers }), another]).among).toHaveLength(4);
  });

  test('are all of them where none can be, for then it does not matter', () => {
    const breakers = [{ model: 'llama3.2:3b', state: 'open' as const }];
    expect(served([host({ name: 'a', models: chat('llama3.2:3b'), breakers })]).among).toHaveLength(4);
    expect(served([]).among).toHaveLength(4);
  });

  test('swap a model where memory holds one and that is another', () => {
    const one = host({ name: 'a', models: chat('gemma3:4b'), warm: ['gemma3:4b'] });
    const two = host({ name: 'b', models: chat('qwen2.5-coder:7b'), warm: ['nomic-embed-text'] });
    expect([...served([one, two], ['a', 'b']).swaps]).toEqual(['coder']);
    expect([...served([one, two], ['a']).swaps]).toEqual([]);
    expect([...served([one, { ...two, warm: [] }], ['a', 'b']).swaps]).toEqual([]);
  });
});
