import fc from 'fast-check';
import { expect, test } from 'vitest';
import { terminalText } from '../../../src/adapters/cli/commands/terminal-text.ts';
import { plain, roomLink } from '../../../src/bot/markdown.ts';

test('a reply is shown without the marks of a chat', () => {
  const room = roomLink({ platformId: '12', name: 'my_room [old]' });
  expect(
    terminalText(
      [
        '**Bold**, `code`, `/knowledge search`, `/etc/hosts`',
        `- ${room} <https://example.org/a_b>`,
        '[a](https://x.example)',
      ].join('\n'),
    ),
  ).toBe(
    [
      'Bold, code, npm run -s quorum -- knowledge search, /etc/hosts',
      '- #my_room [old] https://example.org/a_b',
      'a (https://x.example)',
    ].join('\n'),
  );
});

test('code in fences stays as it is', () => {
  const code = ['```sh', 'echo "**\\*" `date`', '~~~', '```'].join('\n');
  expect(terminalText(`${code}\n**done**`)).toBe(`${code}\ndone`);
});

test('what was made plain reads as it was, and cannot rewrite the screen', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab *_`[]()<>#|~&\\-+.1)\u001b\u009b!') }), (text) => {
      const shown = terminalText(plain(text, 500));
      expect(shown).toBe(text.replace(/[\p{Cc}\s]+/gu, ' ').trim());
    }),
  );
});
