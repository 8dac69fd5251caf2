import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Nodes, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { findUnverified } from '../../src/answering/find-unverified.ts';
import { piecesOf } from '../../src/bot/answer-body/cut-markdown.ts';
import { createBodyReader, readBody, textOf } from '../../src/bot/index.ts';
import { ifLeftOut, noSharedData, sharedData } from '../shared-data.ts';

const text = (value: string) => ({ type: 'text', value });
const blocks = (markdown: string, options = {}) => readBody(markdown, options).children;

/** What stands in the only paragraph of a text. */
function line(markdown: string, options = {}): PhrasingContent[] {
  const [only, ...others] = blocks(markdown, options);
  if (only?.type !== 'paragraph' || others.length > 0) throw new Error(`no single paragraph: ${markdown}`);
  return only.children;
}

const words = (markdown: string, options = {}) => textOf(line(markdown, options));

describe('an answer that is still being written', () => {
  test('has its open fence closed', () => {
    expect(blocks('Run:\n\n```sh\nnix-shell -p')).toMatchObject([
      { type: 'paragraph' },
      { type: 'code', lang: 'sh', value: 'nix-shell -p' },
    ]);
    expect(blocks('```sh')).toMatchObject([{ type: 'code', lang: 'sh', value: '' }]);
  });

  test.each(['**bold', 'a *b', '`code', '[text](', '[text](https:', '~~gone', '| a | b', '![alt'])(
    'shows %s as text',
    (half) => {
      expect(words(half)).toBe(half);
      expect(line(half).every(({ type }) => type === 'text')).toBe(true);
    },
  );

  test('makes no heading of a paragraph when the list below it begins', () => {
    for (const begun of ['Steps:\n-', 'Steps:\n- ', 'Steps:\n--', 'Steps:\n='])
      expect(blocks(begun).map(({ type }) => type)).toEqual(['paragraph']);
    expect(blocks('Steps:\n- a').map(({ type }) => type)).toEqual(['paragraph', 'list']);
  });

  test('reads the same whether what came before was read or not', () => {
    const whole = `${'A *paragraph* of some length, with `code` in it.\n\n'.repeat(120)}- a\n- b\n\n\`\`\`js\n1\n`;
    const read = createBodyReader();
    for (let end = 0; end <= whole.length; end += 487) {
      const begun = whole.slice(0, end);
      expect(read(begun)).toEqual(readBody(begun));
    }
  });
});

describe('hostile text', () => {
  test.each(['<b>hi</b>', '<script>alert(1)</script>', '<!-- hidden -->', '<img src=x onerror=y>', '<details>'])(
    '%s is plain text',
    (html) => {
      expect(words(html)).toBe(html);
      expect(words(`Before ${html} after`)).toBe(`Before ${html} after`);
      expect(line(html).every(({ type }) => type === 'text')).toBe(true);
    },
  );

  test('links lead to the web or to a mailbox; others say where they would have led', () => {
    const [link] = line('[a](https://nixos.org/x)');
    expect(link).toEqual({ type: 'link', url: 'https://nixos.org/x', children: [text('a')] });
    expect(line('<me@nixos.org>')).toMatchObject([{ type: 'link', url: 'mailto:me@nixos.org' }]);
    expect(words('[a](javascript:alert) b')).toBe('a (javascript:alert) b');
    expect(words('[a](data:text/html,x)')).toBe('a (data:text/html,x)');
    expect(words('[a](https://nixos.org@evil.example/)')).toBe('a (https://nixos.org@evil.example/)');
    expect(words('![a](file:///etc/passwd)')).toBe('a (file:///etc/passwd)');
    for (const bad of ['[a](javascript:alert)', '[a](//evil.example)', '[a](https://x@evil.example)'])
      expect(line(bad).every(({ type }) => type === 'text')).toBe(true);
  });

  test('links within the text they were taken from keep their words alone', () => {
    expect(words('See [flakes](./flakes.md#what) and [above](#up).')).toBe('See flakes and above.');
  });

  test('a host in look-alike letters shows itself', () => {
    expect(line('[a](https://nіxos.org)')).toMatchObject([{ url: 'https://xn--nxos-l9d.org/' }]);
  });

  test('no character turns or hides what is shown, not even as an entity', () => {
    expect(words('a\u202eb\u0007 &#x202e;c')).toBe('ab c');
    expect(words('a\ud800b')).toBe('a\ufffdb');
  });

  test('code within a line stays within it', () => {
    expect(line('Use `nix\nbuild`.')).toEqual([text('Use '), { type: 'inlineCode', value: 'nix build' }, text('.')]);
  });

  test('nesting is bounded, and nothing of it is lost', () => {
    for (const deep of ['> '.repeat(5_000), '- '.repeat(5_000), '- > '.repeat(2_500), '1. '.repeat(4_000)]) {
      const body = readBody(`${deep}end`);
      expect(depthOf(body)).toBeLessThan(30);
      expect(JSON.stringify(body)).toContain('end');
    }
    const listed = Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- item ${level}`).join('\n');
    expect(depthOf(readBody(listed))).toBeLessThan(30);
    expect(JSON.stringify(readBody(listed))).toContain('item 59');
    const marked = `${'*a **b '.repeat(30)}${'** *'.repeat(30)}`;
    expect(depthOf(readBody(marked))).toBeLessThan(30);
  });

  const lengths = 20_000;
  const fill = (piece: string) => piece.repeat(Math.ceil(lengths / piece.length));
  test.each([
    ['closing brackets', fill(']')],
    ['brackets within brackets', `${fill('[')}a${fill('](b)')}`],
    ['stars behind letters', fill('a* ')],
    ['stars and underscores', fill('*a_ ')],
    ['quotes in quotes', fill('>')],
    ['many quotes', fill('>a\n\n')],
    ['many quotes behind an open fence', `> \`\`\`\n${fill('>a\n\n')}`],
    ['lines that lean on a quote', `> a\n${fill('b\n')}`],
    ['lines that lean on a list', `- a\n${fill('b\n')}`],
    ['underlines', fill('a\n-\n')],
    ['lists in lists', fill('- ')],
    ['tildes', fill('~a')],
  ])('is read in time that grows with its length: %s', (_, hostile) => {
    const before = process.cpuUsage();
    readBody(hostile, { sources: 3 });
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(3); // without the bounds: from 4 seconds to minutes, or the end of the stack
  });

  test('never makes it fail, and leaves no HTML, no foreign link and no position in it', () => {
    const pieces = [
      ...[
        '`',
        '```',
        '~~~',
        '**',
        '*',
        '_',
        '~~',
        '[',
        '](',
        ')',
        '!',
        '\n',
        '\n\n',
        '\n- ',
        '\n1. ',
        '\n> ',
        '\n# ',
        '|',
        '\n|-|\n',
      ],
      ...[
        '<b>',
        '</b>',
        '<!--',
        '-->',
        '&lt;',
        '&#8238;',
        '[1]',
        '[2, 3]',
        '[x]: https://a.b',
        '[^1]',
        '[^1]: a',
        'https://a.b/c',
        'javascript:x',
      ],
      ...['mailto:a@b.c', 'www.a.bc', ' ', '    ', '\t', '\\', 'word', '日本', '👩‍👩‍👧', '\u0000', '\ud800', '==='],
    ];
    const hostile = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(hostile, (parts) => {
        const all = nodesOf(readBody(parts.join(''), { sources: 2, unverified: ['word', 'https://a.b/c'] }));
        for (const node of all) {
          expect(['html', 'definition', 'linkReference', 'imageReference', 'footnoteReference']).not.toContain(
            node.type,
          );
          if ('url' in node) expect(node.url).toMatch(/^(?:https?:\/\/|mailto:)/);
          if (node.type === 'citation') expect([1, 2]).toContain(node.number);
          expect(node).not.toHaveProperty('position');
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('citations', () => {
  test('are the numbers of sources that there are', () => {
    expect(line('So [1] and [2, 3], not [4].', { sources: 3 })).toEqual([
      text('So '),
      { type: 'citation', number: 1 },
      text(' and '),
      { type: 'citation', number: 2 },
      { type: 'citation', number: 3 },
      text(', not [4].'),
    ]);
    expect(line('So [1], [0].')).toEqual([text('So [1], [0].')]);
  });

  test('are none in code, and none in links', () => {
    expect(line('`a[1]` [see [1]](https://a.b)', { sources: 1 })).toMatchObject([
      { type: 'inlineCode', value: 'a[1]' },
      text(' '),
      { type: 'link', children: [text('see [1]')] },
    ]);
  });

  test('a definition that bears the number of a source does not take its place', () => {
    expect(line('As [1] says.\n[1]: https://evil.example', { sources: 1 })).toMatchObject([
      text('As '),
      { type: 'citation', number: 1 },
      text(' says.\n'),
      { type: 'citation', number: 1 },
      text(': '),
      { type: 'link', url: 'https://evil.example/' },
    ]);
  });
});

describe('what nobody has checked', () => {
  const unverified = ['--fast', 'https://a.b/c', '/etc/nix/x.conf'];

  test('is marked in text, where it begins and ends', () => {
    expect(line('Use --fast, not --faster.', { unverified })).toEqual([
      text('Use '),
      { ...text('--fast'), data: { unverified: ['--fast'] } },
      text(', not --faster.'),
    ]);
  });

  test('is marked on code and on links as wholes', () => {
    expect(line('`nix --fast` and https://a.b/c or [here](https://a.b/c).', { unverified })).toMatchObject([
      { type: 'inlineCode', value: 'nix --fast', data: { unverified: ['--fast'] } },
      text(' and '),
      { type: 'link', data: { unverified: ['https://a.b/c'] } },
      text(' or '),
      { type: 'link', data: { unverified: ['https://a.b/c'] } },
      text('.'),
    ]);
    const markdown = '```sh\n$ nix-env -iA \\\n    foo\nls\n```';
    const found = findUnverified(markdown, []);
    expect(found).toHaveLength(1);
    expect(blocks(markdown, { unverified: found })).toMatchObject([{ type: 'code', data: { unverified: found } }]);
  });

  test('marks nothing else', () => {
    const body = readBody('`nix` [a](https://b.c) --slow\n\n```\nls\n```', { unverified });
    expect(nodesOf(body).filter(({ data }) => data)).toEqual([]);
  });
});

describe('pieces', () => {
  test.skipIf(noSharedData)(`mean the same apart as together, on every page of nix.dev${ifLeftOut}`, () => {
    const folder = sharedData('data/nix.dev');
    const pages = globSync('**/*.md', { cwd: folder }).map((page) => readFileSync(join(folder, page), 'utf8'));
    const disabled = ['htmlFlow', 'htmlText', 'definition', 'setextUnderline'];
    const notes = ['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'];
    const extensions = [gfm(), { disable: { null: [...disabled, ...notes] } }];
    const parse = (markdown: string) =>
      withoutPositions(fromMarkdown(markdown, { extensions, mdastExtensions: [gfmFromMarkdown()] })).children;
    for (const page of pages) {
      const pieces = piecesOf(page);
      expect(pieces.map((piece) => piece.text).join('\n')).toBe(page);
      expect(pieces.filter(({ isWild }) => isWild)).toEqual([]);
      expect(pieces.flatMap((piece) => parse(piece.text))).toEqual(parse(page));
    }
    expect(pages.flatMap((page) => piecesOf(page)).length).toBeGreaterThan(pages.length * 2);
  });
});

function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

function depthOf(node: Nodes): number {
  return 1 + ('children' in node ? Math.max(0, ...node.children.map(depthOf)) : 0);
}

function withoutPositions(root: Root): Root {
  for (const node of nodesOf(root)) delete node.position;
  return root;
}
