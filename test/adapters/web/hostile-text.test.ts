import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, noBrowser } from './browser.ts';
import { passage } from './builders.ts';
import { ask, openRoom } from './room-page.ts';

const pieces = [
  ...[
    '<script>hacked = 1</script>',
    '<img src=x onerror="hacked = 1">',
    '<svg onload=hacked=1>',
    '"><iframe src=//evil.example>',
  ],
  ...['[a](javascript:hacked=1)', '[a](data:text/html,<script>hacked=1</script>)', '![a](https://evil.example/a.png)'],
  ...[
    '<a href="javascript:hacked=1">a</a>',
    '[a](https://evil.example" onmouseover="hacked=1)',
    '<style>*{display:none}</style>',
  ],
  ...[
    '`',
    '```',
    '**',
    '[',
    '](',
    ')',
    '\n',
    '\n\n',
    '\n- ',
    '\n> ',
    '|',
    '\n|-|\n',
    '[1]',
    '&lt;script&gt;',
    '\u0000',
    'a ',
  ],
];

describe.skipIf(noBrowser)(`hostile text${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('is text wherever it stands: in questions, answers, sources, models and whys', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    const hostile = pieces.slice(0, 10).join(' ');
    await ask(page, hostile);
    await (await scripted.turn(0)).answer({
      text: `${hostile}\n\n${pieces.slice(0, 10).join('\n\n')}`,
      sources: [passage({ title: hostile, text: hostile, url: 'javascript:hacked=1' })],
      unverified: [hostile, '<img src=x onerror="hacked = 1">'],
      writer: { role: 'quick', version: hostile, model: hostile, host: hostile },
    });
    await page.locator('.source summary').click();
    await page.getByRole('button', { name: 'Why this answer' }).click();
    expect(await page.evaluate(forbiddenIn('document.querySelector("main")'))).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(room.trespasses).toEqual([]);
  });

  test('makes no element but those of prose, however it is put together', async () => {
    await using room = await openRoom(browser);
    const { page } = room;
    const texts = fc.sample(
      fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join('')),
      500,
    );
    const found = await page.evaluate(`(async () => {
      const { createProse } = await import('/prose.js');
      const home = document.body.appendChild(document.createElement('div'));
      const prose = createProse(home);
      for (const text of ${JSON.stringify(texts)}) {
        for (const until of [text.length / 3, text.length / 2, text.length]) {
          prose.update(text.slice(0, until), { unverified: ['a '], cite: () => undefined, sources: 0, isGrowing: true });
        }
        const fresh = document.createElement('div');
        createProse(fresh).update(text, { unverified: ['a '], cite: () => undefined, sources: 0, isGrowing: true });
        if (fresh.innerHTML !== home.innerHTML) return ['grown differs from fresh: ' + text];
        const forbidden = ${forbiddenIn('home')};
        if (forbidden.length > 0) return forbidden;
      }
      return [];
    })()`);
    expect(found).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(room.trespasses).toEqual([]);
  });
});

/** Elements and attributes below a node that no text may bring about. */
function forbiddenIn(node: string): string {
  return `[...${node}.querySelectorAll('*')].flatMap((found) => [
    ...(found.closest('svg') || /^(P|H[1-4]|UL|OL|LI|BLOCKQUOTE|TABLE|THEAD|TBODY|TR|TH|TD|HR|BR|PRE|CODE|STRONG|EM|S|A|MARK|DIV|SPAN|BUTTON|SECTION|ARTICLE|DETAILS|SUMMARY|DL|DT|DD|IMG|NOSCRIPT)$/.test(found.tagName) ? [] : [found.tagName]),
    ...(found.tagName === 'IMG' && found.getAttribute('src') !== '/logo.svg' ? ['an image'] : []),
    ...[...found.attributes].filter(({ name }) => /^on|^style$|^srcdoc$/.test(name)).map(({ name }) => name),
    ...(found.href !== undefined && found.tagName === 'A' && !/^https?:/.test(found.href) ? [found.href] : []),
  ])`;
}
