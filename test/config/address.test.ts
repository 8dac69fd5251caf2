import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromOllamaHost, isHttpAddress, isLoopback } from '../../src/config/address.ts';

describe('OLLAMA_HOST is read as Ollama reads it', () => {
  test.each([
    ['box', 'http://box:11434'],
    ['box:99', 'http://box:99'],
    [':99', 'http://127.0.0.1:99'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:99', 'http://127.0.0.1:99'],
    ['http://0.0.0.0:99', 'http://127.0.0.1:99'],
    ['http://box:99', 'http://box:99'],
    ['http://box', 'http://box'],
    ['https://box/ollama', 'https://box/ollama'],
    ['box/ollama', 'http://box:11434/ollama'],
    ['::1', 'http://[::1]:11434'],
    ['[::]:99', 'http://[::1]:99'],
    [' "box" ', 'http://box:11434'],
    ['""', 'http://127.0.0.1:11434'],
  ])('%s', (text, url) => {
    expect(fromOllamaHost(text)).toBe(url);
  });

  test('every host and port becomes an address of that host and port', () => {
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const address = fromOllamaHost(`${host}:${port}`);
        expect(isHttpAddress(address)).toBe(true);
        expect(address).toBe(`http://${host}:${port}`);
      }),
    );
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['localhost', true],
  ['127.example.org', false],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.2', false],
])('whether %s is this machine: %s', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});
