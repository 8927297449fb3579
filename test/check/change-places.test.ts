import { mkdirSync, realpathSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../rig/cli.ts';
import { card, checkEdits, done, edit, open } from './change.ts';

const BEFORE = {
  'docs/goal.md': open('goal', ['leaf']),
  'docs/leaf.md': open('leaf'),
  'docs/old.md': open('old', ['nowhere']),
};
/** The goal loses its fields, which no single tree shows. */
const AFTER = { 'docs/goal.md': card('goal', []) };
const FOUND =
  'docs/goal.md:1:1: error: The goal `goal` lost its `requires`, and `leaf`, which it required, is not done. [goal-abandoned]';

function commitAll(top: string): void {
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Change');
}

/** A repository whose branch `change` abandons the goal of `main`. */
function makeChange(): string {
  const top = makeRepository(BEFORE);
  git(top, 'switch', '--quiet', '--create', 'change');
  edit(top, AFTER);
  commitAll(top);
  return top;
}

async function check(cwd: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await mikado(['check', ...args], { cwd });
  return { code, first: stdout.split('\n')[0], stderr };
}

describe('`check --base` finds what a change did', () => {
  it('in a subfolder, in a linked work tree and on a detached HEAD', async () => {
    const top = makeChange();
    const linked = join(makeFolder(), 'linked');
    git(top, 'worktree', 'add', '--quiet', '--detach', linked, 'change');
    for (const cwd of [top, join(top, 'docs'), linked]) {
      const { code, first, stderr } = await check(cwd, '--base', 'main');
      expect({ code, first }).toEqual({ code: 1, first: FOUND });
      expect(stderr).toMatch(
        /^2 cards checked against main \([0-9a-f]{12}\): 1 error found; 1 finding was known before \(--all shows it\)\.\n$/,
      );
    }
  });

  it('against the commit where it parted, whatever happened on the base since', async () => {
    const top = makeChange();
    git(top, 'switch', '--quiet', 'main');
    edit(top, { 'docs/leaf.md': null, 'docs/later.md': open('later', ['missing']) });
    commitAll(top);
    git(top, 'switch', '--quiet', 'change');
    expect(await check(top, '--base', 'main')).toMatchObject({ code: 1, first: FOUND });
  });

  it('in a shallow clone only after the history was fetched as told', async () => {
    const origin = makeChange();
    const clone = join(makeFolder(), 'clone');
    git(origin, 'clone', '--quiet', '--depth=1', '--branch=change', `file://${origin}`, clone);
    expect(await check(clone, '--base', 'origin/main')).toEqual({
      code: 2,
      first: '',
      stderr:
        'mikado: There is no commit origin/main here.\n  Fetch it: git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main\n',
    });
    git(clone, 'fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/main:refs/remotes/origin/main');
    expect(await check(clone, '--base', 'main')).toMatchObject({ code: 1, first: FOUND });
  });

  it('not outside a repository, which it says', async () => {
    const cwd = realpathSync(makeFolder());
    writeFiles(cwd, { 'docs/a.md': open('a') });
    expect(await check(cwd, '--base', 'main')).toEqual({
      code: 2,
      first: '',
      stderr: `mikado: There is no git repository around ${cwd}.\n  Leave --base out, or go to a clone.\n`,
    });
  });

  it('where the base had no documents folder, and where the folder was moved', async () => {
    const fresh = await checkEdits({ 'README.md': '# Here\n' }, { 'docs/old.md': open('old', ['nowhere']) });
    expect(fresh.fresh.map(({ code }) => code)).toEqual(['missing-prerequisite']);

    const top = makeRepository(BEFORE);
    mkdirSync(join(top, 'plan'));
    renameSync(join(top, 'docs'), join(top, 'plan', 'cards'));
    writeFiles(top, { '.mikado.yaml': 'docs: plan/cards\n' });
    expect(await check(top, '--base', 'main', '-q')).toEqual({ code: 0, first: '', stderr: '' });
    writeFiles(top, { 'plan/cards/goal.md': card('goal', []) });
    expect(await check(top, '--base', 'main')).toMatchObject({
      code: 1,
      first: FOUND.replace('docs/', 'plan/cards/'),
    });
  });
});

describe('what was found at the base', () => {
  it('does not fail a change, whatever line it moved to and whatever its card is called now', async () => {
    const moved = open('old', ['nowhere']).replace('status: active', 'title: Old\nstatus: active');
    const edits = { 'docs/old.md': null, 'docs/older.md': moved };
    const { fresh, diagnostics } = await checkEdits(BEFORE, edits);
    expect([fresh, diagnostics.map(({ path }) => path)]).toEqual([[], ['docs/older.md']]);
  });

  it('leaves of several equal findings the new one, by the text of its line', async () => {
    const item = (name: string) => `- [ ] Run \`deploy <${name}>\` to the end`;
    const before = { 'docs/a.md': open('a', [], [item('one')]) };
    const { fresh } = await checkEdits(before, { 'docs/a.md': open('a', [], [item('two'), item('one')]) });
    expect(fresh.map(({ code, line }) => `${code} ${line}`)).toEqual(['template-left 11']);
  });

  it('is judged by the rules as they are set now, and by the words of its own configuration', async () => {
    const before = { ...BEFORE, '.mikado.yaml': 'status: {done: [shipped]}\n', 'docs/done.md': done('done') };
    const shipped = { 'docs/goal.md': open('goal', ['leaf']).replace('active', 'shipped') };
    const config = { '.mikado.yaml': 'rules: {redundant-prerequisite: warn}\n' };
    const { fresh } = await checkEdits({ ...before, ...shipped }, config);
    expect(fresh.map(({ code }) => code)).toEqual(['unknown-status']);
  });

  it('is no hindrance when its configuration could not be read', async () => {
    const { fresh } = await checkEdits({ ...BEFORE, '.mikado.yaml': 'dcos: x\n' }, { '.mikado.yaml': null });
    expect(fresh).toEqual([]);
  });

  it('is told and fails with --all', async () => {
    const { code, stdout } = await mikado(['check', '--base', 'main', '--all', '--json'], {
      cwd: makeChange(),
    });
    const { errors, known, base } = JSON.parse(stdout);
    expect({ code, errors, known, ref: base.ref }).toEqual({ code: 1, errors: 2, known: 0, ref: 'main' });
  });
});

describe('a baseline', () => {
  it('passes over what it lists, names what is gone, and is written anew in the same order', async () => {
    const cwd = makeRepository({ ...BEFORE, 'docs/also.md': open('also', ['nowhere', 'nowhere-else']) });
    const args = ['--baseline', 'known.json'];
    expect(await check(cwd, ...args)).toEqual({
      code: 2,
      first: '',
      stderr: 'mikado: There is no baseline known.json.\n  Write it with --update-baseline.\n',
    });
    const written = await check(cwd, ...args, '--update-baseline');
    expect({ code: written.code, first: written.first }).toEqual({ code: 0, first: '' });
    expect(written.stderr.split('\n')[0]).toBe('known.json lists 3 findings now.');
    edit(cwd, { 'docs/old.md': open('old', ['nobody']), 'docs/also.md': `\n${open('also')}`.trimStart() });
    const { code, stdout } = await mikado(['check', ...args, '--json'], { cwd });
    const { diagnostics, known, gone } = JSON.parse(stdout);
    expect({ code, known }).toEqual({ code: 1, known: 0 });
    expect(diagnostics.map((each: { message: string }) => each.message)).toEqual([
      '`old` requires `nobody`, and no document has that name.',
    ]);
    expect(gone.map((each: { path: string }) => each.path)).toEqual([
      'docs/also.md',
      'docs/also.md',
      'docs/old.md',
    ]);
  });

  it.each([
    ['{', /^mikado: known\.json is no baseline: /],
    ['{"findings":[]}', /it has no `findings` of `schemaVersion` 1\.$/m],
    [
      '{"schemaVersion":1,"findings":[{"path":"a","code":"b","message":"c","count":-1}]}',
      /number 1 of its findings is none\.$/m,
    ],
  ])('that is none is refused: %s', async (text, said) => {
    const cwd = makeRepository({ ...BEFORE, 'known.json': text });
    const { code, stderr } = await check(cwd, '--baseline', 'known.json');
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  });

  it('is asked for by name, and said when it cannot be written', async () => {
    const cwd = makeRepository(BEFORE);
    expect((await check(cwd, '--update-baseline')).code).toBe(2);
    const { code, stderr } = await check(cwd, '--baseline', 'docs/old.md/x.json', '--update-baseline');
    expect(code).toBe(5);
    expect(stderr).toMatch(/^mikado: docs\/old\.md\/x\.json could not be written: /);
  });
});
