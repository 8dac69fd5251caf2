import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Web, WebOptions } from '../../../src/adapters/web/index.ts';
import { watchPage } from './browser.ts';
import { startPlayground } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';

/** A playground with a browser before it. Whatever is opened here is closed by `await using`. */
export async function openRoom(
  browser: Browser,
  { context: contextOptions, ...options }: Partial<WebOptions> & { context?: BrowserContextOptions } = {},
) {
  const scripted = createScriptedBot();
  let web: Web = await startPlayground(scripted, options);
  const { url } = web;
  const context = await browser.newContext({ reducedMotion: 'reduce', ...contextOptions });
  const trespasses: string[] = [];
  const openPage = async (): Promise<Page> => {
    const page = await context.newPage();
    watchPage(page, url, trespasses);
    await page.goto(url);
    return page;
  };
  const page = await openPage();
  return {
    scripted,
    context,
    page,
    url,
    trespasses,
    openPage,
    /** The process dies, and with it all that it had not stored. */
    stopServer: () => web.close(),
    async startServer(): Promise<Web> {
      web = await startPlayground(scripted, { ...options, port: Number(new URL(url).port) });
      return web;
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await web.close();
    },
  };
}

export async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Your question').fill(question);
  await page.keyboard.press('Enter');
}

/** The exchange of a question on the page. */
export function exchangeOf(page: Page, question: string): Locator {
  return page.getByRole('article', { name: question });
}
