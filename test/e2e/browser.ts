import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's Chromium; a browser of its own that playwright would download is not wanted. */
const CHROMIUM = '/usr/bin/chromium';

/** Why tests in a browser are skipped here, for their title; the empty string where they run. */
export const NO_BROWSER = existsSync(CHROMIUM)
  ? ''
  : ` (skipped: there is no ${CHROMIUM}; apt-get install chromium)`;

/** Starts the browser; it runs as root in CI, where it has no sandbox. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** A page with all that it said and asked for. */
export interface Opened {
  readonly page: Page;
  /** Messages on the console, errors of scripts, and requests but the one for the page itself. */
  readonly heard: readonly string[];
}

/** Opens a file in a page of its own. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const page = await (await browser.newContext(options)).newPage();
  const url = `file://${file}`;
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('dialog', (dialog) => heard.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url() !== url) heard.push(`request ${request.url()}`);
  });
  await page.goto(url);
  return { page, heard };
}
