import { describe, expect, test } from 'vitest';
import { failureOf, pairsOf, readFile, refusalsOf } from './source-builder.ts';

const lines = (...all: string[]) => all.join('\n');

describe('a FAQ under headings', () => {
  const faq = lines(
    ...[
      '# Questions',
      '',
      'Hello.',
      '',
      '## Nix',
      '',
      '### How to install `nix`?',
      '',
      'So:',
      '',
      '```sh',
      '# run',
      '```',
    ],
    ...['', '### Why?', '', 'Because.', '', '#### More', 'Of it.', '', '## NixOS', '', '### What is **it**?', 'That.'],
  );

  test('has a pair for each heading that asks, with the heading above as its category', async () => {
    const { drafts, format } = await readFile('faq.md', faq, { linkOf: (file) => `https://x.org/${file}` });
    expect(format).toBe('faq');
    expect(drafts.map(({ title, text, category, at, url }) => [title, text, category, at.line, url])).toEqual([
      ['How to install nix?', 'So:\n\n```sh\n# run\n```', 'Nix', 7, 'https://x.org/faq.md#how-to-install-nix'],
      ['Why?', 'Because.\n\n#### More\nOf it.', 'Nix', 15, 'https://x.org/faq.md#why'],
      ['What is it?', 'That.', 'NixOS', 24, 'https://x.org/faq.md#what-is-it'],
    ]);
  });

  test('is keyed by its questions, so that moving them changes nothing', async () => {
    const moved = await readFile('other.md', faq.replace('## Nix\n', '## Moved\n\nElsewhere.\n'));
    const { drafts } = await readFile('faq.md', faq);
    expect(moved.drafts.map(({ key }) => key)).toEqual(drafts.map(({ key }) => key));
  });

  test('leaves out a question without an answer, with its line', async () => {
    const read = await readFile('faq.md', lines('## A?', 'a', '## B?', '', '## C?', 'c'));
    expect(refusalsOf(read)).toEqual(['faq.md:3 incomplete: Found a question alone, expected an answer below it.']);
    expect(pairsOf(read)).toEqual([
      ['A?', 'a'],
      ['C?', 'c'],
    ]);
  });

  test('takes the deepest headings that repeat where none asks, if someone says that it is one', async () => {
    const text = lines('# T', '## Install', 'a', '## Remove', 'b', '### Once', 'c');
    expect((await readFile('faq.md', text)).format).toBe('pages');
    expect(pairsOf(await readFile('faq.md', text, { format: 'faq' }))).toEqual([
      ['Install', 'a'],
      ['Remove', 'b\n### Once\nc'],
    ]);
  });

  test('without headings that repeat is none', async () => {
    const failure = await failureOf(readFile('faq.md', 'Only words.', { format: 'faq' }));
    expect(failure.message).toMatch(/^faq\.md:1 {2}found no headings that repeat/);
  });
});

describe('a FAQ in lines', () => {
  test.each([
    [lines('**Q: One?**', '', '**A:** a', 'b', '', '**Q:** Two?', '**A:** c')],
    [lines('Q: One?', 'A: a', 'b', '', 'Q: Two?', 'A: c')],
    [lines('Question 1: One?', 'Answer: a', 'b', 'Question 2. Two?', 'Answer: c')],
  ])('%j has two pairs', async (text) => {
    const read = await readFile('faq.md', text);
    expect(read.format).toBe('faq');
    expect(pairsOf(read)).toEqual([
      ['One?', 'a\nb'],
      ['Two?', 'c'],
    ]);
  });

  test('does not look for questions in code', async () => {
    const text = lines('Q: One?', 'A: a', '```', 'Q: no', '```', 'Q: Two?', 'A: c');
    expect(pairsOf(await readFile('faq.md', text))).toEqual([
      ['One?', 'a\n```\nQ: no\n```'],
      ['Two?', 'c'],
    ]);
  });
});
