import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('..', import.meta.url));
const BIOME = join(TOP, 'node_modules', '.bin', 'biome');

/** A file, what it may import, and what it may not. */
type Row = readonly [file: string, allowed: readonly string[], forbidden: readonly string[]];

const TABLE: readonly Row[] = [
  [
    'plan.ts',
    ['./read/x.ts', './located.ts', 'node:fs/promises'],
    ['./ui/x.ts', './commands/x.ts', 'gray-matter'],
  ],
  ['cli.ts', ['./commands/x.ts'], ['./ui/app.tsx', 'node:child_process', 'ink']],
  ['near-name.ts', ['fastest-levenshtein'], ['./ui/x.ts', 'yaml']],
  ['put-terminal-right.ts', ['node:child_process'], ['./ui/x.ts', 'yaml']],
  [
    'cards/x.ts',
    ['./y.ts', '../located.ts', 'mdast'],
    ['../plan.ts', '../read/x.ts', 'gray-matter', 'unified'],
  ],
  ['cards/frontmatter.ts', ['gray-matter', 'yaml'], ['../graph/x.ts', 'remark-parse']],
  ['cards/markdown.ts', ['remark-parse', 'unified', 'micromark-extension-x'], ['../plan.ts', 'gray-matter']],
  [
    'checklist/x.ts',
    ['./y.ts', '../cards/markdown.ts', '../located.ts', 'mdast'],
    ['../read/x.ts', '../graph/x.ts', '../plan.ts', 'node:fs', 'remark-parse'],
  ],
  ['read/x.ts', ['../cards/x.ts', '../visible.ts', 'ignore'], ['../graph/x.ts', '../plan.ts', 'gray-matter']],
  ['graph/x.ts', ['../cards/x.ts', '../located.ts'], ['../read/x.ts', '../plan.ts', 'graphology']],
  ['graph/would-cycle.ts', ['graphology', 'graphology-dag'], ['../plan.ts', 'yaml']],
  [
    'edit/x.ts',
    ['../cards/x.ts', '../read/x.ts', '../graph/x.ts', '../plan.ts'],
    ['../verify/x.ts', '../ui/x.ts'],
  ],
  ['verify/x.ts', ['../cards/x.ts', '../edit/x.ts'], ['../ui/x.ts', '../git/x.ts', 'node:child_process']],
  ['verify/run-command.ts', ['node:child_process'], ['../ui/x.ts', '../plan.ts']],
  ['verify/watchdog.ts', ['node:child_process'], ['../ui/x.ts', '../plan.ts']],
  ['git/x.ts', ['../usage-error.ts'], ['../cards/x.ts', '../plan.ts', 'node:child_process']],
  ['git/git.ts', ['node:child_process'], ['../cards/x.ts']],
  [
    'report/x.ts',
    ['../plan.ts', '../cards/x.ts', '../graph/x.ts'],
    ['../edit/x.ts', '../ui/x.ts', 'typebox', 'node:child_process'],
  ],
  ['report/schemas.ts', ['typebox'], ['../plan.ts']],
  ['report/schemas/x.ts', ['typebox', './x.ts'], ['../../plan.ts', '../json.ts']],
  [
    'drawing/x.ts',
    ['../plan.ts', '../cards/x.ts', '../graph/x.ts', './lay-out.ts'],
    ['../report/x.ts', '../commands/x.ts', '@viz-js/viz', 'd3-scale'],
  ],
  ['drawing/lay-out.ts', ['@viz-js/viz', './picture.ts'], ['../plan.ts', 'd3-shape']],
  ['drawing/burn-up-svg.ts', ['d3-scale', 'd3-shape'], ['../plan.ts', '@viz-js/viz']],
  [
    'page/x.ts',
    ['../plan.ts', '../drawing/x.ts', '../report/schemas.ts'],
    ['../report/plan-json.ts', '../commands/x.ts', '../read/x.ts', 'd3-shape'],
  ],
  ['check/x.ts', ['../plan.ts', '../cards/x.ts', '../graph/x.ts'], ['../read/x.ts', '../report/x.ts']],
  [
    'filter/x.ts',
    ['../plan.ts', '../cards/x.ts', '../checklist/x.ts', '../near-name.ts'],
    ['../read/x.ts', '../ui/x.ts', '../commands/x.ts'],
  ],
  [
    'history/x.ts',
    ['../plan.ts', '../cards/x.ts', '../graph/x.ts', '../verify/evidence.ts'],
    ['../git/x.ts', '../read/x.ts', '../verify/run-command.ts', '../ui/x.ts'],
  ],
  [
    'branch/x.ts',
    ['../plan.ts', '../cards/x.ts', '../graph/x.ts', '../read/place.ts'],
    ['../git/x.ts', '../report/x.ts', '../read/x.ts', '../ui/x.ts', 'node:child_process'],
  ],
  [
    'discover/x.ts',
    ['../plan.ts', '../cards/x.ts', '../graph/x.ts', '../branch/x.ts', '../edit/x.ts', '../git/x.ts'],
    ['../read/x.ts', '../ui/x.ts', '../commands/x.ts', '../report/x.ts', 'node:child_process'],
  ],
  [
    'config/x.ts',
    ['../read/place.ts', '../check/rules.ts', 'yaml'],
    ['../plan.ts', '../graph/x.ts', '../ui/x.ts', '../commands/x.ts'],
  ],
  [
    'past/x.ts',
    ['../plan.ts', '../git/x.ts', '../history/x.ts', '../branch/x.ts'],
    ['../edit/x.ts', '../verify/run-command.ts', '../workbench/x.ts', '../commands/x.ts'],
  ],
  [
    'workbench/x.ts',
    ['../edit/x.ts', '../verify/x.ts', '../past/x.ts', '../plan.ts'],
    ['../report/x.ts', '../ui/x.ts', '../commands/x.ts', 'node:child_process'],
  ],
  ['workbench/run-editor.ts', ['node:child_process', '../verify/x.ts'], ['../ui/x.ts', 'yaml']],
  [
    'ui/x.tsx',
    ['../plan.ts', '../verify/x.ts', '../git/x.ts', 'ink', 'react'],
    ['../commands/x.ts', '../cli.ts', '../read/x.ts', 'node:child_process'],
  ],
  [
    'ui/panes/x.ts',
    ['../draw/x.ts', '../model/x.ts', '../../cards/x.ts', '../../plan.ts', '../../report/source-excerpt.ts'],
    [
      '../../commands/x.ts',
      '../../report/x.ts',
      '../../cli.ts',
      '../../read/x.ts',
      'react',
      'node:child_process',
    ],
  ],
  [
    'ui/draw/x.ts',
    ['./rows.ts', '../../visible.ts', 'node:stream'],
    ['../model/x.ts', '../../plan.ts', 'ink'],
  ],
  [
    'ui/model/x.ts',
    ['../draw/x.ts', '../shapes/x.ts', '../../plan.ts', '../../cards/x.ts'],
    ['../panes/x.ts', '../reduce/x.ts', '../session/x.ts', 'node:fs', '../../read/x.ts'],
  ],
  [
    'commands/x.ts',
    ['../edit/x.ts', '../plan.ts', '../git/x.ts'],
    ['../ui/app.tsx', '../cli.ts', 'ink', 'node:child_process'],
  ],
  ['commands/screen.ts', ['../ui/app.tsx'], ['react', 'node:child_process']],
  ['commands/keys.ts', ['../ui/keys/keymap.ts'], ['react', 'node:child_process']],
];

interface Report {
  readonly summary: { readonly changed: number; readonly unchanged: number };
  readonly diagnostics: readonly {
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
}

function lint(cwd: string): Report {
  const { stdout } = spawnSync(
    BIOME,
    [
      'lint',
      '--vcs-enabled=false',
      '--only=style/noRestrictedImports',
      '--reporter=json',
      '--max-diagnostics=none',
      'src',
    ],
    { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

/** Writes one import a line, the allowed ones first, so that a line number says which one was caught. */
function plant(top: string): void {
  for (const [file, allowed, forbidden] of TABLE) {
    const path = join(top, 'src', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, [...allowed, ...forbidden].map((name) => `import '${name}';\n`).join(''));
  }
}

describe('the rooms of src/', () => {
  let top: string;
  let caught: ReadonlySet<string>;

  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'mikado-boundaries-'));
    for (const name of ['biome.json', 'boundaries.json']) cpSync(join(TOP, name), join(top, name));
    plant(top);
    caught = new Set(lint(top).diagnostics.map(({ location }) => `${location.path}:${location.start.line}`));
  });
  afterAll(() => rmSync(top, { recursive: true }));

  it.each(TABLE)(
    '%s may import what its row allows, and nothing of what it forbids',
    (file, allowed, forbidden) => {
      const lines = [...allowed, ...forbidden].map((_name, index) => `src/${file}:${index + 1}`);
      expect(lines.filter((line) => caught.has(line))).toEqual(lines.slice(allowed.length));
    },
  );

  it('are caught reaching into one another by type and by import() as well', () => {
    writeFileSync(
      join(top, 'src', 'graph', 'late.ts'),
      "import type { Plan } from '../plan.ts';\nexport const late = (): Promise<Plan> => import('../ui/x.ts');\n",
    );
    const found = lint(top).diagnostics.filter(({ location }) => location.path === 'src/graph/late.ts');
    expect(found.map(({ location }) => location.start.line).sort()).toEqual([1, 2]);
  });

  it('keep to the table, and the linter saw every file there is', () => {
    const files = readdirSync(join(TOP, 'src'), { recursive: true, encoding: 'utf8' });
    const modules = files.filter((name) => /\.(ts|tsx|cjs)$/.test(name)).length;
    const { summary, diagnostics } = lint(TOP);
    expect(modules).toBeGreaterThan(0);
    expect(summary.changed + summary.unchanged).toBe(modules);
    expect(diagnostics).toEqual([]);
  });
});
