import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeEventfulHistory } from '../history/eventful-history.ts';
import { makeFolder, makeRepository, mikado } from '../rig/cli.ts';
import { NO_BROWSER, openFile, startBrowser } from './browser.ts';

type Figures = Record<string, string>;

/** A repository with all that a report counts: a history, a receipt, a close by force, and a problem. */
async function repository(): Promise<string> {
  const top = makeFolder();
  writeEventfulHistory(top, 240);
  const { ready } = JSON.parse((await mikado(['report', '--json'], { cwd: top })).stdout);
  const [one, other] = ready.map(({ stem }: { stem: string }) => stem);
  expect(await mikado(['verify', one, '--trust-all'], { cwd: top })).toMatchObject({ code: 0 });
  expect(await mikado(['close', other, '--force', 'it is done'], { cwd: top })).toMatchObject({ code: 0 });
  writeFileSync(join(top, 'docs/apart.md'), '---\nstatus: active\nrequires: [nowhere]\n---\n');
  return top;
}

async function report(top: string, args: readonly string[]): Promise<string> {
  const { code, stdout } = await mikado(['report', ...args], { cwd: top });
  expect(code).toBe(0);
  return stdout;
}

/** Every number of the JSON by the way to it, as the other formats write it; places in a text are no figures. */
function figuresOfJson(text: string): Figures {
  const found: Figures = {};
  const visit = (value: unknown, way: string): void => {
    if (typeof value === 'number')
      found[way] = way.includes('.seconds.') ? (value / 86_400).toFixed(1) : String(value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) visit(each, way === '' ? name : `${way}.${name}`);
  };
  const { schemaVersion: _, diagnostics, chains, ...rest } = JSON.parse(text);
  visit(rest, '');
  for (const [at, { done, total, ready }] of chains.entries())
    visit({ done, total, ready: ready.length }, `chains.${at}`);
  return {
    ...found,
    longestPath: String(rest.longestPath.length),
    forcedCloses: String(rest.forcedCloses.length),
    diagnostics: String(diagnostics.length),
  };
}

/** The same numbers, read from the Markdown by its words alone. */
function figuresOfMarkdown(text: string): Figures {
  const found: Figures = {};
  const take = (names: readonly string[], pattern: RegExp) => {
    const match = pattern.exec(text);
    expect(match, `the text has ${pattern}`).not.toBeNull();
    for (const [at, name] of names.entries()) found[name] = match?.[at + 1] ?? '';
  };
  take(
    ['counts.done', 'counts.known', 'counts.ready', 'counts.blocked'],
    /^\S+ (\d+) of (\d+) cards? done, (\d+) ready, (\d+) blocked\.$/m,
  );
  take(['longestPath'], /^Longest remaining path, (\d+) open cards?:/m);
  take(['history.commits'], /^As of .*, from (\d+) commits that touched documents, by first parents\.$/m);
  take(
    ['receipts.fresh', 'receipts.stale', 'receipts.missing'],
    /^Items with a fresh receipt: (\d+), with a stale one: (\d+), without: (\d+)\.$/m,
  );
  take(
    ['p50', 'p85', 'p95', 'runs', 'from', 'seed'].map((name) =>
      name.startsWith('p') ? `forecast.weeks.${name}` : `forecast.${name}`,
    ),
    /^Half of all runs were done within (\d+) weeks?, 85 % within (\d+) weeks?, 95 % within (\d+) weeks? \((\d+) runs over (\d+) past weeks, seed (\d+)\)\.$/m,
  );
  const since = /^## Since [^:]*: (.*)$/m.exec(text)?.[1] ?? '';
  for (const [, count = '', kind] of since.matchAll(/(\d+) (\w+)/g)) found[`since.counts.${kind}`] = count;
  for (const [at, line] of [...text.matchAll(/^- .*: (\d+) of (\d+) done, (\d+) ready$/gm)].entries())
    for (const [index, name] of ['done', 'total', 'ready'].entries())
      found[`chains.${at}.${name}`] = line[index + 1] ?? '';
  for (const [at, cells] of rowsOf(text, '| card |').entries())
    for (const [index, name] of ['open', 'ready', 'blocked', 'done'].entries())
      found[`cards.${at}.seconds.${name}`] = cells[index + 2] ?? '';
  for (const [at, cells] of rowsOf(text, '| day |').entries())
    for (const [index, name] of ['known', 'done'].entries())
      found[`burnUp.${at}.${name}`] = cells[index + 1] ?? '';
  const count = (pattern: RegExp) => String((text.match(pattern) ?? []).length);
  found.forcedCloses = count(/^- .* was closed by force on /gm);
  found.diagnostics = count(/^- (?:error|warning) /gm);
  return found;
}

/** The rows of a table, by the beginning of its head. */
function rowsOf(text: string, head: string): readonly (readonly string[])[] {
  const [, table = ''] = text.split(`\n${head}`);
  const [rows = ''] = table.split('\n\n');
  return rows
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe.skipIf(NO_BROWSER !== '')(`the formats of a report${NO_BROWSER}`, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function figuresOfPage(text: string): Promise<Figures> {
    const file = join(makeFolder(), 'report.html');
    writeFileSync(file, text);
    const { page } = await openFile(browser, file);
    const all: readonly (readonly [string, string])[] = await page.evaluate(
      `[...document.querySelectorAll('data[data-figure]')].map((each) => [each.dataset.figure, each.textContent])`,
    );
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
    return Object.fromEntries(all);
  }

  it('all have every number, and the same ones', { timeout: 120_000 }, async () => {
    const top = await repository();
    const asked = ['--since', '2026-02-01'];
    const json = figuresOfJson(await report(top, [...asked, '--json']));
    const names = Object.keys(json);
    for (const part of ['chains.1.total', 'cards.40.seconds.open', 'burnUp.30.known', 'forecast.weeks.p95'])
      expect(names).toContain(part);
    expect(json).toMatchObject({ forcedCloses: '1', diagnostics: '3', 'receipts.fresh': '2' });
    // What never happened is told as a nought in the JSON alone.
    const told = Object.fromEntries(
      Object.entries(json).filter(
        ([name, value]) =>
          value !== '0' || !name.startsWith('since.counts.') || /discovered|closed|reopened/.test(name),
      ),
    );
    expect(await figuresOfPage(await report(top, [...asked, '--format', 'html']))).toEqual(told);
    expect(figuresOfMarkdown(await report(top, asked))).toEqual(told);
  });

  it('all have the numbers of a repository without any card', async () => {
    const top = makeRepository({ 'docs/page.md': '# Page\n' });
    const json = figuresOfJson(await report(top, ['--json']));
    expect(new Set(Object.values(json))).toEqual(new Set(['0', '1']));
    const page = await figuresOfPage(await report(top, ['--format', 'html']));
    expect(page).toEqual({ 'history.commits': json['history.commits'] });
    expect(await report(top, [])).toContain('from 1 commit that touched documents, by first parents.');
  });
});
