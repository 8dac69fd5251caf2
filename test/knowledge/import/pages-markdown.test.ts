import { describe, expect, test } from 'vitest';
import { aFolder, pairsOf, readFile, readSource } from './source-builder.ts';

const lines = (...all: string[]) => all.join('\n');
/** Enough words for a passage of its own. */
const words = (about: string) => `Here it is explained at length, for everyone who wants to know it, what ${about} is.`;
const linkOf = (file: string) => `https://x.org/${file}`;

describe('a page of Markdown', () => {
  test('becomes a passage for each section, with its breadcrumb, address, key and line', async () => {
    const page = lines(
      '# Guide',
      '',
      words('it'),
      '',
      '## Set `up`',
      words('a'),
      '',
      '### On Linux',
      words('b'),
      '## End',
      words('c'),
    );
    const { drafts } = await readSource(aFolder({ 'docs/guide.md': page }), { linkOf });
    expect(drafts.map(({ title, url, key, at }) => [title, url, key, at.line])).toEqual([
      ['Guide', 'https://x.org/docs/guide.md#guide', 'docs/guide.md#guide', 1],
      ['Guide › Set up', 'https://x.org/docs/guide.md#set-up', 'docs/guide.md#set-up', 5],
      ['Guide › Set up › On Linux', 'https://x.org/docs/guide.md#on-linux', 'docs/guide.md#on-linux', 8],
      ['Guide › End', 'https://x.org/docs/guide.md#end', 'docs/guide.md#end', 10],
    ]);
    expect(drafts[1]?.text).toBe(words('a'));
  });

  test.each([
    ['a heading of the first level', '---\ntitle: Not this\n---\n# This\n', 'This'],
    ['its front matter', '---\ntitle: "This"\ntags:\n  - a\n---\n', 'This'],
    ['an underlined heading', 'This\n====\n', 'This'],
    ['its file', '', 'a'],
  ])('is called by %s', async (_what, head, title) => {
    expect(pairsOf(await readFile('a.md', `${head}\n${words('it')}`))).toEqual([[title, words('it')]]);
  });

  test.each([
    ['## Über die `C++`-Brücke!', 'über-die-c-brücke'],
    ['## Closed ##', 'closed'],
    ['## Named {#own-id}', 'own-id'],
    ['(NIX_PATH)=\n\n## Labelled', 'nix-path'],
    ['Underlined\n---', 'underlined'],
  ])('has the anchor that %j has where it is published', async (heading, anchor) => {
    const { drafts } = await readFile('a.md', lines(heading, '', words('it')));
    expect(drafts.map(({ key }) => key)).toEqual([`a.md#${anchor}`]);
  });

  test('tells headings that repeat apart', async () => {
    const { drafts } = await readFile('a.md', lines('## A', words('a'), '## A', words('b'), '## A', words('c')));
    expect(drafts.map(({ key }) => key)).toEqual(['a.md#a', 'a.md#a-1', 'a.md#a-2']);
  });

  test.each([
    ['code', ['```sh', '# no heading', '```']],
    ['code in a list', ['- so:', '', '  ```sh', '  # no heading', '  ```']],
    ['code in a list item', ['- ```sh', '  # no heading', '  ```']],
    ['code in longer fences', ['````md', '```', '# no heading', '```', '````']],
    ['code in tildes', ['~~~', '```', '# no heading', '~~~']],
    ['code in a quote', ['> ```', '> # no heading', '> ```']],
    ['an indented line', ['    # no heading']],
    ['a table', ['a | b', '--|--', 'c | d']],
    ['a rule after a list', ['- item', '---']],
  ])('has no heading in %s', async (_where, block) => {
    const read = await readFile('a.md', lines('# A', '', words('a'), '', ...block, '', 'End.'));
    expect(pairsOf(read)).toEqual([['A', lines(words('a'), '', ...block, '', 'End.')]]);
  });

  test('joins what is said in few words to the section below, or to the one before', async () => {
    const read = await readFile(
      'a.md',
      lines('# A', 'Hello.', '## B', words('b'), '## C', 'See B.', '## D', words('d')),
    );
    expect(pairsOf(read)).toEqual([
      ['A › B', lines('Hello.', '', words('b'), '', '**C**', '', 'See B.')],
      ['A › D', words('d')],
    ]);
  });

  test('is cut into parts that have the same breadcrumb and keys of their own', async () => {
    const text = lines('# A', '', words('a'), '', words('b'), '', 'Run this:', '', '```', 'run', '```');
    const { drafts } = await readFile('a.md', text, { passageChars: 180 });
    expect(drafts.map(({ key, title, text: part, at }) => [key, title, part, at.line])).toEqual([
      ['a.md#a', 'A', `${words('a')}\n\n${words('b')}`, 1],
      ['a.md#a/2', 'A', 'Run this:\n\n```\nrun\n```', 7],
    ]);
  });

  test('keeps its keys when other sections change', async () => {
    const page = (first: string) => lines('# A', first, '## B', words('b'), '## C', words('c'));
    const keysIn = async (text: string) => (await readFile('a.md', text)).drafts.map(({ key }) => key);
    const [before, after] = [
      await keysIn(page(words('a'))),
      await keysIn(page(`${words('x')}\n## New\n${words('n')}`)),
    ];
    expect(after.filter((key) => key !== 'a.md#new')).toEqual(before);
  });
});

describe('what readers do not need', () => {
  const reduced = async (...page: string[]) => (await readFile('a.md', lines('# A', '', ...page))).drafts[0]?.text;

  test.each([
    ['an admonition', [':::{note}', 'Mind it.', ':::'], ['**Note**', '', 'Mind it.']],
    ['one with a title', ['```{admonition} Mind `it`', 'So.', '```'], ['**Mind `it`**', '', 'So.']],
    ['one with words beside it', [':::{tip} Mind', 'it.', ':::'], ['**Tip**', '', 'Mind', 'it.']],
    [
      'one within another',
      ['::::{tip}', ':::{note}', 'A', ':::', 'B', '::::'],
      ['**Tip**', '', '**Note**', '', 'A', '', 'B'],
    ],
    ['one with code', [':::{note}', '```sh', 'run', '```', ':::'], ['**Note**', '', '```sh', 'run', '```']],
    ['a block of code', ['```{code-block} nix', '1 + 1', '```'], ['```nix', '1 + 1', '```']],
    [
      'one with options',
      ['```{code-block} nix', ':caption: a.nix', ':x: y', '1', '```'],
      ['**a.nix**', '', '```nix', '1', '```'],
    ],
    ['one within colons', [':::{code-block} md', '```', ':::'], ['````md', '```', '````']],
    ['a version', [':::{versionadded} 2.4', ':::'], ['**Added in version 2.4**']],
    ['a table of contents', ['```{toctree}', 'a.md', '```', 'B'], ['B']],
    ['comments', ['% note', 'A <!-- no', 'no --> B `<!--` C', '<!-- D', '+++'], ['A ', ' B `<!--` C', '<!-- D']],
    ['roles', ['{term}`Nixpkgs` {ref}`text <label>` {file}`/etc` {kbd}`Ctrl`'], ['Nixpkgs text `/etc` `Ctrl`']],
    ['labels', ['[text](some-label), [](./other-page), [b](https://b.org)'], ['text, other-page, [b](https://b.org)']],
    [
      'references',
      ['See [the `wiki`][W] or [w].', '', '[w]: <https://w.org> "W"'],
      ['See [the `wiki`](https://w.org) or [w](https://w.org).'],
    ],
    [
      'nothing in code',
      ['```', '{term}`x` <!-- y -->', '[w]: https://w.org', '```'],
      ['```', '{term}`x` <!-- y -->', '[w]: https://w.org', '```'],
    ],
  ])('%s', async (_what, page, expected) => {
    const text = await reduced(...page);
    expect(text?.split('\n').map((line) => line.trimEnd())).toEqual(expected.map((line) => line.trimEnd()));
  });
});
