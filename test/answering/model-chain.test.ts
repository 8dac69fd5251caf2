import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '../../src/answering/index.ts';
import { modelChain } from '../../src/answering/model-chain.ts';
import { loadConfig } from '../../src/config/index.ts';

const book = loadConfig({ cwd: '/nowhere', env: {} }).config.roles;
const chat = (host: string, ...names: string[]) => names.map((name) => ({ host, name, purpose: 'chat' as const }));
const several: ReadonlySet<string> = new Set();

describe('the models to ask', () => {
  test('are those that the role prefers, then the quick role’s, then whatever is there', () => {
    const available = chat('gpu', 'mistral:7b', 'llama3.2:3b', 'qwen3:8b', 'qwen2.5-coder:7b');
    const chain = modelChain({ role: 'coder', book, available, singleModelHosts: several });
    expect(chain.map(({ model }) => model)).toEqual(['qwen2.5-coder:7b', 'qwen3:8b', 'llama3.2:3b']);
  });

  test('are one that nobody prefers, where it is the only one', () => {
    const chain = modelChain({ role: 'expert', book, available: chat('gpu', 'mistral:7b'), singleModelHosts: several });
    expect(chain).toEqual([{ model: 'mistral:7b', hosts: ['gpu'], sees: false }]);
  });

  test('are the same for every role on a host whose memory holds one', () => {
    const available = chat('gpu', 'llama3.2:3b', 'qwen2.5-coder:7b', 'gemma3:4b');
    const chains = roles.map((role) => modelChain({ role, book, available, singleModelHosts: new Set(['gpu']) }));
    for (const chain of chains) expect(chain).toMatchObject([{ model: 'gemma3:4b', hosts: ['gpu'] }]);
  });

  test('are asked on every host that has them, and never swap the one of a small host', () => {
    const available = [...chat('small', 'qwen3:8b', 'llama3.2:3b'), ...chat('large', 'qwen3:8b', 'llama3.2:3b')];
    const chain = modelChain({ role: 'quick', book, available, singleModelHosts: new Set(['small']) });
    expect(chain).toMatchObject([
      { model: 'llama3.2:3b', hosts: ['large'] },
      { model: 'qwen3:8b', hosts: ['small', 'large'] },
    ]);
  });

  test('begin with the member’s wish, if a host has it', () => {
    const available = chat('gpu', 'llama3.2:3b', 'mistral:latest');
    const wished = (model: string) =>
      modelChain({ role: 'quick', book, available, singleModelHosts: several, wish: { model } }).map(
        (one) => one.model,
      );
    expect(wished('mistral')).toEqual(['mistral:latest', 'llama3.2:3b']);
    expect(wished('nothing:1b')).toEqual(['llama3.2:3b', 'mistral:latest']);
  });

  describe('where there are pictures', () => {
    const seer = (host: string, name: string) => ({ host, name, purpose: 'chat' as const, sees: true });
    const names = (chain: { model: string }[]) => chain.map(({ model }) => model);

    test('are those that see, then the others', () => {
      const available = [...chat('gpu', 'qwen3:8b', 'llama3.2:3b'), seer('gpu', 'llava:7b'), seer('gpu', 'gemma3:4b')];
      const options = { role: 'empathy' as const, book, available, singleModelHosts: several };
      expect(names(modelChain({ ...options, hasPictures: true }))).toEqual(['gemma3:4b', 'llava:7b', 'qwen3:8b']);
      expect(names(modelChain(options))).toEqual(['gemma3:4b', 'qwen3:8b', 'llama3.2:3b']);
    });

    test('are one that sees even where memory holds another', () => {
      const available = [...chat('small', 'llama3.2:3b'), seer('small', 'llava:7b')];
      const options = { role: 'quick' as const, book, available, singleModelHosts: new Set(['small']) };
      expect(names(modelChain({ ...options, hasPictures: true }))).toEqual(['llava:7b', 'llama3.2:3b']);
      expect(names(modelChain(options))).toEqual(['llama3.2:3b']);
    });

    test('are asked on those hosts alone where they see', () => {
      const available = [...chat('blind', 'gemma3:4b'), seer('gpu', 'gemma3:4b')];
      const options = { role: 'empathy' as const, book, available, singleModelHosts: several, hasPictures: true };
      expect(modelChain(options)).toEqual([{ model: 'gemma3:4b', hosts: ['gpu'], sees: true }]);
    });

    test('begin with the wish all the same', () => {
      const available = [...chat('gpu', 'mistral:7b'), seer('gpu', 'llava:7b')];
      const options = { role: 'quick' as const, book, available, singleModelHosts: several, hasPictures: true };
      expect(modelChain({ ...options, wish: { model: 'mistral:7b' } })).toMatchObject([
        { model: 'mistral:7b', sees: false },
        { model: 'llava:7b', sees: true },
      ]);
    });
  });

  test('are never an embedder, and never the same one twice', () => {
    const name = fc.constantFrom('llama3.2:3b', 'qwen3:8b', 'gemma3:4b', 'other:1b');
    const model = fc.record({
      host: fc.constantFrom('one', 'two'),
      name,
      purpose: fc.constantFrom('chat', 'embedding', 'unknown'),
    });
    fc.assert(
      fc.property(
        fc.array(model),
        fc.constantFrom(...roles),
        fc.subarray(['one', 'two']),
        (available, role, single) => {
          const chain = modelChain({ role, book, available, singleModelHosts: new Set(single) });
          expect(new Set(chain.map((one) => one.model)).size).toBe(chain.length);
          for (const { model: asked, hosts } of chain) {
            for (const host of hosts) {
              expect(
                available.some((one) => one.host === host && one.name === asked && one.purpose !== 'embedding'),
              ).toBe(true);
            }
          }
        },
      ),
    );
  });
});
