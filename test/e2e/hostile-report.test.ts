import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visible } from '../../src/visible.ts';
import { makeFolder, makeRepository, mikado } from '../rig/cli.ts';
import { hostileText } from '../rig/hostile-text.ts';
import { NO_BROWSER, openFile, startBrowser } from './browser.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** 500 cards with titles that would be markup, commands or hidden in one format or another. */
function repository(): string {
  const titles = fc.sample(hostileText, { numRuns: 500, seed: 42 });
  const files = titles.map((title, at) => [
    `docs/card-${at}.md`,
    `---\nstatus: active\ntitle: ${JSON.stringify(title)}\n---\n`,
  ]);
  return makeRepository(Object.fromEntries(files));
}

async function output(top: string, ...args: readonly string[]): Promise<string> {
  return (await mikado(args, { cwd: top })).stdout;
}

/** The titles of the ready cards as a forge shows them, and the kinds of all that stands in their list. */
function titlesOf(markdown: string): {
  readonly titles: readonly string[];
  readonly kinds: readonly string[];
} {
  const root: Node = unified().use(remarkParse).parse(markdown);
  const all = root.children ?? [];
  const at = all.findIndex(
    ({ type, children }) => type === 'heading' && children?.[0]?.value?.startsWith('Ready'),
  );
  const items = all[at + 1]?.children ?? [];
  const kinds = new Set<string>();
  const visit = ({ type, children = [] }: Node): void => {
    kinds.add(type);
    children.forEach(visit);
  };
  items.forEach(visit);
  const titles = items.map((item) => {
    const [first] = item.children?.[0]?.children ?? [];
    return (first?.type === 'text' ? first.value?.replace(/ \($/, '') : first?.value) ?? '';
  });
  return { titles, kinds: [...kinds] };
}

describe.skipIf(NO_BROWSER !== '')(`500 hostile titles${NO_BROWSER}`, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('are read back from the page, the Markdown and the drawing as they can be seen, and do nothing', {
    timeout: 120_000,
  }, async () => {
    const top = repository();
    const json = JSON.parse(await output(top, 'report', '--json'));
    const shown = json.ready.map(({ title }: { title: string }) => visible(title));
    expect(shown).toHaveLength(500);

    const markdown = titlesOf(await output(top, 'report'));
    expect(markdown.titles).toEqual(shown);
    expect([...markdown.kinds].sort()).toEqual(['inlineCode', 'listItem', 'paragraph', 'text']);

    const file = join(makeFolder(), 'report.html');
    writeFileSync(file, await output(top, 'report', '--format', 'html'));
    const { page, heard } = await openFile(browser, file);
    const told = await page.evaluate(
      `[...document.querySelectorAll('.ready-list > li')].map((each) => each.querySelector('bdi').textContent)`,
    );
    expect(told).toEqual(shown.map(escapedForXml));
    expect(heard).toEqual([]);

    const svg = await output(top, 'graph', '--format', 'svg');
    const boxes = await page.evaluate(
      `[...new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').querySelectorAll('.box > title')].map((each) => each.textContent)`,
    );
    const stems = json.ready.map(({ stem }: { stem: string }) => stem);
    expect([...(boxes as string[])].sort()).toEqual(
      shown.map((title: string, at: number) => `${escapedForXml(title)} (${stems[at]}): ready`).sort(),
    );
  });
});

/** Two characters that XML cannot hold are spelled out as well. */
function escapedForXml(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
}
