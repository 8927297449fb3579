import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripText } from '../../src/branch/strip.ts';
import { testEnvironment } from '../rig/cli.ts';
import type { WrittenBranch, WrittenCommit } from './import-branches.ts';
import {
  BARE,
  CLOSE,
  CLOSE_ALL,
  card,
  closed,
  FINALIZE,
  IMPL,
  judgeAt,
  writeBranches,
} from './written-branches.ts';

/** A branch with the rules that it breaks and the strip that it has, both written by hand. */
interface Known extends WrittenBranch {
  readonly title: string;
  readonly rules: readonly string[];
  readonly strip: string;
}

const PLAN: WrittenCommit = {
  subject: 'C2(goal): plan a page',
  files: { 'docs/plan.md': '# The plan\n' },
};
const NEW_CARD = { 'docs/n.md': card('active') };
const OTHER_WORK = { subject: 'C2(goal): impl more', files: { 'src/more': '1\n' } };

const BRANCHES: readonly Known[] = (
  [
    ['a plan', [PLAN], [], 'P'],
    ['a plan and an impl', [PLAN, IMPL], [], 'P | I'],
    ['two cycles', [PLAN, IMPL, CLOSE, OTHER_WORK], [], 'P | I C | I'],
    ['a whole change', [PLAN, IMPL, CLOSE, OTHER_WORK, CLOSE_ALL, FINALIZE], [], 'P | I C | I C | F'],
    [
      'a late card',
      [PLAN, IMPL, { subject: 'C2(goal): plan n', files: NEW_CARD }],
      ['late-card'],
      'P | I | P!',
    ],
    [
      'a late plan',
      [PLAN, IMPL, { subject: 'C2(goal): plan a page', files: { 'docs/page.md': '# A page\n' } }],
      ['late-plan'],
      'P | I | P!',
    ],
    [
      'code in the plan',
      [PLAN, { subject: 'C2(goal): plan all', files: { ...NEW_CARD, 'src/more': '1\n' } }, IMPL],
      ['plan-with-code'],
      'P P! | I',
    ],
    [
      'a card closed in the plan',
      [PLAN, { subject: 'C2(goal): plan it', files: CLOSE.files ?? {} }, IMPL],
      ['plan-closes-card'],
      'P P! | I',
    ],
    [
      'a card edited in an impl',
      [PLAN, { subject: 'C2(goal): impl it', files: { 'docs/a.md': card('active').replace('why', 'how') } }],
      ['impl-edits-card'],
      'P | I!',
    ],
    [
      'a close of nothing',
      [PLAN, IMPL, { subject: 'C2(goal): close it', files: { 'src/more': '1\n' } }],
      ['close-nothing'],
      'P | I C!',
    ],
    [
      'a close too early',
      [PLAN, { subject: 'C2(goal): close b', files: { 'docs/b.md': card('', 'd') } }],
      ['close-not-ready'],
      'P | C!',
    ],
    [
      'a close with code',
      [PLAN, { subject: 'C2(goal): close a', files: { 'docs/a.md': closed, 'src/more': '1\n' } }],
      ['close-with-more'],
      'P | C!',
    ],
    [
      'a subject of no kind',
      [PLAN, { subject: 'add more', files: { 'src/more': '1\n' } }],
      ['subject-form'],
      'P ?!',
    ],
    [
      'a commit for another goal',
      [PLAN, { subject: 'C2(other): impl it', files: { 'src/more': '1\n' } }],
      ['subject-goal'],
      'P | I!',
    ],
    ['a finalize too early', [PLAN, IMPL, FINALIZE], ['finalize-open'], 'P | I | F!'],
    [
      'a field that stays',
      [PLAN, CLOSE_ALL, { ...FINALIZE, files: { ...BARE, 'docs/a.md': card('done') } }],
      ['finalize-leaves-fields'],
      'P | C | F!',
    ],
    [
      'code in the finalize',
      [PLAN, CLOSE_ALL, { ...FINALIZE, files: { ...BARE, 'src/more': '1\n' } }],
      ['finalize-with-code'],
      'P | C | F!',
    ],
    ['work after the end', [PLAN, CLOSE_ALL, FINALIZE, OTHER_WORK], ['after-finalize'], 'P | C | F | I!'],
  ] as const
).map(([title, commits, rules, strip], index) => ({ title, name: `real-${index}`, commits, rules, strip }));

/** What is done to a branch by real commands of git, and what becomes of its strip; the rules that it breaks stay. */
interface Deed {
  readonly title: string;
  readonly does: (git: (...args: readonly string[]) => string) => void;
  readonly strip: (strip: string) => string;
}

const same = (strip: string) => strip;
const DEEDS: readonly Deed[] = [
  { title: 'rebased onto its base', does: (run) => run('rebase', '--quiet', 'main'), strip: same },
  {
    title: 'moved to another base with --onto',
    does: (run) => {
      run('rebase', '--quiet', '--onto', 'side', 'main~1');
      run('rebase', '--quiet', '--onto', 'main', 'side');
    },
    strip: same,
  },
  {
    title: 'picked commit by commit onto its base',
    does: (run) => {
      const tip = run('rev-parse', 'HEAD');
      run('reset', '--quiet', '--hard', 'main');
      run('cherry-pick', '--allow-empty', `main~1..${tip}`);
    },
    strip: same,
  },
  {
    title: 'that its base was merged into at its end',
    does: (run) => run('merge', '--quiet', '--no-edit', 'main'),
    strip: (strip) => `${strip} M`,
  },
  {
    title: 'that its base was merged into after its first commit',
    does: (run) => {
      const tip = run('rev-parse', 'HEAD');
      const [first = ''] = run('rev-list', '--reverse', `main~1..${tip}`).split('\n');
      run('reset', '--quiet', '--hard', first);
      run('merge', '--quiet', '--no-edit', 'main');
      if (first !== tip) run('cherry-pick', `${first}..${tip}`);
    },
    strip: (strip) => strip.replace(/^P!?/, '$& M'),
  },
  {
    title: 'with a fixup that waits to be folded in',
    does: (run) => mendFirst(run),
    strip: (strip) => `${strip} p`,
  },
  {
    title: 'with a fixup folded in by rebase -i --autosquash',
    does: (run) => {
      mendFirst(run);
      run('rebase', '--quiet', '--interactive', '--autosquash', 'main');
    },
    strip: same,
  },
];

/** Commits a page as a mend of the first commit, which is a plan. */
function mendFirst(run: (...args: readonly string[]) => string): void {
  const [first = ''] = run('rev-list', '--reverse', 'main~1..HEAD').split('\n');
  const top = run('rev-parse', '--show-toplevel');
  writeFileSync(join(top, 'docs', 'mend.md'), '# A page\n');
  run('add', '--all');
  run('commit', '--quiet', `--fixup=${first}`);
}

const CASES = DEEDS.flatMap(({ title, does, strip }) =>
  BRANCHES.map((branch) => ({
    ...branch,
    what: `${branch.title}, ${title}`,
    does,
    strip: strip(branch.strip),
  })),
);

describe('a branch by real commands of git', () => {
  let folder: string;

  beforeAll(() => {
    folder = writeBranches(BRANCHES);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs git as somebody at a terminal, whose editor leaves every text as it is. */
  function run(...args: readonly string[]): string {
    const env = testEnvironment({ GIT_EDITOR: ':' });
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: [...stdio] }).trimEnd();
  }

  function checkOut(name: string): void {
    run('checkout', '--quiet', '--force', '-B', 'mikado/goal', name);
    run('clean', '--quiet', '-d', '--force');
  }

  async function judged() {
    const { violations, steps } = await judgeAt(folder, 'HEAD');
    return { rules: violations.map(({ rule }) => rule).sort(), strip: stripText(steps) };
  }

  it('is judged in at least 100 forms', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(100);
  });

  it.each(CASES)('is judged as before: $what', async ({ name, does, rules, strip }) => {
    checkOut(name);
    does(run);
    expect(await judged()).toEqual({ rules, strip });
  });

  it.each(BRANCHES.slice(1, 4))(
    'may undo its last commit and do it again: $title',
    async ({ name, strip }) => {
      checkOut(name);
      run('revert', '--no-edit', 'HEAD');
      run('revert', '--no-edit', 'HEAD');
      const last = strip.at(-1);
      expect(await judged()).toEqual({ rules: [], strip: `${strip} -${last} ${last}` });
    },
  );

  it('is right again once a late plan was moved to the front by rebase -i', async () => {
    checkOut(BRANCHES.find(({ title }) => title === 'a late card')?.name ?? '');
    const editor = join(folder, '.git', 'last-first');
    const script = 'grep ^pick "$1" > "$1.all"; { tail -n 1 "$1.all"; sed \'$d\' "$1.all"; } > "$1"';
    writeFileSync(editor, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    run('-c', `sequence.editor=${editor}`, 'rebase', '--quiet', '--interactive', 'main');
    expect(await judged()).toEqual({ rules: [], strip: 'P P | I' });
  });

  it('is judged by its own commits where its base was merged into it more than once', async () => {
    checkOut('real-2');
    run('merge', '--quiet', '--no-edit', 'main');
    run('checkout', '--quiet', '-B', 'main', 'main');
    run('commit', '--quiet', '--allow-empty', '--message=Later');
    run('checkout', '--quiet', 'mikado/goal');
    run('merge', '--quiet', '--no-edit', 'main');
    run('branch', '--force', 'main', 'main-ahead');
    run('branch', '--force', 'main', 'HEAD^2');
    expect(await judged()).toEqual({ rules: [], strip: 'P | I C | I M M' });
    run('branch', '--force', 'main', 'main-ahead');
  });
});
