// Makes the README's picture of the screen anew, from the built program at work on the example chain in a terminal of its
// own. A test holds the picture to what the screen shows.
//
//   node scripts/build.mjs && node scripts/screen-picture.ts

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Markup, markup } from '../src/drawing/markup.ts';
import { MIKADO, NODE, testEnvironment } from '../test/rig/cli.ts';
import { type Cell, openPty, type PtyScreen } from '../test/rig/pty.ts';

const FILE = fileURLToPath(new URL('../docs/pictures/screen.svg', import.meta.url));
const SIZE = { columns: 96, rows: 26 };
/** One character of a terminal, in pixels, and where its letters stand. */
const CELL = { width: 8.4, height: 18, baseline: 13 };
const MARGIN = 14;
const BRANCH = 'mikado/send-the-postcard';

/** The terminal's own colours as a light and a dark theme have them: palette number, light, dark. */
const COLOURS = [
  [1, '#b42318', '#ff8a80'],
  [2, '#18733a', '#7ddc94'],
  [3, '#8a5a00', '#f2c866'],
  [6, '#0b6e80', '#7fd4e4'],
] as const;

/** The picture of the screen as it opens on the example chain. */
export async function screenPicture(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mikado-picture-'));
  try {
    prepare(folder);
    const screen = openPty(NODE, [MIKADO], { ...SIZE, cwd: folder });
    try {
      await screen.waitForScreen('the branch and the checks', (shown) =>
        ['@ ', 'next: ', 'checks 0/', 'auto'].every((text) => shown.includes(text)),
      );
      return drawing(screen).text;
    } finally {
      screen.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The example chain on its branch, with a commit whose id is the same every time. */
function prepare(folder: string): void {
  const when = '2026-11-02T09:00:00Z';
  const env = { ...testEnvironment(), GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const run = (program: string, ...args: readonly string[]): void => {
    execFileSync(program, args, { cwd: folder, env, stdio: 'ignore' });
  };
  const git = (...args: readonly string[]): void =>
    run('git', '-c', 'user.name=Ada Lind', '-c', 'user.email=ada@example.org', ...args);
  git('init', '--quiet', '--initial-branch=main');
  git('commit', '--quiet', '--allow-empty', '--message=Begin');
  git('switch', '--quiet', '--create', BRANCH);
  run(NODE, MIKADO, 'init', '--example');
  git('add', '--all');
  git('commit', '--quiet', '--message=C2(send-the-postcard): plan send the postcard');
}

function drawing(screen: PtyScreen): Markup {
  const width = SIZE.columns * CELL.width + 2 * MARGIN;
  const height = SIZE.rows * CELL.height + 2 * MARGIN;
  const rows = Array.from({ length: SIZE.rows }, (_, row) => drawnRow(screen, row));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(1)} ${height}" role="img" aria-label="The screen of mikado on the example chain">
<style>
text { font: 14px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: var(--ink) }
svg { --paper: #fdfdfb; --ink: #22262b; --edge: #d8d9d4; ${COLOURS.map(([number, light]) => markup`--c${number}: ${light}; `)}}
@media (prefers-color-scheme: dark) { svg { --paper: #16181d; --ink: #d9dce1; --edge: #33363d; ${COLOURS.map(([number, , dark]) => markup`--c${number}: ${dark}; `)}} }
.paper { fill: var(--paper); stroke: var(--edge) } .b { font-weight: bold } .d { opacity: .62 } .back { fill: var(--ink) }
${COLOURS.map(([number]) => markup`.c${number} { fill: var(--c${number}) } `)}
.i { fill: var(--paper) }
</style>
<rect class="paper" x=".5" y=".5" width="${(width - 1).toFixed(1)}" height="${height - 1}" rx="8"/>
${rows}</svg>
`;
}

interface Run {
  readonly from: number;
  readonly text: string;
  readonly look: string;
}

function drawnRow(screen: PtyScreen, row: number): Markup {
  const runs = runsOf(screen, row);
  const top = MARGIN + row * CELL.height;
  const parts = runs.map(({ from, text, look }) => {
    const left = (MARGIN + from * CELL.width).toFixed(1);
    const length = ([...text].length * CELL.width).toFixed(1);
    const back = look.split(' ').includes('i')
      ? markup`<rect class="back" x="${left}" y="${top}" width="${length}" height="${CELL.height}"/>`
      : undefined;
    const words = markup`<tspan x="${left}" textLength="${length}" lengthAdjust="spacingAndGlyphs" class="${look}">${text}</tspan>`;
    return { back, words };
  });
  return markup`${parts.map(({ back }) => back)}<text y="${top + CELL.baseline}">${parts.map(({ words }) => words)}</text>
`;
}

/** What stands in a row, put together where it looks the same; blanks that look like nothing are left out. */
function runsOf(screen: PtyScreen, row: number): readonly Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < SIZE.columns; column += 1) {
    const cell = screen.cell(row, column);
    const text = cell.text === '' ? ' ' : cell.text;
    const look = lookOf(cell);
    const last = runs.at(-1);
    const follows = last !== undefined && last.look === look && last.from + [...last.text].length === column;
    if (follows) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ from: column, text, look });
  }
  return runs
    .map((run) => (run.look.includes('i') ? run : withoutBlanks(run)))
    .filter(({ text }) => text !== '');
}

function withoutBlanks({ from, text, look }: Run): Run {
  const start = text.length - text.trimStart().length;
  return { from: from + start, text: text.trim(), look };
}

function lookOf({ bold, dim, inverse, foreground }: Cell): string {
  return [
    bold ? 'b' : '',
    dim ? 'd' : '',
    inverse ? 'i' : '',
    foreground === undefined ? '' : `c${foreground % 8}`,
  ]
    .filter((each) => each !== '')
    .join(' ');
}

if (import.meta.main) writeFileSync(FILE, await screenPicture());
