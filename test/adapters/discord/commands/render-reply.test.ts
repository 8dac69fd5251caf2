import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderReply } from '../../../../src/adapters/discord/commands/render-reply.ts';

const commandIds = new Map([
  ['ask', '11'],
  ['knowledge', '22'],
]);
/** As the renderer does with what would mention somebody. */
const render = (markdown: string) => markdown.replaceAll('<', '\\<').match(/[\s\S]{1,2000}/g) ?? [];
const shown = (markdown: string) => renderReply(markdown, { render, commandIds });

test('commands can be pressed, where Discord gave them an id', () => {
  expect(shown('Try `/ask`, `/knowledge search` or `/pause`.')).toEqual([
    'Try </ask:11>, </knowledge search:22> or `/pause`.',
  ]);
});

test('commands within a block of code stay as they are', () => {
  expect(shown('`/ask`\n```\n`/ask`\n```\n`/ask`')).toEqual(['</ask:11>\n```\n`/ask`\n```\n</ask:11>']);
});

test('rooms and roles have the names that they have now', () => {
  expect(shown('[general](room:1) for [the \\] helpers](role:2), not [this](room:x) or [that](https://a.b).')).toEqual([
    '<#1> for <@&2>, not [this](room:x) or [that](https://a.b).',
  ]);
});

test('a text cannot smuggle anything past the renderer', () => {
  expect(shown('\uE000@7\uE001 <@7>')).toEqual(['@7 \\<@7>']);
});

test('no part grows beyond what Discord takes', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('`/ask` ', 'word ', '[a](room:123456789) '), { maxLength: 600 }), (words) => {
      for (const part of shown(words.join(''))) expect(part.length).toBeLessThanOrEqual(2_000);
    }),
  );
});
