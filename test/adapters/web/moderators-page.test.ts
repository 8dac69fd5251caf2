import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startCommands } from '../../bot/commands/caller.ts';
import { launchBrowser, noBrowser, watchPage } from './browser.ts';
import { declare } from './declared-commands.ts';
import { lively } from './made-readings.ts';
import { faintTexts, namelessControls } from './page-faults.ts';
import { declaredCommands, startPlayground } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';

const place = {
  community: { platform: 'playground', platformId: 'playground', name: 'Playground' },
  room: { platformId: 'playground', kind: 'channel', name: 'playground', open: true },
} as const;

/** The moderators' page before a Quorum that is one. Its clock stands still, so that it notices a change when a test says so. */
async function open(browser: Browser) {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  const { bot, commands, readings, store, clock } = quorum;
  const own = { bot, commands, readings, clock, changeMark: store.changeMark };
  const web = await startPlayground(createScriptedBot(), own);
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const trespasses: string[] = [];
  const page = await context.newPage();
  watchPage(page, web.url, trespasses);

  async function asked(text: string, memberId = 'asker') {
    const { outcome } = await quorum.ask(text, { platform: 'playground', ...place, memberId });
    if (outcome.state !== 'answered') throw new Error(outcome.state);
    return outcome.answer.id;
  }
  async function vote(answerId: string, memberId: string, value: 1 | -1) {
    await bot.vote({ platform: 'playground', memberId, answerId, value });
    await bot.votesSettled();
  }
  async function runBy(
    memberId: string,
    rank: 'everyone' | 'moderator',
    name: string,
    options: Record<string, unknown>,
  ) {
    const { communityId, roomId } = await bot.findPlace(place);
    await commands.run(name, options, {
      actor: { platform: 'playground', memberId, name: memberId, rank, roleIds: [] },
      community: { ...place.community, id: communityId },
      room: { ...place.room, id: roomId },
      signal: new AbortController().signal,
      progress() {},
    });
  }

  return {
    ...quorum,
    ...{ page, trespasses, asked, vote, runBy },
    async visit() {
      await page.goto(`${web.url}/moderators`);
      await page.locator('.phase').first().waitFor();
    },
    /** Time enough for the page to be told. */
    noticed: () => clock.advance(1000),
    async [Symbol.asyncDispose]() {
      await context.close();
      await web.close();
    },
  };
}

const part = (page: Page, name: string) => page.getByRole('region', { name });

describe.skipIf(noBrowser)(`the moderators' page${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('a denied answer is a gap, is taught from there, and what was taught is taken back in the feed', async () => {
    await using quorum = await open(browser);
    const { page, asked, vote, clock } = quorum;
    const answerId = await asked('How do I pin nixpkgs?');
    for (const name of ['bob', 'eve']) await vote(answerId, name, -1);
    await clock.advance(1000);
    await quorum.visit();
    const gap = part(page, 'What is not answered well').getByRole('article', { name: 'nixpkgs, pin' });
    await gap.getByText('1 denied').waitFor();
    await gap.getByRole('button', { name: 'Teach this' }).click();
    const form = gap.getByRole('form', { name: 'Teach this' });
    expect(await form.getByLabel('What is asked').inputValue()).toBe('How do I pin nixpkgs?');
    await form.getByLabel('What is answered').fill('Set its revision in flake.lock.');
    await form.getByRole('button', { name: 'Teach' }).click();
    await gap.getByText('I know now:').waitFor();
    await gap.getByRole('button', { name: 'Teach this' }).waitFor({ state: 'hidden' });

    const taught = part(page, 'What happened').getByRole('article').filter({ hasText: 'was taught' });
    await taught.getByRole('button', { name: 'Take back' }).click();
    await page.locator('[data-kind="undo.done"]').getByRole('button', { name: 'Take back' }).waitFor();
    await page.locator('[data-kind="knowledge.added"]').getByText('taken back', { exact: true }).waitFor();
    expect(await quorum.store.read.entry.count({ where: { title: 'How do I pin nixpkgs?', retiredAt: null } })).toBe(0);
    expect(quorum.trespasses).toEqual([]);
  });

  test('a correction comes in by itself, is edited in place, and one that somebody else decided says so', async () => {
    await using quorum = await open(browser);
    const { page, asked, runBy, noticed, store } = quorum;
    const first = await asked('How do I pin nixpkgs?');
    const second = await asked('Where is the log?');
    await quorum.visit();
    const review = part(page, 'What waits for you');
    await review.getByText('Nothing waits.').waitFor();
    await runBy('mira', 'everyone', 'correct', {
      answer: first,
      text: '<img src=x onerror=alert(1)> Set its revision.',
    });
    await runBy('mira', 'everyone', 'correct', { answer: second, text: 'In the journal.' });
    await noticed();
    const card = review.getByRole('article', { name: 'How do I pin nixpkgs?' });
    await card.getByText('<img src=x onerror=alert(1)> Set its revision.').waitFor();
    await page.getByRole('link', { name: 'Review 2' }).waitFor();
    await card.getByRole('button', { name: 'Edit' }).click();
    const text = card.getByRole('form', { name: 'Edit' }).getByLabel('What is right?');
    expect(await text.inputValue()).toContain('Set its revision.');
    await text.fill('Set its revision in flake.lock.');
    await card.getByRole('form').getByRole('button', { name: 'Edit' }).click();
    await card.getByText('was put right by a moderator').waitFor();
    await card.getByRole('button').first().waitFor({ state: 'hidden' });
    expect(await store.read.entry.findMany()).toMatchObject([{ text: 'Set its revision in flake.lock.' }]);

    const { id: item } = await store.read.reviewItem.findFirstOrThrow({ where: { state: 'open' } });
    await runBy('linus', 'moderator', 'review', { item, decision: 'drop' });
    await noticed();
    const other = review.getByRole('article', { name: 'Where is the log?' });
    await other.getByText('Somebody has decided on this meanwhile').waitFor();
    await part(page, 'What happened').getByText('linus').waitFor();
    expect(quorum.trespasses).toEqual([]);
  });

  test('what could not be decided waits on, and says why', async () => {
    const web = await startPlayground(createScriptedBot(), {
      readings: lively,
      commands: declaredCommands(
        declare({
          name: 'review',
          options: z.object({ item: z.string().describe('Which'), decision: z.string().describe('What') }),
          run: async () => ({ text: 'You asked this yourself.', did: 'You asked this yourself.' }),
        }),
      ),
    });
    const page = await browser.newPage();
    await page.goto(`${web.url}/moderators`);
    const card = page.getByRole('article', { name: 'Should a beginner start with flakes?' });
    await card.getByRole('button', { name: /^Deny/ }).click();
    await card.locator('[data-how="wrong"]').getByText('You asked this yourself.').waitFor();
    expect(await card.getByRole('button', { name: /^Deny/ }).isEnabled()).toBe(true);
    await page.close();
    await web.close();
  });

  test('the figures and charts change by themselves when a vote comes', async () => {
    await using quorum = await open(browser);
    const { page, asked, vote, noticed, clock } = quorum;
    const answerId = await asked('How do I pin nixpkgs?');
    await clock.advance(1000);
    await vote(answerId, 'bob', 1);
    await quorum.visit();
    const stats = part(page, 'How it goes');
    const approval = stats.getByRole('img', { name: /^Approval\./ });
    const saidBefore = 'Approval. 100 % of 1 approved (21 % to 100 %).';
    await expect.poll(() => approval.getAttribute('aria-label')).toBe(saidBefore.replaceAll(' %', '\u00a0%'));
    for (const name of ['eve', 'tom']) await vote(answerId, name, -1);
    await noticed();
    const saidNow = 'Approval. 0 % of 1 approved (0 % to 79 %).';
    await expect.poll(() => approval.getAttribute('aria-label')).toBe(saidNow.replaceAll(' %', '\u00a0%'));
    await stats.getByText('As a table').click();
    await stats.locator('.as-table').getByText(saidNow.slice(10, -1).replaceAll(' %', '\u00a0%')).waitFor();
    await stats.getByLabel('How far back').selectOption('day');
    await stats.getByRole('rowheader', { name: '22:00' }).waitFor();
    expect(quorum.trespasses).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'all of it can be read in the %s, fits a phone, and has names',
    async (colorScheme) => {
      const web = await startPlayground(createScriptedBot(), { readings: lively });
      const page = await browser.newPage({
        colorScheme,
        viewport: { width: 375, height: 700 },
        reducedMotion: 'reduce',
      });
      await page.goto(`${web.url}/moderators`);
      await page.getByText('How do I roll back').waitFor();
      await page.locator('.phase').first().waitFor();
      for (const folded of ['In the place of', 'As a table'])
        await page.getByText(folded).filter({ visible: true }).click();
      expect(await page.evaluate(faintTexts)).toEqual([]);
      expect(await page.evaluate(namelessControls)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
      await page.close();
      await web.close();
    },
  );

  test('whoever may not moderate is told so, and shown nothing else', async () => {
    const web = await startPlayground(createScriptedBot());
    const page = await browser.newPage();
    await page.goto(`${web.url}/`);
    await page.getByRole('link', { name: 'Moderators' }).click();
    await page.getByText('/review is for moderators; you are none of them here.').waitFor();
    expect(await page.getByRole('region', { name: 'What happened' }).isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Back to the room' }).click();
    await page.getByLabel('Your question').waitFor();
    await page.close();
    await web.close();
  });
});
