import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser, noBrowser, watchPage } from '../adapters/web/browser.ts';
import { ask, exchangeOf } from '../adapters/web/room-page.ts';
import { type OllamaOptions, startOllama } from '../stand-ins/ollama/index.ts';
import { addressOf, workplace } from './quorum-process.ts';

const answer = 'Set `programs.firefox.enable` [1], or run `nix-magic --now`.';

describe.skipIf(noBrowser)(`the whole product in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test('without any model, the first question is answered from the starter knowledge', async () => {
    const { url } = await startProduct();
    const page = await open(url);
    await ask(page, 'How do I install Firefox?');
    const exchange = exchangeOf(page, 'How do I install Firefox?');
    await exchange.getByText('Verified').first().waitFor();
    expect(await exchange.textContent()).toContain('programs.firefox.enable = true;');
    expect(await page.locator('#status').textContent()).toContain('No model can be reached');
  });

  test('every question that the page offers has an answer without any model', async () => {
    const { url } = await startProduct();
    const page = await open(url);
    const samples = await page.locator('.sample').allTextContents();
    expect(samples.length).toBeGreaterThan(2);
    for (const sample of samples) {
      await ask(page, sample);
      await exchangeOf(page, sample).locator('.source').first().waitFor();
    }
  });

  test('a streamed answer is labelled and sourced, unverified commands are marked, and the thumb is kept', async () => {
    const { url, folder, ollama } = await startProduct({ answer: () => answer });
    const page = await open(url);
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 3 });
    await ask(page, 'Can I install Firefox?');
    const exchange = exchangeOf(page, 'Can I install Firefox?');
    await gate.reached;
    await exchange.getByText('is writing…').waitFor();
    gate.release();
    await exchange.getByText('Generated from sources').waitFor();
    await exchange.getByText(/quick · llama3\.2:3b · /).waitFor();
    expect(await exchange.textContent()).toContain('nix-magic --now');
    expect(await exchange.getByText(/Not found in any source/).count()).toBe(1);
    await exchange.locator('.source summary').first().click();
    await exchange.getByText('The module installs Firefox for every user', { exact: false }).first().waitFor();
    await exchange.getByRole('button', { name: 'This helped' }).click();
    await exchange.locator('.thumb-up[aria-pressed="true"]').waitFor();
    await expect.poll(() => votesIn(folder)).toEqual([1]);
    await page.reload();
    await exchange.locator('.thumb-up[aria-pressed="true"]').waitFor();
  });

  test('an Ollama that dies in the middle is taken back, and what is known is shown instead', async () => {
    const { url, ollama } = await startProduct({ answer: () => answer });
    const page = await open(url);
    ollama.faults.cutOff({ path: '/api/chat', afterPieces: 3, times: Number.POSITIVE_INFINITY });
    await ask(page, 'Can I install Firefox?');
    const exchange = exchangeOf(page, 'Can I install Firefox?');
    await exchange.getByText('No model could answer just now', { exact: false }).waitFor();
    expect(await exchange.textContent()).toContain('programs.firefox.enable = true;');
    expect(await exchange.textContent()).not.toContain('nix-magic');
  });

  test('two tabs ask at once, and each sees both answers', async () => {
    const { url, ollama } = await startProduct({
      answer: ({ messages }) =>
        messages.at(-1)?.content.includes('boil') ? 'At a hundred degrees.' : 'In the evening.',
    });
    const gate = ollama.faults.hold('/api/chat', { times: Number.POSITIVE_INFINITY });
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const [one, other] = [await open(url, context), await open(url, context)];
    await Promise.all([ask(one, 'When does water boil?'), ask(other, 'When does it rain?')]);
    await gate.reached;
    await exchangeOf(one, 'When does it rain?').waitFor();
    ollama.faults.clear();
    for (const page of [one, other]) {
      await exchangeOf(page, 'When does water boil?').getByText('At a hundred degrees.').waitFor();
      await exchangeOf(page, 'When does it rain?').getByText('In the evening.').waitFor();
    }
  });

  test('a third question sees its place in the queue', async () => {
    const { url, ollama } = await startProduct({ answer: () => 'Yes.' });
    const gate = ollama.faults.hold('/api/chat', { times: Number.POSITIVE_INFINITY });
    const page = await open(url);
    for (const question of ['Is one odd?', 'Is two even?', 'Is three odd?']) await ask(page, question);
    await gate.reached;
    await page.getByText('1 question ahead of you').waitFor();
    ollama.faults.clear();
    await exchangeOf(page, 'Is three odd?').getByText('Yes.').waitFor();
  });

  test('a page that stays open sees its answer after the server was killed and started again', async () => {
    const product = await startProduct({ answer: () => 'It was worth the wait.' });
    const page = await open(product.url);
    const gate = product.ollama.faults.hold('/api/chat', { afterPieces: 2 });
    await ask(page, 'What is worth the wait?');
    await gate.reached;
    product.quorum.process.kill('SIGKILL');
    await product.quorum.ended;
    await page.getByText('lost', { exact: false }).first().waitFor();
    product.ollama.faults.clear();
    await product.restart();
    await exchangeOf(page, 'What is worth the wait?').getByText('It was worth the wait.').waitFor();
  });

  async function open(url: string, context?: Awaited<ReturnType<Browser['newContext']>>): Promise<Page> {
    const page = context ? await context.newPage() : await browser.newPage();
    const trespasses: string[] = [];
    watchPage(page, url, trespasses);
    onTestFinished(async () => {
      if (!context) await page.close();
      expect(trespasses).toEqual([]);
    });
    await page.goto(url);
    return page;
  }
});

/** The real process; with an Ollama beside it when its options are given. */
async function startProduct(options?: OllamaOptions) {
  const ollama = await startOllama({ models: [{ name: 'llama3.2:3b' }], ...options });
  onTestFinished(() => ollama.close());
  const place = workplace({
    QUORUM_TIMEOUTS_LEASE_MS: '1000',
    ...(options && { QUORUM_HOSTS_LOCAL_URL: ollama.url }),
  });
  const quorum = place.start(['start']);
  const url = await addressOf(quorum);
  const restart = () => addressOf(place.start(['start'], { QUORUM_WEB_PORT: new URL(url).port }));
  return { ollama, quorum, url, folder: place.folder, restart };
}

function votesIn(folder: string): unknown[] {
  const database = new DatabaseSync(join(folder, 'data', 'quorum.db'), { readOnly: true });
  const values = database.prepare('SELECT value FROM Vote').all();
  database.close();
  return values.map(({ value }) => value);
}
