// Makes the pictures of the documentation anew: a chain of several weeks, played in a repository of its own, its report
// in Debian's Chromium, in three widths, light and dark, and its graph. Needs `apt-get install chromium fonts-inter`, and a build.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const top = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(top, 'docs', 'pictures');
const START = Date.UTC(2026, 8, 7, 9);
const DAY = 24 * 60 * 60 * 1000;

/** The day that a card is discovered on, the one that it is closed on, its title and what it requires. */
const CARDS = [
  [0, undefined, 'Serve from two regions', ['cut-over', 'watch-the-lag', 'retire-the-cron']],
  [0, undefined, 'Cut over', ['shadow-the-reads', 'drain-the-queue', 'teach-the-runbook']],
  [0, undefined, 'Shadow the reads', ['backfill-the-history']],
  [0, 37, 'Split the writer', ['freeze-the-schema']],
  [0, 9, 'Freeze the schema', []],
  [4, undefined, 'Backfill the history', ['split-the-writer']],
  [6, undefined, 'Drain the queue', ['version-the-events']],
  [9, 24, 'Version the events', ['freeze-the-schema']],
  [13, undefined, 'Watch the lag', ['trace-the-slow-path']],
  [16, 44, 'Trace the slow path', []],
  [20, undefined, 'Retire the cron', ['move-the-sessions']],
  [22, 51, 'Move the sessions', ['rotate-the-tokens']],
  [27, 31, 'Rotate the tokens', []],
  [33, undefined, 'Teach the runbook', ['name-an-owner']],
  [34, 47, 'Name an owner', []],
];

/** A wide window by day and by night, a tablet's and a telephone's. */
const SHOTS = [
  { name: 'light', width: 1180, colorScheme: 'light' },
  { name: 'dark', width: 1180, colorScheme: 'dark' },
  { name: 'middle', width: 820, colorScheme: 'light' },
  { name: 'narrow', width: 390, colorScheme: 'dark' },
];

const stemOf = (title) => title.toLowerCase().replaceAll(' ', '-');

function cardText([, closed, title, requires], day, known) {
  const below = requires.filter((stem) => known.has(stem));
  return [
    '---',
    `title: ${title}`,
    ...(closed !== undefined && closed <= day ? [] : ['status: active']),
    ...(below.length === 0 ? [] : ['requires:', ...below.map((stem) => `  - ${stem}`)]),
    '---',
    '',
  ].join('\n');
}

function run(folder, program, args, when = START) {
  const date = new Date(when).toISOString();
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return execFileSync(program, args, { cwd: folder, env, encoding: 'utf8' });
}

function git(folder, when, ...args) {
  run(folder, 'git', ['-c', 'user.name=Ada Lind', '-c', 'user.email=ada@example.org', ...args], when);
}

function play(folder) {
  mkdirSync(join(folder, 'docs'));
  git(folder, START, 'init', '--quiet', '--initial-branch=main');
  const days = [
    ...new Set(CARDS.flatMap(([found, closed]) => (closed === undefined ? [found] : [found, closed]))),
  ];
  for (const day of days.sort((a, b) => a - b)) {
    const known = CARDS.filter(([found]) => found <= day);
    const stems = new Set(known.map(([, , title]) => stemOf(title)));
    for (const card of known)
      writeFileSync(join(folder, 'docs', `${stemOf(card[2])}.md`), cardText(card, day, stems));
    git(folder, START + day * DAY, 'add', '--all');
    git(folder, START + day * DAY, 'commit', '--quiet', `--message=Day ${day}`);
  }
}

async function photograph(file) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  for (const { name, width, colorScheme } of SHOTS) {
    const page = await browser.newPage({ viewport: { width, height: 860 }, colorScheme });
    await page.goto(`file://${file}`);
    await page.screenshot({ path: join(pictures, `report-${name}.png`) });
    if (name !== 'light') continue;
    await page.getByRole('button', { name: 'Fit' }).click();
    await page.locator('#graph').screenshot({ path: join(pictures, 'report-graph.png') });
  }
  await browser.close();
}

const folder = mkdtempSync(join(tmpdir(), 'mikado-pictures-'));
try {
  mkdirSync(pictures, { recursive: true });
  play(folder);
  const mikado = (...args) => run(folder, process.execPath, [join(top, 'dist', 'mikado.cjs'), ...args]);
  const file = join(folder, 'report.html');
  mikado('report', 'serve-from-two-regions', '--since', '2026-10-05', '--format', 'html', '--out', file);
  await photograph(file);
} finally {
  rmSync(folder, { recursive: true });
}
