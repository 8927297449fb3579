import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../rig/cli.ts';
import { NO_BROWSER, openFile, startBrowser } from './browser.ts';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const HOSTILE = [
  '</script><img src=x onerror=alert(1)>',
  '</title></svg><script>alert(2)</script>',
  '" onload="alert(3)',
  '&#60;b&#62; &amp; \u202eevil\u202c',
  'bell \u0007 escape \u001b[31m',
  'x'.repeat(3000),
];

function card(title: string, rest = ''): string {
  return `---\ntitle: ${JSON.stringify(title)}\nstatus: active\n${rest}---\n`;
}

/** A goal over two cards, one of them done later on, and a third that was discovered. */
function repository(): string {
  const top = makeRepository({
    'docs/goal.md': card('Serve two regions', 'requires: [cut-over, drain]\n'),
    'docs/cut-over.md': card('Cut over', 'requires: [trace]\n'),
    'docs/drain.md': card('Drain the queue'),
    'docs/trace.md': card('Trace the slow path'),
  });
  git(top, 'tag', 'start');
  writeFiles(top, {
    'docs/drain.md': '---\ntitle: Drain the queue\n---\n',
    'docs/found.md': card('Found on the way'),
    'docs/cut-over.md': card('Cut over', 'requires: [trace, found]\n'),
  });
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Second');
  return top;
}

async function writePage(top: string, ...args: readonly string[]): Promise<string> {
  const file = join(makeFolder(), 'report.html');
  const ended = await mikado(['report', ...args, '--format', 'html', '--out', file], { cwd: top });
  expect(ended).toMatchObject({ code: 0, stdout: '' });
  return file;
}

/** What speaks against a page by the rules of axe, each with the elements. */
async function faultsOf(page: Page): Promise<unknown> {
  // The page's own policy refuses a script tag; what a debugger evaluates is not its concern.
  await page.evaluate(AXE);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))`);
}

describe.skipIf(NO_BROWSER !== '')(`the page of a report, in Chromium${NO_BROWSER}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it.each(['light', 'dark'] as const)(
    'is usable by everybody in %s, asks for nothing and is silent',
    async (scheme) => {
      const file = await writePage(repository(), 'goal', '--since', 'start');
      const { page, heard } = await openFile(browser, file, { colorScheme: scheme });
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await faultsOf(page)).toEqual([]);
      expect(heard).toEqual([]);
    },
  );

  it('shows hostile titles as text, and runs nothing of them', async () => {
    const files = Object.fromEntries(HOSTILE.map((title, at) => [`docs/card-${at}.md`, card(title)]));
    const stems = HOSTILE.map((_title, at) => `card-${at}`).join(', ');
    const file = await writePage(
      makeRepository({ ...files, 'docs/goal.md': card('Goal', `requires: [${stems}]\n`) }),
    );
    const { page, heard } = await openFile(browser, file);
    expect(heard).toEqual([]);
    expect(await page.locator('img, script[src], [onload], [onerror]').count()).toBe(0);
    const text = await page.locator('.ready-list').innerText();
    for (const title of HOSTILE.slice(0, 3)) expect(text).toContain(title);
    expect(text).toContain('&#60;b&#62; &amp; \\u{202e}evil\\u{202c}');
    expect(text).toContain('bell \\u{7} escape \\u{1b}[31m');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('shows the paths of a card by key and by mouse, hides states, and zooms', async () => {
    const { page } = await openFile(browser, await writePage(repository(), 'goal'));
    const dim = () => page.locator('.box.dim title').allTextContents();
    await page.locator('.box').first().focus();
    await page.keyboard.press('Enter');
    expect(await dim()).toEqual([]);
    await page.locator('.box', { hasText: 'Drain the queue' }).click();
    expect((await dim()).sort()).toEqual([
      'Cut over (cut-over): blocked',
      'Found on the way (found): ready',
      'Trace the slow path (trace): ready',
    ]);
    expect(await page.locator('#told').innerText()).toBe(
      'Drain the queue (drain): done. Below it in the drawing: 0; above it: 1.',
    );
    await page.keyboard.press('Escape');
    expect(await dim()).toEqual([]);

    await page.getByLabel('ready', { exact: true }).uncheck();
    expect(await page.locator('.box:visible').count()).toBe(3);

    const width = () =>
      page.evaluate<number>("document.querySelector('#drawing').getBoundingClientRect().width");
    const before = await width();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect((await width()) / before).toBeCloseTo(1.25);
    await page.locator('#canvas').focus();
    await page.keyboard.press('-');
    expect((await width()) / before).toBeCloseTo(1);
  });

  it('is used by keys alone, from the list of what happened to the paths of a card and back', async () => {
    const { page, heard } = await openFile(
      browser,
      await writePage(repository(), 'goal', '--since', 'start'),
    );
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate(
        "document.activeElement.closest('summary, button, label, [aria-label], .box')?.textContent.trim().slice(0, 21)",
      );
    await press('Tab', 'Enter');
    expect(await focused()).toBe('What happened, oldest');
    expect(await page.locator('.events').isVisible()).toBe(false);
    await press('Tab', 'Tab');
    expect(await focused()).toBe('+');
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Space');
    expect(await focused()).toBe('done');
    expect(await page.locator('.box:visible').count()).toBe(4);
    await press('Tab', 'Tab', 'ArrowRight', 'Enter');
    expect(await page.locator('#told').innerText()).toContain('Below it in the drawing: ');
    await press('Shift+Tab', 'Shift+Tab', 'Enter');
    expect(await page.locator('.box.dim').count()).toBe(0);
    await press('Tab', 'Tab', 'Tab', 'Enter');
    expect(await page.getByRole('rowheader', { name: 'Found on the way' }).isVisible()).toBe(true);
    expect(heard).toEqual([]);
  });

  it('goes from card to card by the arrow keys, with one stop for the Tab key', async () => {
    const { page } = await openFile(browser, await writePage(repository(), 'goal'));
    const focused = () => page.locator('.box:focus title').textContent();
    await page.locator('.box[tabindex="0"]').focus();
    expect(await focused()).toContain('(goal)');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('(cut-over)');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toContain('(goal)');
    expect(await page.locator('.box[tabindex="0"]').count()).toBe(1);
  });

  it('reads without scripts, with every number of the drawings as text', async () => {
    const file = await writePage(repository(), 'goal', '--since', 'start');
    const { page } = await openFile(browser, file, { javaScriptEnabled: false });
    expect(await page.locator('.lead').innerText()).toBe(
      '1 of 5 cards is done. 2 can be started now, and the longest way to the end takes 3 steps.',
    );
    expect(await page.locator('#tools').isVisible()).toBe(false);
    expect(await page.locator('#drawing').isVisible()).toBe(true);
    await page.getByText('5 cards as a table').click();
    expect(await page.getByRole('rowheader', { name: 'Found on the way' }).isVisible()).toBe(true);
  });

  it('unfolds everything on paper', async () => {
    const { page } = await openFile(browser, await writePage(repository(), 'goal'), {
      javaScriptEnabled: false,
    });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('tbody tr').last().isVisible()).toBe(true);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each([390, 820, 1440])('is no wider than a window of %i pixels', async (width) => {
    const file = await writePage(repository(), 'goal', '--since', 'start');
    const { page } = await openFile(browser, file, { viewport: { width, height: 900 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('is a good page for no card, and for a finished chain', async () => {
    const empty = await openFile(browser, await writePage(makeRepository({ 'docs/page.md': '# Page\n' })));
    expect(await empty.page.locator('.lead').innerText()).toBe('There is no card to work on.');
    const top = makeRepository({ 'docs/goal.md': '---\nrequires: [a]\n---\n', 'docs/a.md': '# A\n' });
    const finished = await openFile(browser, await writePage(top, 'goal'));
    expect(await finished.page.locator('.lead').innerText()).toMatch(
      /^Everything is done since \d+ \w+ \d{4}: 2 cards\.$/,
    );
    expect([await faultsOf(empty.page), await faultsOf(finished.page)]).toEqual([[], []]);
  });
});
