import { describe, expect, test } from 'vitest';
import { renderForDiscord, unverifiedSign } from '../../../../src/adapters/discord/render/index.ts';
import { readBody } from '../../../../src/bot/index.ts';
import { readMessage } from './discord-dialect.ts';

const sources = [
  { title: 'The manual', url: 'https://nixos.org/manual' },
  { title: 'An entry', url: null },
  { title: 'Bad', url: 'javascript:alert(1)' },
];

/** The one message that shows an answer. */
function shown(markdown: string, unverified: string[] = []): string {
  const { parts, file } = renderForDiscord(readBody(markdown, { sources: sources.length, unverified }), markdown, {
    sources,
  });
  expect(file).toBeUndefined();
  expect(parts.length).toBeLessThanOrEqual(1);
  return parts[0] ?? '';
}

describe('blocks', () => {
  test('headings have three sizes; smaller ones, and those within lists, are bold', () => {
    expect(shown('# One\n\ntext\n\n### Three\n\n#### Four\n\n- ## Listed')).toBe(
      '# One\ntext\n### Three\n**Four**\n- **Listed**',
    );
  });

  test('paragraphs are apart; a wrapped line goes on, a short one ends', () => {
    expect(shown('One.\n\nTwo.')).toBe('One.\n\nTwo.');
    const wrapped = 'This line was wrapped by somebody at a column near seventy-two, and so\ngoes on here.';
    expect(shown(wrapped)).toBe(wrapped.replace('\n', ' '));
    expect(shown('Name: x\nSize: y  \nend')).toBe('Name: x\nSize: y\nend');
    expect(shown(`${'汉'.repeat(40)}\n${'字'.repeat(3)}`)).toBe(`${'汉'.repeat(40)}${'字'.repeat(3)}`);
  });

  test('lists nest and count on, whatever stands between their items', () => {
    const list = '3. three\n   - deep\n     1. deeper\n4. four\n\n   more of four\n5. five';
    expect(shown(list)).toBe('3. three\n   - deep\n     1. deeper\n4. four\n   more of four\n5. five');
    expect(shown('1. Run\n   ```sh\n   ls\n\n   pwd\n   ```\n2. Look')).toBe('1. Run\n```sh\nls\n\npwd\n```\n2. Look');
    expect(shown('1. ```\n   ls\n   ```\n2. b')).toBe('**1\\.**\n```\nls\n```\n2. b');
  });

  test('tasks have boxes', () => {
    expect(shown('- [ ] open\n- [x] done')).toBe('- ☐ open\n- ☑ done');
  });

  test('quotes are one deep, and hold lists', () => {
    expect(shown('> One\n>\n> > Two\n> - three\n\nFour')).toBe('> One\n> Two\n> - three\n\nFour');
  });

  test('rules are drawn, and pictures are linked to', () => {
    expect(shown('a\n\n---\n\n![A cat](https://x.y/cat.png)')).toBe(
      `a\n\n${'─'.repeat(12)}\n\n[A cat](<https://x.y/cat.png>)`,
    );
  });

  test('code keeps its language if Discord could know it, and cannot end its block', () => {
    expect(shown('````md\n```js\n1\n```\n````')).toBe('```md\n``\u200b`js\n1\n``\u200b`\n```');
    expect(shown('```{code-block} nix\n1\n```')).toBe('```\n1\n```');
    expect(shown('```c++\n1\n```')).toBe('```c++\n1\n```');
    expect(shown('before\n\n```sh\n')).toBe('before');
  });
});

describe('within a line', () => {
  test('marks are those of Discord, and none is left open', () => {
    expect(shown('**a** *b* ~~c~~ ***d***, **e *f***')).toBe('**a** *b* ~~c~~ ***d***, **e *f***');
    expect(shown('__a__ _b_')).toBe('**a** *b*');
    expect(shown('**use `a*b` now**')).toBe('**use** `a*b` **now**');
  });

  test('code holds backticks', () => {
    expect(shown('`` a`b `` ``` x``y ``` `` `q` ``')).toBe('``a`b`` ``x`\u200b`y`` `` `q` ``');
  });

  test('links have no preview, bare ones neither', () => {
    expect(shown('[words](https://a.b/c) https://nixos.org <https://nixos.org/x>')).toBe(
      '[words](<https://a.b/c>) <https://nixos.org> <https://nixos.org/x>',
    );
    expect(shown('[`nix-build`](https://a.b/c)')).toBe('[`nix-build`](<https://a.b/c>)');
    expect(shown('[me](mailto:me@a.bc) and me@a.bc')).toBe('me (me@a.bc) and me@a.bc');
  });

  test.each([
    ['[paypal.com](https://evil.example)', 'paypal.com (<https://evil.example/>)'],
    ['[www.paypal.com](https://evil.example)', 'www.paypal.com (<https://evil.example/>)'],
    ['[nixos.org](https://nixos.org.evil.example)', 'nixos.org (<https://nixos.org.evil.example/>)'],
    ['[search.nixos.org](https://nixos.org)', 'search.nixos.org (<https://nixos.org/>)'],
    ['[go to bank。com now](https://evil.example)', 'go to bank。com now (<https://evil.example/>)'],
    ['[раураl.com](https://paypal.com)', 'раураl.com (<https://paypal.com/>)'],
    ['[https://a.b](https://evil.example)', 'https\\://a.b (<https://evil.example/>)'],
    ['[https://nixos.org/manual](https://nixos.org/)', 'https\\://nixos.org/manual (<https://nixos.org/>)'],
  ])('%s shows where it leads', (link, sent) => {
    expect(shown(link)).toBe(sent);
  });

  test.each([
    'nixos.org',
    'www.nixos.org',
    'configuration.nix',
    'services.nginx.enable',
    'README.md: how',
    'pkgs/foo.nix/bar',
    'see nixos.org/manual',
  ])('%s may stand alone on a link to www.nixos.org', (words) => {
    expect(shown(`[${words}](https://www.nixos.org/x)`)).toBe(`[${words}](<https://www.nixos.org/x>)`);
  });

  test('a label has no backslash, emoji or bracket, with all of which Discord would show it raw', () => {
    expect(shown('[🎉 *a* snake_case \\*b\\* \\[c\\] | d](https://a.b)')).toBe(
      '[a snake_case ∗b∗ (c) ∣ d](<https://a.b/>)',
    );
    expect(shown('[🎉](https://a.b)')).toBe('🎉 (<https://a.b/>)');
    expect(shown('[1. Introduction](https://a.b) [- x](https://a.b)')).not.toMatch(/\[1\. |\[- /);
  });

  test('an address that Discord would cut short stands beside its words', () => {
    expect(shown('[a](https://a.b/x_(y))')).toBe('[a](<https://a.b/x_(y)>)');
    for (const address of [
      'https://a.b/x)y',
      'https://a.b/((x))',
      'https://a.b/50%25',
      `https://a.b/${'x'.repeat(600)}`,
    ])
      expect(shown(`[a](<${address}>)`)).toBe(`a (<${address}>)`);
  });

  test('an address longer than a message is all there, as text', () => {
    const { parts } = renderForDiscord(readBody(`[a](https://a.b/${'x'.repeat(3_000)})`), '');
    expect(parts.join('').match(/x/g)).toHaveLength(3_000);
  });

  test('citations lead to their sources where these stand somewhere', () => {
    expect(shown('As [1] and [2, 3] say, not [4].')).toBe(
      'As [[1]](<https://nixos.org/manual>) and \\[2]\\[3] say, not \\[4].',
    );
  });

  test('what nobody has checked is followed by a sign', () => {
    expect(shown('Use `nix --x`, --x, or [here](https://a.b/c).', ['--x', 'https://a.b/c'])).toBe(
      `Use \`nix --x\` ${unverifiedSign}, --x ${unverifiedSign}, or [here](<https://a.b/c>) ${unverifiedSign}.`,
    );
    expect(shown('```sh\nrm -x\n```', ['rm -x'])).toBe(`\`\`\`sh\nrm -x\n\`\`\`\n-# ${unverifiedSign}`);
    expect(shown('```sh\nls\nrm -x\n```', ['rm -x'])).toBe(
      `\`\`\`sh\nls\nrm -x\n\`\`\`\n-# ${unverifiedSign} \`rm -x\``,
    );
  });
});

describe('tables', () => {
  test('that fit are set in columns, wide characters counted as two', () => {
    expect(shown('| Name | Value | Note |\n|:-|-:|:-:|\n| a | 1 | `x` |\n| 日本語 | 100 | **no** |')).toBe(
      ['```', 'Name    Value  Note', '──────  ─────  ────', 'a           1   x', '日本語    100   no', '```'].join(
        '\n',
      ),
    );
  });

  test('that are too wide become lists', () => {
    const wide = 'A sentence that is long enough to be wider than any telephone';
    expect(shown(`| Option | Meaning |\n|-|-|\n| \`a\` | ${wide} |\n| \`b\` | |`)).toBe(
      `- **Option**: \`a\`\n  **Meaning**: ${wide}\n- **Option**: \`b\``,
    );
  });

  test('keep their links', () => {
    expect(shown('| What | Where |\n|-|-|\n| a | [b](https://c.d/e) |')).toBe(
      '- **What**: a\n  **Where**: [b](<https://c.d/e>)',
    );
  });

  test('cannot end the block that they are set in', () => {
    const found = readMessage(shown('| a |\n|-|\n| \\`\\`\\` @everyone |'));
    expect(found.map(({ kind }) => kind)).toEqual(['block']);
  });
});
