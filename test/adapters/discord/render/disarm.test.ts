import fc from 'fast-check';
import type { PhrasingContent, Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import { renderForDiscord } from '../../../../src/adapters/discord/render/index.ts';
import { readBody } from '../../../../src/bot/index.ts';
import { type Found, readMessage, shownText } from './discord-dialect.ts';

const paragraphs = (...texts: string[]): Root => ({
  type: 'root',
  children: texts.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
});

function partsOf(body: Root): string[] {
  return renderForDiscord(body, '', { mostParts: 1_000 }).parts;
}

/** What a reader can see of a text, wherever lines end. */
const visible = (text: string) => text.replace(/[\s\u200b\ufeff]/g, '');

/** Everything that Discord would do with a text, besides showing it. */
const active = (found: readonly Found[]) =>
  found.filter(({ kind }) => kind !== 'text').map(({ kind, text }) => `${kind} ${text}`);

const hostile = [
  ...[
    '||',
    '|',
    '~~',
    '~',
    '**',
    '*',
    '__',
    '_',
    '`',
    '``',
    '```',
    '\\',
    '[',
    ']',
    '(',
    ')',
    '](',
    '<',
    '>',
    '>>>',
    ':',
    '@',
    '#',
    '-',
    '+',
    '.',
  ],
  ...['\n', '\n# ', '\n-# ', '\n> ', '\n>>> ', '\n- ', '\n* ', '\n1. ', '  ', ' ', '\n```\n', '\n#', '\n10.'],
  ...[
    '<@123>',
    '<@!123>',
    '<@&123>',
    '<#123>',
    '@everyone',
    '@here',
    '<t:1700000000>',
    '<t:1:R>',
    '</ask:123>',
    '<:a:1>',
    '<a:b:1>',
    '<id:guide>',
  ],
  ...[
    'https://evil.example',
    'http://',
    '://x.y',
    '<https://a.b>',
    '[a](https://b.c)',
    'discord.gg/x',
    ':smile:',
    'smile:',
    '||a||',
    'word',
    '日本語。',
  ],
];
const text = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostile) }, fc.string({ unit: 'grapheme', maxLength: 5 })),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

describe('text', () => {
  test.each([
    ['||spoiler||', '\\|\\|spoiler\\|\\|'],
    ['# no heading', '\\# no heading'],
    ['-# no subtext', '\\-# no subtext'],
    ['> no quote', '\\> no quote'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['snake_case *x* C:\\nix', 'snake\\_case \\*x\\* C:\\\\nix'],
    ['[a](https://b.c)', '\\[a]\\(https\\://b.c)'],
    ['<t:1> </ask:1> <:a:1> <#1>', '\\<t:1> \\</ask:1> \\<\\:a:1> \\<#1>'],
    ['<@1> <@&1> @everyone', '\\<@\u200b1> \\<@\u200b&1> @\u200beveryone'],
    ['@someone a@b.c 10.5 ~/.config/nix', '@someone a@b.c 10.5 \\~/.config/nix'],
  ])('%s is shown as it is', (written, sent) => {
    expect(partsOf(paragraphs(written))).toEqual([sent]);
    expect(shownText(readMessage(sent)).replaceAll('\u200b', '')).toBe(written);
  });

  test('has no effect on Discord, and all of it is seen', () => {
    fc.assert(
      fc.property(text, text, (one, two) => {
        const found = partsOf(paragraphs(one, two)).map((part) => readMessage(part));
        expect(found.flatMap(active)).toEqual([]);
        expect(visible(found.map(shownText).join(''))).toBe(visible(one + two));
      }),
      { numRuns: 250 },
    );
  });

  test('has none between marks and beside code and links either', () => {
    const leaf = fc.oneof(
      text.map((value): PhrasingContent => ({ type: 'text', value })),
      fc.constantFrom<PhrasingContent>({ type: 'inlineCode', value: 'a*b_c||d' }, { type: 'break' }),
      fc.constantFrom<PhrasingContent>(
        { type: 'inlineCode', value: 'x`y``z' },
        { type: 'link', url: 'https://a.b/c_d*e', children: [{ type: 'text', value: 'words' }] },
      ),
    );
    const marked = fc
      .tuple(
        fc.constantFrom('strong' as const, 'emphasis' as const, 'delete' as const),
        fc.array(leaf, { maxLength: 3 }),
      )
      .map(([type, children]): PhrasingContent => ({ type, children }));
    fc.assert(
      fc.property(fc.array(fc.oneof(leaf, marked), { maxLength: 6 }), (children) => {
        const parts = partsOf({ type: 'root', children: [{ type: 'paragraph', children }] });
        const kinds = parts.flatMap((part) => readMessage(part).map(({ kind }) => kind));
        const wanted = ['text', 'code', 'masked', 'link', 'strong', 'emphasis', 'struck'];
        expect(kinds.filter((kind) => !wanted.includes(kind))).toEqual([]);
        const codes = parts.flatMap((part) =>
          readMessage(part).filter(({ kind }) => kind === 'code' || kind === 'masked'),
        );
        expect(codes.length).toBe(count(children));
      }),
      { numRuns: 250 },
    );
  });

  test('makes no emoji of two texts that stand side by side', () => {
    const children = [':', '+:', ':smi', 'le:'].map((value): PhrasingContent => {
      return { type: 'strong', children: [{ type: 'text', value }] };
    });
    const joined = {
      type: 'strong' as const,
      children: [':', '+:'].map((value) => ({ type: 'text' as const, value })),
    };
    const parts = partsOf({ type: 'root', children: [{ type: 'paragraph', children: [...children, joined] }] });
    expect(parts.flatMap((part) => readMessage(part).map(({ kind }) => kind))).not.toContain('emoji');
  });

  test('mentions nobody in the eyes of the server, which reads what was sent and not what is shown', () => {
    fc.assert(
      fc.property(text, (written) => {
        for (const part of partsOf(paragraphs(written))) expect(part).not.toMatch(/<@[!&]?\d|@everyone|@here/i);
      }),
    );
  });

  test('in code is left alone, where Discord shows it as it is', () => {
    const code = '@everyone <@1> ||x|| *a* <t:1>';
    expect(partsOf(readBody(`\`${code}\`\n\n\`\`\`\n${code}\n\`\`\``))).toEqual([
      `\`${code}\`\n\`\`\`\n${code}\n\`\`\``,
    ]);
  });
});

function count(nodes: readonly PhrasingContent[]): number {
  return nodes.reduce(
    (sum, node) => sum + ('children' in node && node.type !== 'link' ? count(node.children) : isWhole(node) ? 1 : 0),
    0,
  );
}

function isWhole({ type }: PhrasingContent): boolean {
  return type === 'inlineCode' || type === 'link';
}
