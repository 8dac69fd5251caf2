import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, type Inline, parseMarkdown } from '../../../src/adapters/web/public/markdown.js';

const parse = (text: string): Block[] => parseMarkdown(text).map(({ raw: _, ...block }) => block);
const inline = (text: string): Inline[] => {
  const [block] = parse(text);
  return block?.type === 'paragraph' ? block.inlines : [];
};
const words = (text: string): Inline => ({ type: 'text', text });

describe('blocks', () => {
  test('paragraphs, headings and rules', () => {
    expect(parse('One\ntwo\n\n## Three ##\n\n---').map(({ type }) => type)).toEqual(['paragraph', 'heading', 'rule']);
    expect(inline('One\ntwo')).toEqual([words('One two')]);
  });

  test('a fence keeps its language and its text as it is', () => {
    expect(parse('```nix\n{ a = "<b>"; }\n\n  # *no*\n```\nafter')).toEqual([
      { type: 'code', language: 'nix', text: '{ a = "<b>"; }\n\n  # *no*' },
      { type: 'paragraph', inlines: [words('after')] },
    ]);
  });

  test('a fence that is not closed yet is code already', () => {
    expect(parse('```sh\nnix-shell -p')).toEqual([{ type: 'code', language: 'sh', text: 'nix-shell -p' }]);
  });

  test('lists nest, count from where they begin, and hold code', () => {
    expect(parse('3. one\n   ```\n   code\n   ```\n4. two\n   - deep\n   - deeper')).toEqual([
      {
        type: 'list',
        isOrdered: true,
        start: 3,
        items: [
          [
            { type: 'paragraph', inlines: [words('one')] },
            { type: 'code', language: '', text: 'code' },
          ],
          [
            { type: 'paragraph', inlines: [words('two')] },
            {
              type: 'list',
              isOrdered: false,
              start: 1,
              items: [
                [{ type: 'paragraph', inlines: [words('deep')] }],
                [{ type: 'paragraph', inlines: [words('deeper')] }],
              ],
            },
          ],
        ],
      },
    ]);
  });

  test('a year at the beginning of a line is no list', () => {
    expect(parse('It was released in\n2003. A good year.').map(({ type }) => type)).toEqual(['paragraph']);
  });

  test('tables have a column for every heading', () => {
    const [table] = parse('| a | b |\n|:--|--:|\n| `x\\|y` | 2 | 3 |\n| 1 |');
    expect(table).toEqual({
      type: 'table',
      align: ['left', 'right'],
      head: [[words('a')], [words('b')]],
      rows: [
        [[{ type: 'code', text: 'x|y' }], [words('2')]],
        [[words('1')], []],
      ],
    });
  });

  test('quotes hold blocks', () => {
    expect(parse('> - a\n> - b')).toMatchObject([{ type: 'quote', blocks: [{ type: 'list' }] }]);
  });
});

describe('within a line', () => {
  test('strong, emphasis, code and struck out', () => {
    expect(inline('**a _b_** `*c*` ~~d~~ snake_case_name 2 * 3 * 4')).toEqual([
      { type: 'strong', inlines: [words('a '), { type: 'emphasis', inlines: [words('b')] }] },
      words(' '),
      { type: 'code', text: '*c*' },
      words(' '),
      { type: 'strike', inlines: [words('d')] },
      words(' snake_case_name 2 * 3 * 4'),
    ]);
  });

  test('numbers in brackets cite', () => {
    expect(inline('so [1], [2, 3]')).toEqual([
      words('so '),
      { type: 'citation', number: 1 },
      words(', '),
      { type: 'citation', number: 2 },
      { type: 'citation', number: 3 },
    ]);
  });

  test('links and bare addresses lead to the web', () => {
    expect(inline('[the manual](https://nixos.org/manual "M") or https://nixos.org/a_(b).')).toEqual([
      { type: 'link', href: 'https://nixos.org/manual', inlines: [words('the manual')] },
      words(' or '),
      { type: 'link', href: 'https://nixos.org/a_(b)', inlines: [words('https://nixos.org/a_(b)')] },
      words('.'),
    ]);
  });

  test('a picture is a link: it is never loaded', () => {
    expect(inline('![a cat](https://example.org/cat.png)')).toEqual([
      { type: 'link', href: 'https://example.org/cat.png', inlines: [words('a cat')] },
    ]);
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox)',
    '[x](//evil.example)',
    '[x](/etc/passwd)',
    '[x](https://nixos.org@evil.example/)',
    '<javascript:alert(1)>',
  ])('%s stays text', (text) => {
    expect(inline(text).every(({ type }) => type === 'text')).toBe(true);
  });

  test('HTML stays text', () => {
    expect(inline('<img src=x onerror=alert(1)> <b>b</b>')).toEqual([words('<img src=x onerror=alert(1)> <b>b</b>')]);
  });
});

/** Text made of what Markdown is made of, so that marks meet in every way. */
const marks = [
  ...['*', '**', '***', '_', '__', '~~', '`', '``', '```', '~~~', '[', ']', '(', ')', '![', '](', '<', '>', '\\', '|'],
  ...[
    '\n',
    '\n\n',
    '\n    ',
    '\n> ',
    '\n- ',
    '\n1. ',
    '\n# ',
    '\n---\n',
    '\n|-|-|\n',
    '\n```sh\n',
    '\r\n',
    '\t',
    '  \n',
  ],
  ...['a', 'word ', ' ', '[1]', 'https://nixos.org', 'javascript:', '<script>', '\u0000', '🙂', '&lt;', '--foo'],
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 5 })), { maxLength: 60 });
const markdown = hostile.map((parts) => parts.join(''));

describe('whatever a model writes', () => {
  test('is read, and every link in it leads to the web', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        for (const node of nodesOf(parse(text))) {
          if (node.type === 'link') expect(node.href).toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('loses no word on the way', () => {
    const plain = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        plain,
        fc.constantFrom(' ', '\n', '\n\n', ' **', '** ', ' `', '\n- ', '\n> ', '\n\n```\n'),
        (parts, glue) => {
          const shown = nodesOf(parse(parts.join(glue)))
            .map((node) => ('text' in node ? node.text : ''))
            .join(' ');
          for (const part of parts) expect(shown).toContain(part);
        },
      ),
    );
  });

  test('keeps its finished blocks while it grows', () => {
    fc.assert(
      fc.property(markdown, fc.nat(), (text, at) => {
        const before = parseMarkdown(text.slice(0, at % (text.length + 1)));
        const after = parseMarkdown(text);
        // all but the last two: a table is known by its second line, and a list goes on after a blank one
        for (const [index, block] of before.slice(0, -2).entries()) expect(after[index]).toEqual(block);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(
    [
      '*a',
      '**a*',
      '`',
      '> ',
      '[a](',
      '- ',
      '*a `',
      '_a **b ',
      '|a',
      '# #',
      '~~~\n',
      '- x\n\n\n',
      '[[',
      '![',
      '\\',
      '<h',
    ].map((part) => [part]),
  )('is read in no time, though it repeats %j', (part) => {
    const startedAt = performance.now();
    parseMarkdown(part.repeat(10_000));
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

function nodesOf(nodes: (Block | Inline)[]): (Block | Inline)[] {
  return nodes.flatMap((node) => [node, ...nodesOf(childrenOf(node))]);
}

function childrenOf(node: Block | Inline): (Block | Inline)[] {
  switch (node.type) {
    case 'list':
      return node.items.flat();
    case 'quote':
      return node.blocks;
    case 'table':
      return [...node.head.flat(), ...node.rows.flat(2)];
    default:
      return 'inlines' in node ? node.inlines : [];
  }
}
