import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { embeddingName, longestInput, prefixesOf, toInput } from '../../../src/knowledge/vectors/embedding-models.ts';

describe('an embedding model', () => {
  test.each([
    ['nomic-embed-text:latest', 'search_query: ', 'search_document: '],
    ['nomic-embed-text-v2-moe', 'search_query: ', 'search_document: '],
    ['embeddinggemma:300m', 'task: search result | query: ', 'title: none | text: '],
    ['mxbai-embed-large', 'Represent this sentence for searching relevant passages: ', ''],
    ['snowflake-arctic-embed:335m', 'Represent this sentence for searching relevant passages: ', ''],
    ['snowflake-arctic-embed2:568m', 'query: ', ''],
    ['hf.co/Snowflake/snowflake-arctic-embed-l-v2.0', 'query: ', ''],
    ['bge-large:latest', 'Represent this sentence for searching relevant passages: ', ''],
    ['bge-m3', '', ''],
    ['jeffh/intfloat-multilingual-e5-large:f16', 'query: ', 'passage: '],
    ['all-minilm', '', ''],
  ])('%s is asked with its own prefixes', (model, question, document) => {
    expect(prefixesOf(model)).toEqual({ question, document });
  });

  test('of the Qwen3 family is told its task with a question, and given documents as they are', () => {
    const { question, document } = prefixesOf('qwen3-embedding:0.6b');
    expect(question).toMatch(/^Instruct: .+\nQuery: $/);
    expect(document).toBe('');
  });

  test('has one name for its vectors, with its tag and its prefixes', () => {
    expect(embeddingName('nomic-embed-text:latest')).toBe('nomic-embed-text:latest|nomic-1');
    expect(embeddingName('nomic-embed-text')).toBe('nomic-embed-text:latest|nomic-1');
    expect(embeddingName('localhost:5000/minilm')).toBe('localhost:5000/minilm:latest|plain-1');
  });

  test('is given no more than its context holds, and no more than 8192 tokens', () => {
    expect(longestInput(undefined)).toBe(512 * 3);
    expect(longestInput(256)).toBe(256 * 3);
    expect(longestInput(40_960)).toBe(8192 * 3);
  });
});

describe('a text for an embedding model', () => {
  test('is left whole where it fits', () => {
    expect(toInput('query: ', ' Where is it? ', 100)).toBe('query: Where is it?');
  });

  test('is cut between words, its prefix counted', () => {
    expect(toInput('query: ', 'alpha beta gamma', 7 + 12)).toBe('query: alpha beta');
    expect(toInput('', 'alpha beta gamma', 10)).toBe('alpha beta');
  });

  test('is a beginning of the text that ends in no half character, whatever the text', () => {
    const text = fc.array(fc.constantFrom('a', 'word', ' ', '\n', '👍', '語', '\u0301')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 9, max: 60 }), (whole, longest) => {
        const input = toInput('query: ', whole, longest);
        expect(input.length).toBeLessThanOrEqual(longest);
        expect(whole.trim().startsWith(input.slice('query: '.length))).toBe(true);
        expect(input.isWellFormed()).toBe(true);
      }),
    );
  });
});
