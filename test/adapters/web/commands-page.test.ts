import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Command } from '../../../src/bot/index.ts';
import { Failure } from '../../../src/failure.ts';
import { onePixel } from '../../one-pixel.ts';
import { launchBrowser, noBrowser } from './browser.ts';
import { declare, fileOption, roleOption } from './declared-commands.ts';
import { declaredCommands } from './playground.ts';
import { exchangeOf, openRoom } from './room-page.ts';

const ping = declare({
  name: 'ping',
  run: async () => ({ text: 'It is **there**.\n`/knowledge search` finds more.' }),
});

const search = declare({
  name: 'knowledge search',
  options: z.object({
    words: z.string().min(2).max(40).describe('What to look for'),
    where: z.enum(['here', 'everywhere']).default('here').describe('How far to look'),
    most: z.int().min(1).max(9).optional().describe('How many to show'),
    quiet: z.boolean().default(false).describe('Tell nobody'),
  }),
  suggest: { words: async (typed, _, { where }) => [{ name: `${typed} ${where}`, value: `${typed}-full` }] },
  async run(options) {
    if (options.words === 'dragons')
      throw new Failure('bad-option', 'No.', {
        memberText: '`words` is “dragons”; expected what there is.\nNothing was found.',
      });
    return { text: JSON.stringify(options) };
  },
});

const count = declare({
  name: 'count',
  options: z.object({ to: z.int().min(1).default(1).describe('How far') }),
  run: async ({ to }) => ({
    text: `Counted to ${to}.`,
    buttons: [
      { label: 'Further', style: 'plain', command: 'count', options: { to: to + 1 } },
      { label: 'Throw it all away', style: 'dangerous', command: 'ping', options: {} },
    ],
  }),
});

const draw = declare({
  name: 'draw',
  options: z.object({ file: fileOption(20).describe('What from') }),
  run: async ({ file: { name, bytes } }) => ({
    text: 'Drawn.',
    pictures: [{ name: 'a.png', png: onePixel, alt: 'One pixel' }],
    files: [{ name, type: 'text/plain', bytes }],
  }),
});

const ask = declare({
  name: 'ask',
  options: z.object({ question: z.string().describe('What about') }),
  run: async ({ question }) => ({ question: { text: question, model: 'tiny', isPrivate: true } }),
});

const note = declare({
  name: 'note',
  options: z.object({
    about: z.string().describe('What about'),
    text: z.string().max(500).default('nothing').describe('What is so'),
  }),
  form: async ({ about }) => ({
    title: 'Note it',
    fields: [{ option: 'text', label: 'What is so', value: `As to ${about}`, isRequired: true }],
  }),
  run: async ({ about, text }) => ({
    text: `${about}: ${text}.`,
    buttons: [{ label: 'Note more', style: 'plain', command: 'note', options: { about: 'frost' }, opensForm: true }],
  }),
});

const feedback = declare({
  name: 'feedback',
  options: z.object({
    reason: z.enum(['wrong', 'too long']).optional().describe('What was wrong'),
    text: z.string().max(4000).optional().describe('What is right'),
    answer: z.string().describe('Which'),
  }),
  form: async () => ({
    title: 'About this answer',
    fields: [
      { option: 'reason', label: 'What was wrong with it?', isRequired: false },
      { option: 'text', label: 'What is right?', isRequired: false },
    ],
  }),
  run: async ({ reason, text, answer }) => ({ text: `${answer}: ${reason}, ${text}.` }),
});

const open = (browser: Browser, ...list: Command[]) => openRoom(browser, { commands: declaredCommands(...list) });
const field = (page: Page) => page.getByLabel('Your question');
const cardOf = (page: Page, name: string) => page.getByRole('article', { name: `/${name}` });

const optionsOf = (page: Page) => page.getByRole('listbox', { name: 'Commands' }).getByRole('option');

async function choose(page: Page, typed: string): Promise<void> {
  await field(page).pressSequentially(typed);
  await optionsOf(page).first().waitFor();
  await page.keyboard.press('Enter');
}

describe.skipIf(noBrowser)(`commands on the page${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('a slash lists them, keys choose, and what was said is a card', async () => {
    await using room = await open(browser, count, ping, search);
    const { page, scripted } = room;
    const options = optionsOf(page);
    await field(page).pressSequentially('/');
    await options.nth(2).waitFor();
    expect(await options.allTextContents()).toEqual([
      '/countDoes something',
      '/pingDoes something',
      '/knowledge searchDoes something',
    ]);
    expect(await page.getByRole('status').last().textContent()).toContain('3 commands.');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
    const active = await field(page).getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).textContent()).toContain('/ping');
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'hidden' });

    await field(page).pressSequentially('pi');
    await options.first().waitFor();
    expect(await options.count()).toBe(1);
    await page.keyboard.press('Enter');
    const card = cardOf(page, 'ping');
    await card.locator('strong', { hasText: 'there' }).waitFor();
    expect(await page.getByRole('status').last().textContent()).toContain('/ping: It is there.');
    expect(await field(page).inputValue()).toBe('');
    expect(scripted.turns).toHaveLength(0);

    await card.getByRole('button', { name: '/knowledge search' }).click();
    await page.getByRole('form', { name: '/knowledge search' }).waitFor();
    await page.keyboard.press('Escape');
    await field(page).waitFor();
    await card.getByRole('button', { name: 'Close /ping' }).click();
    await card.waitFor({ state: 'detached' });
    expect(room.trespasses).toEqual([]);
  });

  test('what begins with a slash and is no command is asked', async () => {
    await using room = await open(browser, ping);
    const { page, scripted } = room;
    await field(page).fill('/etc/nixos is empty, why?');
    await page.keyboard.press('Enter');
    expect((await scripted.turn(0)).question.text).toBe('/etc/nixos is empty, why?');
  });

  test('a form has a field for each option, completes them, and says beside each what is wrong', async () => {
    await using room = await open(browser, search);
    const { page } = room;
    await choose(page, '/knowledge search dragons');
    const form = page.getByRole('form', { name: '/knowledge search' });
    const words = form.getByLabel('words');
    expect(await words.inputValue()).toBe('dragons');
    expect(await field(page).isVisible()).toBe(false);
    await form.getByRole('button', { name: 'Run' }).click();
    await form.getByText('Is “dragons”; expected what there is.').waitFor();
    await form.getByText('Nothing was found.').waitFor();
    expect(await words.getAttribute('aria-invalid')).toBe('true');

    await form.getByLabel('where').selectOption('everywhere');
    await words.fill('fla');
    const offered = form.locator('datalist option[value="fla-full"]');
    await offered.waitFor({ state: 'attached' });
    expect(await offered.getAttribute('label')).toBe('fla everywhere');
    await form.getByLabel('most').fill('12');
    await form.getByLabel('quiet').check();
    await page.keyboard.press('Enter');
    await form.getByText('Value must be less than or equal to 9.').waitFor();
    await form.getByLabel('most').fill('9');
    await page.keyboard.press('Enter');
    const card = cardOf(page, 'knowledge search');
    await card.getByText('{"words":"fla","where":"everywhere","most":9,"quiet":true}').waitFor();
    await card.getByText('words: fla · where: everywhere · most: 9 · quiet: yes').waitFor();
    expect(await field(page).isVisible()).toBe(true);
    expect(room.trespasses).toEqual([]);
  });

  test('how far a command is stands in its form, and on its card', async () => {
    const told = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let runs = 0;
    const slow = declare({
      name: 'slow',
      options: z.object({ rows: z.int().default(1).describe('How many') }),
      async run(_, { progress }) {
        progress('Reading `a.csv`: 40 rows …');
        await told[runs++]?.promise;
        return { text: 'Done.', buttons: [{ label: 'Again', style: 'plain', command: 'slow', options: {} }] };
      },
    });
    await using room = await open(browser, slow);
    const { page } = room;
    await choose(page, '/slow');
    const form = page.getByRole('form', { name: '/slow' });
    await form.getByRole('button', { name: 'Run' }).click();
    await form.getByText('Reading a.csv: 40 rows …').waitFor();
    told[0]?.resolve();
    const card = cardOf(page, 'slow');
    await card.getByRole('button', { name: 'Again' }).click();
    await card.getByText('Reading a.csv: 40 rows …').waitFor();
    told[1]?.resolve();
    await card.getByText('Reading a.csv: 40 rows …').waitFor({ state: 'hidden' });
    await card.getByText('Done.').waitFor();
    expect(room.trespasses).toEqual([]);
  });

  test('a role can be seen not to be there', async () => {
    const options = z.object({ role: roleOption().optional().describe('Who else may') });
    const grant = declare({ name: 'grant', options, run: async (given) => ({ text: JSON.stringify(given) }) });
    await using room = await open(browser, grant);
    const { page } = room;
    await choose(page, '/grant');
    const role = page.getByRole('form', { name: '/grant' }).getByLabel('role');
    expect([await role.isDisabled(), await role.textContent()]).toEqual([true, 'there are none here']);
    await page.getByRole('button', { name: 'Run' }).click();
    await cardOf(page, 'grant').getByText('{}').waitFor();
  });

  test('a button turns its own card, or opens another', async () => {
    await using room = await open(browser, ping, count);
    const { page } = room;
    await choose(page, '/count');
    await page.getByRole('button', { name: 'Run' }).click();
    const card = cardOf(page, 'count');
    await card.getByText('Counted to 1.').waitFor();
    await card.getByRole('button', { name: 'Further' }).click();
    await card.getByText('Counted to 2.').waitFor();
    expect(await card.count()).toBe(1);
    await card.getByRole('button', { name: 'Throw it all away' }).click();
    await cardOf(page, 'ping').getByText('It is there.').waitFor();
    expect(await page.locator('#exchanges > article').count()).toBe(2);
  });

  test('a button may open a form, in which something stands already', async () => {
    await using room = await open(browser, note);
    const { page } = room;
    await choose(page, '/note');
    await page.getByLabel('about').fill('tea');
    await page.getByRole('button', { name: 'Run' }).click();
    const card = cardOf(page, 'note');
    await card.getByRole('button', { name: 'Note more' }).click();
    const text = page.getByLabel('What is so');
    expect(await text.inputValue()).toBe('As to frost');
    await text.fill('cold');
    await page.getByRole('button', { name: 'Run' }).click();
    await card.getByText('frost: cold.').waitFor();
    expect(await card.count()).toBe(1);
    await field(page).waitFor();
  });

  test('whoever has voted can say why, in a form under the thumbs', async () => {
    await using room = await open(browser, feedback);
    const { page, scripted } = room;
    await field(page).fill('How do I pin nixpkgs?');
    await page.keyboard.press('Enter');
    const turn = await scripted.turn(0);
    await turn.answer();
    const sayWhy = page.getByRole('button', { name: 'Say why' });
    const down = page.getByRole('button', { name: 'This did not help' });
    await down.waitFor();
    expect(await sayWhy.isVisible()).toBe(false);
    await down.click();
    await sayWhy.click();
    await page.getByLabel('What was wrong with it?').selectOption('too long');
    await page.getByLabel('What is right?').fill('Less of it');
    await page.getByRole('button', { name: 'Run' }).click();
    await cardOf(page, 'feedback')
      .getByText(/^[\w-]+.*: too long, Less of it\.$/)
      .waitFor();
    expect(room.trespasses).toEqual([]);
  });

  test('files go in and out, pictures have words, and the policy holds', async () => {
    await using room = await open(browser, draw);
    const { page } = room;
    await choose(page, '/draw');
    const file = page.getByLabel('file');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('Choose a file.').waitFor();
    await file.setInputFiles({ name: 'in.txt', mimeType: 'text/plain', buffer: Buffer.alloc(21, 'a') });
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('This file has 21 bytes; at most 20 bytes are taken.').waitFor();
    await file.setInputFiles({ name: 'in.txt', mimeType: 'text/plain', buffer: Buffer.from('four') });
    await page.getByRole('button', { name: 'Run' }).click();
    const card = cardOf(page, 'draw');
    const picture = card.getByRole('img', { name: 'One pixel' });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(1);
    const [download] = await Promise.all([page.waitForEvent('download'), card.getByText('in.txt').last().click()]);
    expect(download.suggestedFilename()).toBe('in.txt');
    expect(await readFile(await download.path(), 'utf8')).toBe('four');
    expect(room.trespasses.filter((each) => !each.startsWith('asked blob:'))).toEqual([]);
  });

  test('a command that asks a question asks it, as it was wished, and its answer is an exchange', async () => {
    await using room = await open(browser, ask);
    const { page, scripted } = room;
    await choose(page, '/ask');
    await page.getByRole('form', { name: '/ask' }).getByRole('textbox', { name: 'question' }).fill('Why is it blue?');
    await page.keyboard.press('Enter');
    const { question, answer } = await scripted.turn(0);
    expect(question).toMatchObject({ text: 'Why is it blue?', wish: { model: 'tiny' }, room: { kind: 'dm' } });
    await answer({ text: 'Because.' });
    await exchangeOf(page, 'Why is it blue?').getByText('Because.').waitFor();
    expect(await cardOf(page, 'ask').count()).toBe(0);
  });
});
