import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, noBrowser } from './browser.ts';
import { passage, route, stored } from './builders.ts';
import { faintTexts, namelessControls } from './page-faults.ts';
import { ask, exchangeOf, openRoom } from './room-page.ts';

const question = 'How do I install Firefox?';

describe.skipIf(noBrowser)(`the page in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('an empty room says what it is for, and a sample asks', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await page.getByRole('heading', { name: 'What would you like to know?' }).waitFor();
    expect(await page.locator('header').textContent()).toContain('Playground');
    expect(await page.locator('#status').textContent()).toBe('llama3.2:3b on local');
    await page.getByRole('button', { name: 'What is a derivation?' }).click();
    expect((await scripted.turn(0)).question.text).toBe('What is a derivation?');
    await exchangeOf(page, 'What is a derivation?').waitFor();
    expect(await page.locator('#welcome').isHidden()).toBe(true);
    expect(room.trespasses).toEqual([]);
  });

  test('one sees the search, the place in the queue, the model, the text as it comes, and the label', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    const exchange = exchangeOf(page, question);
    await exchange.getByText('Searching what we know…').waitFor();
    const { reply, answer } = await scripted.turn(0);
    reply.prepared({ route: route(), passages: [passage()] });
    reply.queued(2);
    await exchange.getByText('2 questions ahead of you').waitFor();
    reply.queued(1);
    await exchange.getByText('1 question ahead of you').waitFor();
    reply.started('local', 'llama3.2:3b');
    await exchange.getByText('quick · llama3.2:3b is loading…').waitFor();
    reply.text('Add it to your');
    await exchange.getByText('quick · llama3.2:3b is writing…').waitFor();
    await exchange.getByText('Add it to your').waitFor();
    reply.text(' packages');
    await exchange.getByText('Add it to your packages').waitFor();
    await answer({ text: 'Add it to your `packages` [1].' });
    await exchange.getByText('Generated from sources').waitFor();
    await exchange.getByText('quick · llama3.2:3b · 1.4 s').waitFor();
    expect(await page.getByRole('status').last().textContent()).toContain(
      'Generated from sources. Add it to your packages (source 1).',
    );
    expect(room.trespasses).toEqual([]);
  });

  test('a citation opens its source, which is rendered and leads to where it comes from', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    const sources = [
      passage({ title: 'Rolling back' }),
      passage({ title: 'Packages', text: 'Use `systemPackages`.', url: 'https://nixos.org/manual', verified: true }),
    ];
    await (await scripted.turn(0)).answer({ text: 'Like this [2], not like that [7].', sources });
    expect(await page.getByText('Use systemPackages.').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Source 2: Packages' }).click();
    const row = page.locator('.source').nth(1);
    await row.getByText('Use systemPackages.').waitFor();
    expect(await row.locator('code').textContent()).toBe('systemPackages');
    expect(await row.textContent()).toContain('verified');
    const link = row.getByRole('link');
    expect(await link.getAttribute('href')).toBe('https://nixos.org/manual');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(await page.locator('.answer-text').textContent()).toContain('not like that [7]');
    expect(room.trespasses).toEqual([]);
  });

  test('a vote is kept, over a reload too, and can be taken back', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    await (await scripted.turn(0)).answer();
    const helped = page.getByRole('button', { name: 'This helped' });
    await helped.click();
    await page.getByText('Your vote is kept.').waitFor({ state: 'attached' });
    await page.reload();
    expect(await helped.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'This did not help' }).click();
    await page.locator('.thumb-up[aria-pressed="false"]').waitFor();
    await page.getByRole('button', { name: 'This did not help' }).click();
    await page.getByText('Your vote is taken back.').waitFor({ state: 'attached' });
    expect(scripted.thumbs.map(({ value }) => value)).toEqual([1, -1, 0]);
    expect(room.trespasses).toEqual([]);
  });

  test.each(['the button', 'Escape'])('a running answer is stopped by %s', async (way) => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    const { reply, signal } = await scripted.turn(0);
    reply.started('local', 'llama3.2:3b');
    reply.text('It goes on and');
    await page.getByText('It goes on and').waitFor();
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped.').waitFor();
    expect(signal.aborted).toBe(true);
    await page.getByRole('button', { name: 'Ask again' }).click();
    expect(await page.getByLabel('Your question').inputValue()).toBe(question);
  });

  test('two tabs of one visitor show the same, as it happens', async () => {
    await using room = await openRoom(browser);
    const { page, scripted, openPage } = room;
    const second = await openPage();
    await second.getByRole('heading', { name: 'What would you like to know?' }).waitFor();
    await ask(page, question);
    const { reply, answer } = await scripted.turn(0);
    reply.started('local', 'llama3.2:3b');
    reply.text('Half of');
    for (const tab of [page, second]) await exchangeOf(tab, question).getByText('Half of').waitFor();
    await ask(second, 'And Thunderbird?');
    await (await scripted.turn(1)).answer({ text: 'Just so.' });
    for (const tab of [page, second]) await exchangeOf(tab, 'And Thunderbird?').getByText('Just so.').waitFor();
    await answer({ text: 'Half of it, and all of it.' });
    for (const tab of [page, second]) await exchangeOf(tab, question).getByText('Half of it, and all of it.').waitFor();
    await page.getByRole('button', { name: 'This helped' }).first().click();
    await second.locator('.thumb-up[aria-pressed="true"]').waitFor();
    expect(await page.getByRole('article').count()).toBe(2);
    expect(room.trespasses).toEqual([]);
  });

  test('a model that dies in the middle gives way to another, and the page says so', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    const { reply, answer } = await scripted.turn(0);
    reply.prepared({ route: route(), passages: [] });
    reply.started('local', 'llama3.2:3b');
    reply.text('You have to');
    await page.getByText('You have to').waitFor();
    reply.restarted('llama3.2:3b broke off (broken).');
    await page.getByText('llama3.2:3b broke off; another model goes on.').waitFor();
    expect(await page.getByText('You have to').count()).toBe(0);
    reply.started('local', 'gemma3:4b');
    reply.text('Add');
    await page.getByText('llama3.2:3b broke off; gemma3:4b goes on.').waitFor();
    const failed = [{ model: 'llama3.2:3b', code: 'broken', message: 'The connection broke off.' }];
    const making = { retrieveMs: 4, totalMs: 3000, searchTimedOut: false, failed };
    await answer({
      text: 'Add it.',
      making,
      writer: { role: 'quick', version: 'quick:base', model: 'gemma3:4b', host: 'local' },
    });
    await page.getByText('quick · gemma3:4b · 3.0 s').waitFor();
    await page.getByText('llama3.2:3b broke off; gemma3:4b went on.').waitFor();
    await page.getByRole('button', { name: 'Why this answer' }).click();
    await page.getByText('llama3.2:3b: The connection broke off.').waitFor();
  });

  test.each([
    [
      'quoted',
      { manner: 'quoted', label: 'verified', route: null, writer: null },
      'Verified',
      'Quoted from a verified entry, word for word',
    ],
    ['in excerpts', { manner: 'excerpts', writer: null }, 'Quoted from sources', 'no model could answer'],
    [
      'not known',
      { manner: 'unknown', label: null, sources: [], writer: null },
      'Nothing known',
      'No model could answer',
    ],
    ['approved', { label: 'approved' }, 'Approved by members', 'llama3.2:3b'],
    ['without sources', { label: 'withoutSources', sources: [] }, 'Generated without sources', 'llama3.2:3b'],
  ] as const)('an answer that is %s says so', async (_, parts, label, byline) => {
    await using room = await openRoom(browser);
    await ask(room.page, question);
    const { sources, ...rest } = { sources: [passage()], ...parts };
    await (await room.scripted.turn(0)).answer({ ...rest, sources: [...sources] });
    const status = room.page.locator('.status-line');
    await status.getByText(label, { exact: true }).waitFor();
    expect(await status.textContent()).toContain(byline);
  });

  test('what nobody has checked is named, and marked where it stands', async () => {
    await using room = await openRoom(browser);
    await ask(room.page, question);
    const text = 'Run it with `--foo`, not `--foobar`:\n\n```sh\nnix-env -iA firefox\n```';
    await (await room.scripted.turn(0)).answer({ text, unverified: ['--foo', 'nix-env -iA firefox'] });
    await room.page
      .getByText('Not found in any source, so check before you use it: --foo, nix-env -iA firefox')
      .waitFor();
    expect(await room.page.locator('mark').allTextContents()).toEqual(['--foo', 'nix-env -iA firefox']);
  });

  test('what was not read of what came with the question is said under the answer, over a reload too', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    const remarks = ['I had no room to read `error.log`.', 'I did not see your picture: qwen3:8b cannot look at it.'];
    const making = { retrieveMs: 4, totalMs: 3000, searchTimedOut: false, failed: [], remarks };
    await (await scripted.turn(0)).answer({ making });
    const note = exchangeOf(page, question).locator('.note-remarks');
    await note.getByText('I had no room to read error.log.').waitFor();
    await page.reload();
    await note.getByText('I did not see your picture: qwen3:8b cannot look at it.').waitFor();
    expect(await note.locator('code').allTextContents()).toEqual(['error.log']);
    expect(room.trespasses).toEqual([]);
  });

  test('a follow-up says what it follows, here and to Quorum', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await ask(page, question);
    await (await scripted.turn(0)).answer();
    await page.getByRole('button', { name: 'Follow up' }).click();
    await page.getByText(`Following up on “${question}”`).waitFor();
    await page.keyboard.type('And its policies?');
    await page.keyboard.press('Enter');
    expect((await scripted.turn(1)).question.followsId).toBe('question-1');
    await exchangeOf(page, 'And its policies?').getByText(`Following up on “${question}”`).waitFor();
  });

  test('a question that is too long cannot be sent, and one sees by how much', async () => {
    await using room = await openRoom(browser, { questionChars: 50 });
    const field = room.page.getByLabel('Your question');
    await field.fill('x'.repeat(45));
    await room.page.getByText('45 of 50').waitFor();
    await field.fill('🙂'.repeat(51));
    await room.page.getByText('51 of 50').waitFor();
    expect(await room.page.getByRole('button', { name: 'Ask', exact: true }).isDisabled()).toBe(true);
    await field.press('Enter');
    expect(await field.inputValue()).not.toBe('');
  });

  test('Shift and Enter begin a new line, and the role that was chosen is asked', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    await page.getByLabel('Answered by').selectOption('coder');
    await page.getByLabel('Your question').click();
    await page.keyboard.type('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    const asked = await scripted.turn(0);
    expect(asked.question).toMatchObject({ text: 'One\ntwo', wish: { role: 'coder' } });
    await page.getByText('asked of coder').waitFor();
  });

  test('a refusal is said, and the question can be had back', async () => {
    await using room = await openRoom(browser);
    await ask(room.page, question);
    await (await room.scripted.turn(0)).refuse({ code: 'paused', sentence: 'I am paused.' });
    await exchangeOf(room.page, question).getByText('I am paused.').waitFor();
    await room.page.getByRole('button', { name: 'Ask again' }).click();
    expect(await room.page.getByLabel('Your question').inputValue()).toBe(question);
  });

  test('code can be copied', async () => {
    await using room = await openRoom(browser, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    await ask(room.page, question);
    await (await room.scripted.turn(0)).answer({ text: '```nix\n{ a = 1; }\n```' });
    await room.page.getByRole('button', { name: 'Copy' }).click();
    await room.page.getByText('Copied').waitFor();
    expect(await room.page.evaluate('navigator.clipboard.readText()')).toBe('{ a = 1; }');
  });

  describe('when the server goes away', () => {
    test('the page says so, and comes back by itself with the answer that was taken up again', async () => {
      await using room = await openRoom(browser);
      const { page, scripted } = room;
      await ask(page, question);
      const { reply, question: asked, answer } = await scripted.turn(0);
      reply.started('local', 'llama3.2:3b');
      reply.text('You have to');
      await page.getByText('You have to').waitFor();
      await room.stopServer();
      await page.getByText('The connection is lost. Trying again…').waitFor();

      const web = await room.startServer();
      await page.getByText('Interrupted. It will be taken up again in a moment…').waitFor();
      expect(await page.getByText('The connection is lost. Trying again…').isHidden()).toBe(true);
      const reopened = await web.platform.reopen(stored({ id: 'question-1', text: asked.text }));
      reopened?.started('local', 'llama3.2:3b');
      reopened?.text('Add');
      await page.getByText('llama3.2:3b is writing…').waitFor();
      await reopened?.answered(await answer({ text: 'Add it.' }));
      await exchangeOf(page, question).getByText('Add it.').waitFor();
      expect(await page.getByRole('article').count()).toBe(1);
    });

    test('a question that could not be sent goes out once when it is back', async () => {
      await using room = await openRoom(browser);
      const { page, scripted } = room;
      await page.getByRole('heading', { name: 'What would you like to know?' }).waitFor();
      await room.stopServer();
      await ask(page, question);
      await page.getByText('Not sent yet').waitFor();
      await room.startServer();
      await (await scripted.turn(0)).answer({ text: 'Add it.' });
      await exchangeOf(page, question).getByText('Add it.').waitFor();
      expect(await page.getByRole('article').count()).toBe(1);
      expect(scripted.turns).toHaveLength(1);
    });
  });

  test('everything can be done from the keyboard', async () => {
    await using room = await openRoom(browser);
    const { page, scripted } = room;
    const focused = () =>
      page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
    await page.locator('body.ready').waitFor();
    await page.keyboard.type(question); // the field has the focus from the start
    await page.keyboard.press('Enter');
    await (await scripted.turn(0)).answer({ text: 'Add it [1].' });
    await page.getByRole('button', { name: 'Source 1' }).waitFor();

    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Why this answer');
    await page.keyboard.press('Enter');
    await page.getByText('The question is short and asks for one thing.').waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Follow up');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('This did not help');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await page.locator('.thumb-up[aria-pressed="true"]').waitFor();
    expect(await focused()).toBe('This helped');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toContain('Installing packages');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Read it at nixos.org' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Source 1: Installing packages');
  });

  test('a selection in a finished part, and the place of a reader who has scrolled up, survive what comes', async () => {
    await using room = await openRoom(browser, { context: { viewport: { width: 800, height: 500 } } });
    const { page, scripted } = room;
    await ask(page, question);
    const { reply } = await scripted.turn(0);
    reply.started('local', 'llama3.2:3b');
    reply.text(`First part.\n\n${'A line.\n\n'.repeat(30)}`);
    await page.getByText('A line.').last().waitFor();
    expect(await page.evaluate(distanceToEnd)).toBeLessThan(5);
    await page.evaluate('scrollTo(0, 0); getSelection().selectAllChildren(document.querySelector(".answer-text > p"))');
    reply.text('The end.');
    await page.getByText('The end.').waitFor({ state: 'attached' });
    expect(await page.evaluate('getSelection().toString().trim()')).toBe('First part.');
    expect(await page.evaluate('scrollY')).toBe(0);
  });

  test('nothing is wider than a phone', async () => {
    await using room = await openRoom(browser, { context: { viewport: { width: 375, height: 700 }, hasTouch: true } });
    const { page, scripted } = room;
    await ask(page, 'supercalifragilistic'.repeat(10));
    const wide = `${'x'.repeat(200)}\n\n\`${'y'.repeat(120)}\`\n\n\`\`\`sh\n${'z '.repeat(100)}\n\`\`\`\n\n| ${'head | '.repeat(9)}\n|${'---|'.repeat(9)}\n| ${'cell | '.repeat(9)}`;
    const sources = [passage({ title: 'T'.repeat(120), text: wide, verified: true })];
    await (await scripted.turn(0)).answer({ text: wide, sources, unverified: ['y'.repeat(120)] });
    await page.locator('.source summary').click();
    await page.getByRole('button', { name: 'Why this answer' }).click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });

  test.each(['light', 'dark'] as const)('text stands out from its ground in the %s', async (colorScheme) => {
    await using room = await openRoom(browser, { context: { colorScheme } });
    const { page, scripted } = room;
    await ask(page, question);
    const text =
      'Add it [1], see [there](https://nixos.org) or `--foo`:\n\n```nix\na\n```\n\n> so\n\n| a |\n|---|\n| b |';
    await (await scripted.turn(0)).answer({ text, unverified: ['--foo'], sources: [passage({ verified: true })] });
    await page.locator('.source summary').click();
    await page.getByRole('button', { name: 'Why this answer' }).click();
    await page.getByRole('button', { name: 'This helped' }).click();
    await page.locator('.thumb-up[aria-pressed="true"]').waitFor();
    const isDark = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(isDark).toBe(colorScheme === 'dark' ? 'rgb(16, 20, 18)' : 'rgb(245, 247, 244)');
    expect(await page.evaluate(faintTexts)).toEqual([]);
  });

  test('every control has a name', async () => {
    await using room = await openRoom(browser);
    await ask(room.page, question);
    await (await room.scripted.turn(0)).answer({ text: 'Add [1]:\n\n```nix\na\n```' });
    await room.page.locator('.actions').waitFor();
    expect(await room.page.evaluate(namelessControls)).toEqual([]);
  });
});

const distanceToEnd = 'document.documentElement.scrollHeight - scrollY - innerHeight';
