import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageLimit, renderForDiscord, renderLive } from '../../../../src/adapters/discord/render/index.ts';
import { readBody } from '../../../../src/bot/index.ts';
import { ifLeftOut, noSharedData, sharedData } from '../../../shared-data.ts';
import { type Found, readMessage, shownText } from './discord-dialect.ts';

/** All messages, however many. */
function partsOf(markdown: string, footer = ''): string[] {
  const options = { sources: 2, unverified: ['--word'] };
  const context = { sources: [{ title: 'a', url: 'https://a.b' }], footer, mostParts: 10_000 };
  const { parts, file } = renderForDiscord(readBody(markdown, options), markdown, context);
  expect(file).toBeUndefined();
  return parts;
}

function holdTo(parts: readonly string[]): void {
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(messageLimit);
    expect(part.trim()).not.toBe('');
    expect(part).toBe(part.toWellFormed());
    expect(fencesOf(part) % 2).toBe(0);
  }
}

const fencesOf = (part: string) => part.match(/```/g)?.length ?? 0;

const sentence = fc
  .array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 })
  .map((words) => `${words.join(' ')}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((sentences) => sentences.join(' '));
const prose = fc.array(paragraph, { minLength: 1, maxLength: 14 });

describe('a long answer', () => {
  test('is cut between paragraphs, then sentences, then words', () => {
    const short = `${'Words of a sentence. '.repeat(40).trim()}\n\n`;
    expect(partsOf(short.repeat(4))).toEqual([`${short}${short}`.trim(), `${short}${short}`.trim()]);
    const [first = ''] = partsOf('Words of a sentence. '.repeat(200));
    expect(first).toMatch(/sentence\.$/);
    const [words = '', next] = partsOf('word '.repeat(1_000));
    expect(words.length).toBe(1_999);
    expect(words.endsWith('word')).toBe(true);
    expect(next).toMatch(/^word /);
  });

  test('keeps all of its words, in order', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom('', '-# a footer', `-# ${'f'.repeat(600)}`), (paragraphs, footer) => {
        const parts = partsOf(paragraphs.join('\n\n'), footer);
        holdTo(parts);
        const all = parts.join('\n').slice(0, footer === '' ? undefined : -footer.length);
        expect(all.split(/\s+/).filter(Boolean)).toEqual(paragraphs.join(' ').split(' '));
        expect(parts.join('').endsWith(footer)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('never cuts a link, a piece of code or a mark', () => {
    const piece = fc.constantFrom(
      ...[
        '[some words](https://a.b/c_d)',
        '`code of *several* words`',
        '**bold words, and more**',
        '*slanted*',
        '[1]',
        'a',
        'word',
      ],
      ...['***both of them***', '~~gone with it~~', 'https://a.b/c/d/e', '--word', '**a `b` c**', 'sentence.'],
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 200, maxLength: 400 }), (pieces) => {
        const parts = partsOf(pieces.join(' '));
        holdTo(parts);
        const found = parts.flatMap((part) => readMessage(part));
        const times = (kind: Found['kind']) => found.filter((one) => one.kind === kind).length;
        const among = (...some: string[]) => pieces.filter((one) => some.includes(one)).length;
        expect(times('masked')).toBe(among('[some words](https://a.b/c_d)', '[1]'));
        expect(times('code')).toBe(among('`code of *several* words`', '**a `b` c**'));
        expect(times('link')).toBe(among('https://a.b/c/d/e'));
        expect(shownText(found)).not.toMatch(/[*~`]/);
      }),
      { numRuns: 15 },
    );
  });

  test('never cuts what people see as one character, in any script', () => {
    for (const character of ['👩‍👩‍👧', 'é', '汉', '🇨🇭', 'नि', '한']) {
      const parts = partsOf(character.repeat(2_500));
      holdTo(parts);
      for (const part of parts) expect(part.length % character.length).toBe(0);
      expect(parts.join('')).toBe(character.repeat(2_500));
    }
    const [chinese = ''] = partsOf('这是一个句子，它有两个部分。'.repeat(200));
    expect(chinese).toMatch(/。$/);
    holdTo(partsOf(`a${'\u0301'.repeat(5_000)}`));
  });

  test('keeps the numbers of its list, and begins at the left where it goes on', () => {
    const items = Array.from(
      { length: 120 },
      (_, index) => `${index + 1}. Item with some words\n   - and one within it`,
    );
    const parts = partsOf(items.join('\n'));
    expect(parts.length).toBeGreaterThan(2);
    holdTo(parts);
    expect(parts.join('\n').match(/\d+(?=\.)/g)).toEqual(items.map((_, index) => String(index + 1)));
    for (const part of parts) expect(part).toMatch(/^(?:\d+\. |- )/);
  });

  test('leaves no heading and no announcement alone at the end of a message', () => {
    const parts = partsOf(
      `${'Words of a sentence. '.repeat(85)}\n\n## Heading\n\nRun this:\n\n\`\`\`sh\n${'line of code\n'.repeat(20)}\`\`\``,
    );
    expect(parts).toHaveLength(2);
    expect(parts[1]).toMatch(/^## Heading\nRun this:\n```sh\n/);
  });

  test('goes on in a new block where a block of code is cut', () => {
    const code = Array.from({ length: 400 }, (_, index) => `echo ${index}`).join('\n');
    const parts = partsOf(`Run:\n\n\`\`\`sh\n${code}\n\`\`\`\n\nDone.`);
    holdTo(parts);
    const blocks = parts.flatMap((part) => readMessage(part)).filter(({ kind }) => kind === 'block');
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.map(({ language }) => language)).toEqual(blocks.map(() => 'sh'));
    expect(blocks.map(({ text }) => text).join('\n')).toBe(code);
  });

  test('keeps every byte of its code, but for what would end a block', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.constantFrom('', '```', '````js', '  indented', '\t', '\\', '日本語', '`', '``', '@everyone ||x||'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).map((text) => text.repeat(1_000)),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        const value = lines.join('\n');
        fc.pre(value.trim() !== '');
        const { parts } = renderForDiscord({ type: 'root', children: [{ type: 'code', lang: 'nix', value }] }, '', {
          mostParts: 10_000,
        });
        const inner = parts.map((part) => /^```nix\n([\s\S]*)\n```$/.exec(part)?.[1]);
        for (const text of inner) expect(text).not.toContain('```');
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(messageLimit);
        const isLong = value.split('\n').some((one) => one.length > 1_900);
        const plain = (text: string) => (isLong ? text.replaceAll('\n', '') : text).replaceAll('\u200b', '');
        expect(plain(inner.join('\n'))).toBe(plain(value));
      }),
      { numRuns: 60 },
    );
  });
});

describe('whatever the Markdown', () => {
  const pieces = [
    ...[
      '`',
      '```',
      '```sh\n',
      '**',
      '*',
      '~~',
      '[',
      '](https://a.b)',
      '[x](https://a.b)',
      '![x](https://a.b)',
      '\n',
      '\n\n',
      '\n- ',
      '\n1. ',
    ],
    ...[
      '\n  - ',
      '\n> ',
      '\n## ',
      '|',
      '\n|-|-|\n',
      '| a | b |',
      '<b>',
      '[1]',
      '[2]',
      '--word',
      '@everyone',
      '<@1>',
      '||x||',
      ' ',
      '\\',
      '日本。',
      '👩‍👩‍👧',
    ],
    ...[
      'word '.repeat(150),
      'x'.repeat(700),
      '\n\n```\n' + 'code\n'.repeat(90) + '```\n\n',
      '\n- item of a list'.repeat(40),
    ],
  ];
  const markdown = fc
    .array(
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary', maxLength: 8 })),
      { maxLength: 50 },
    )
    .map((all) => all.join(''));

  test('messages are within limits, blocks closed, and nothing in them is active that was not meant', () => {
    fc.assert(
      fc.property(markdown, fc.constantFrom('', '-# footer'), (text, footer) => {
        const parts = partsOf(text, footer);
        holdTo(parts);
        const kinds = new Set(parts.flatMap((part) => readMessage(part).map(({ kind }) => kind)));
        for (const kind of [
          'spoiler',
          'user',
          'role',
          'channel',
          'everyone',
          'time',
          'command',
          'place',
          'underline',
          'address',
        ])
          expect([...kinds]).not.toContain(kind);
      }),
      { numRuns: 100 },
    );
  });

  test('what is live is within limits, too', () => {
    fc.assert(
      fc.property(markdown, fc.nat(3_000), (text, end) => {
        const parts = renderLive(readBody(text.slice(0, end)), { footer: '-# writing …' });
        holdTo(parts);
        expect(parts.length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(noSharedData)(`every page of nix.dev comes through${ifLeftOut}`, () => {
    const folder = sharedData('data/nix.dev');
    for (const page of globSync('**/*.md', { cwd: folder })) {
      const text = readFileSync(join(folder, page), 'utf8');
      const parts = partsOf(text, '-# footer');
      holdTo(parts);
      for (const part of parts.slice(0, -1)) expect(part.length).toBeGreaterThan(300);
      const found = parts.flatMap((part) => readMessage(part));
      const kinds = new Set(found.map(({ kind }) => kind));
      for (const kind of ['spoiler', 'user', 'everyone', 'address', 'command'] as const)
        expect(kinds).not.toContain(kind);
      const codes = readBody(text).children.flatMap((block) => (block.type === 'code' ? [block.value] : []));
      const sent = found.flatMap(({ kind, text: code }) => (kind === 'block' ? [code] : [])).join('\n');
      for (const code of codes)
        for (const line of code.split('\n')) expect(sent).toContain(line.replace(/``(?=`)/g, '``\u200b').trim());
    }
  });
});

describe('the footer', () => {
  test('stands under the last message, which is cut again if it has no room for both', () => {
    const footer = `-# ${'f'.repeat(300)}`;
    const text = 'Words of a sentence. '.repeat(93).trim();
    expect(partsOf(text, footer)).toHaveLength(2);
    expect(partsOf('Short.', footer)).toEqual([`Short.\n${footer}`]);
    expect(partsOf('', footer)).toEqual([footer]);
    expect(partsOf('', '')).toEqual([]);
    const long = `-# ${'f '.repeat(700)}`;
    expect(partsOf('Short.', long)).toEqual(['Short.', long]);
  });
});

describe('an answer longer than a few messages', () => {
  const text = `# Title\n\n${'Words of a sentence. '.repeat(600)}`;
  const sources = [
    { title: 'The manual', url: 'https://nixos.org/manual' },
    { title: 'An entry', url: null },
  ];

  test('is begun in one, with the whole as a file', () => {
    const { parts, file } = renderForDiscord(readBody(text), text, { sources, footer: '-# footer' });
    expect(parts).toHaveLength(1);
    holdTo(parts);
    expect(parts[0]).toMatch(
      /^# Title\nWords of a sentence\. .*\n-# This is how it begins; all of it is in answer\.md\.\n-# footer$/s,
    );
    expect(file?.name).toBe('answer.md');
    expect(file?.text).toBe(`${text}\n\n---\n\nSources\n\n1. The manual <https://nixos.org/manual>\n2. An entry\n`);
  });

  test('is four messages at most while it is written, and says that it goes on', () => {
    const parts = renderLive(readBody(text), { footer: '-# writing …' });
    expect(parts).toHaveLength(4);
    holdTo(parts);
    expect(parts[3]).toMatch(/\n-# It goes on; all of it will be in a file\.\n-# writing …$/);
  });
});

describe('an answer that grows', () => {
  test('leaves the messages before the last one as they are', () => {
    fc.assert(
      fc.property(prose, fc.array(fc.nat(10_000), { minLength: 2, maxLength: 6 }), (paragraphs, ends) => {
        const whole = paragraphs.join('\n\n');
        let finished: string[] = [];
        for (const end of ends.map((one) => one % (whole.length + 1)).sort((a, b) => a - b)) {
          const parts = renderLive(readBody(whole.slice(0, end)), { mostParts: 1_000 });
          expect(parts.slice(0, finished.length)).toEqual(finished);
          finished = parts.slice(0, -1);
        }
        expect(partsOf(whole).slice(0, finished.length)).toEqual(finished);
      }),
      { numRuns: 40 },
    );
  });

  test('shows how far it is where there is room, and its text where there is not', () => {
    expect(renderLive(readBody('Begun'), { footer: '-# writing …' })).toEqual(['Begun\n-# writing …']);
    expect(renderLive(readBody(''), { footer: '-# writing …' })).toEqual(['-# writing …']);
    const full = 'x '.repeat(999).trim();
    expect(renderLive(readBody(full), { footer: '-# writing …' })).toEqual([full]);
  });
});
