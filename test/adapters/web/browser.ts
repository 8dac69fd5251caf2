import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const executablePath = process.env.TEST_CHROMIUM ?? '/usr/bin/chromium';

/** Why no browser can be had here; undefined where one can, or where one must be had. */
export const noBrowser =
  existsSync(executablePath) || process.env.TEST_REQUIRE_ALL === '1'
    ? undefined
    : `there is no Chromium at ${executablePath}: install it, or say with TEST_CHROMIUM where it is`;

/** Chromium as it is packaged, kept from calling home. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Collects what a page must never do: break its own policy, throw, or ask another host for anything. */
export function watchPage(page: Page, ownOrigin: string, trespasses: string[]): void {
  page.on('pageerror', (error) => trespasses.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) trespasses.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(ownOrigin)) trespasses.push(`asked ${request.url()}`);
  });
}
