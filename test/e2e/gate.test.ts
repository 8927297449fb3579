import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Event, runAction, runWorkflow, yamlFaults } from '../rig/ci-runner.ts';
import {
  git,
  makeFolder,
  makeRepository,
  mikado,
  NODE,
  run,
  testEnvironment,
  writeFiles,
} from '../rig/cli.ts';
import { serveOwnPackage } from '../rig/npm-registry.ts';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const PREK = join(
  dirname(fileURLToPath(import.meta.resolve('@j178/prek/package.json'))),
  '..',
  '..',
  '.bin',
  'prek',
);

/** A root that needs a middle that needs a leaf, all open. */
const CARDS = {
  'docs/root.md': '---\nstatus: active\nrequires:\n  - middle\n---\n\n# Root\n',
  'docs/middle.md': '---\nstatus: active\nrequires:\n  - leaf\n---\n\n# Middle\n',
  'docs/leaf.md': '---\nstatus: active\n---\n\n# Leaf\n',
};
const CLOSED = { 'docs/root.md': CARDS['docs/root.md'].replace('status: active', 'status: done') };
const STRIPPED = { 'docs/root.md': '# Root\n' };
const TYPO = { 'docs/middle.md': CARDS['docs/middle.md'].replace('leaf', 'laef') };
const GOOD = { 'docs/leaf.md': '---\nstatus: planned\n---\n\n# Leaf\n' };

/** The clone of a pull request as `actions/checkout` leaves it: detached at the merge, with all branches of the origin. */
function pullRequest(
  change: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = CARDS,
): string {
  const origin = makeRepository(files);
  git(origin, 'switch', '--quiet', '--create', 'change');
  writeFiles(origin, change);
  git(origin, 'add', '--all');
  git(origin, 'commit', '--quiet', '--message=Change');
  git(origin, 'switch', '--quiet', '--detach', 'main');
  git(origin, 'merge', '--quiet', '--no-ff', '--no-edit', 'change');
  git(origin, 'update-ref', 'refs/pull/1/merge', 'HEAD');
  const clone = makeFolder();
  git(clone, 'init', '--quiet');
  git(clone, 'remote', 'add', 'origin', origin);
  git(
    clone,
    'fetch',
    '--quiet',
    'origin',
    '+refs/heads/*:refs/remotes/origin/*',
    '+refs/pull/1/merge:refs/remotes/pull/1/merge',
  );
  git(clone, 'checkout', '--quiet', '--detach', 'refs/remotes/pull/1/merge');
  return clone;
}

describe('a root that is closed by hand over open prerequisites', () => {
  const path = '(`root` → `middle`';
  it.each([
    ['text', /^docs\/root\.md:2:9: error: `root` is done, and `middle`/m],
    ['json', /"code": "done-before-prerequisites"/],
    ['github', /^::error file=docs\/root\.md,line=2,endLine=2,col=9,/m],
    ['sarif', /"ruleId":"done-before-prerequisites"/],
    ['junit', /<failure type="failure" message="`root` is done, and `middle`/],
  ])('fails in the format %s', async (format, says) => {
    const answer = await mikado(['check', '--format', format], {
      cwd: makeRepository({ ...CARDS, ...CLOSED }),
    });
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(says);
  });

  it('is told with the way to what is open', async () => {
    const files = {
      ...CARDS,
      ...CLOSED,
      'docs/middle.md': CARDS['docs/middle.md'].replace('active', 'done'),
    };
    const { stdout } = await mikado(['check'], { cwd: makeRepository(files) });
    expect(stdout).toContain(
      `\`root\` is done, and \`leaf\`, which it requires, is open ${path} → \`leaf\`).`,
    );
  });
});

describe('the formats of check', () => {
  it('of a --json beside another one are refused', async () => {
    const cwd = makeRepository(CARDS);
    expect(await mikado(['check', '--json', '--format', 'sarif'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
    });
    const both = await mikado(['check', '--json', '--format', 'json'], { cwd });
    expect(both.stdout).toBe((await mikado(['check', '--json'], { cwd })).stdout);
  });

  it('are none of the misspelt ones', async () => {
    const answer = await mikado(['check', '--format', 'serif'], { cwd: makeRepository(CARDS) });
    expect(answer).toMatchObject({
      code: 2,
      stderr: 'mikado: --format does not take serif.\n  Did you mean sarif?\n',
    });
  });

  it('leave no line to a runner that a file name wrote', async () => {
    const cwd = makeRepository({
      'docs/::error::x.md': '---\nstatus: odd\n---\n',
      'docs/a.md': '[[nowhere]] ##[add-mask]a\n',
    });
    const { stdout } = await mikado(['check', '--docs', 'docs'], { cwd });
    expect(stdout).toContain('##\\u{5b}add-mask]');
    expect(stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  });
});

describe('a summary of the step', () => {
  it('is added to what the runner names, in every format', async () => {
    const cwd = makeRepository({ ...CARDS, ...CLOSED });
    const file = join(makeFolder(), 'summary.md');
    writeFileSync(file, 'Before');
    for (const format of ['text', 'json', 'github', 'sarif', 'junit'])
      expect(
        (await mikado(['check', '--format', format], { cwd, env: { GITHUB_STEP_SUMMARY: file } })).code,
      ).toBe(1);
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('Before\n\n### mikado check: 1 error found\n\n3 cards checked.\n')).toBe(true);
    expect(text.split('### mikado check').length).toBe(6);
  });

  it('never makes the file larger than what the runner takes', async () => {
    const cwd = makeRepository({ ...CARDS, ...CLOSED });
    const file = join(makeFolder(), 'summary.md');
    const room = 1024 * 1024 - 300;
    writeFileSync(file, `${'x'.repeat(room - 1)}\n`);
    await mikado(['check'], { cwd, env: { GITHUB_STEP_SUMMARY: file } });
    expect(readFileSync(file).length).toBeLessThanOrEqual(1024 * 1024);
    expect(readFileSync(file, 'utf8').slice(room)).toContain('truncated 1 more\n');
  });

  it.each([
    ['a folder', '.'],
    ['a folder that is not there', 'nowhere/summary.md'],
    ['a device', '/dev/null'],
  ])('that cannot be written, to %s, is said and changes nothing else', async (_what, file) => {
    const cwd = makeRepository(CARDS);
    const answer = await mikado(['check', '-q'], { cwd, env: { GITHUB_STEP_SUMMARY: file } });
    expect(answer).toMatchObject({ code: 0, stdout: '' });
    expect(answer.stderr).toMatch(/^mikado: no summary was written to GITHUB_STEP_SUMMARY: .+\.\n$/);
  });
});

describe('a root whose front matter is taken out', () => {
  it('passes a plain check, and fails one against the base', async () => {
    const cwd = pullRequest(STRIPPED);
    expect((await mikado(['check'], { cwd })).code).toBe(0);
    const answer = await mikado(['check', '--base', 'origin/main', '--format', 'github'], { cwd });
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(/^::error file=docs\/root\.md,.*title=mikado%3A goal-abandoned::/m);
  });
});

describe('a typo in `requires`', () => {
  it('fails with the right name', async () => {
    const { code, stdout } = await mikado(['check'], { cwd: makeRepository({ ...CARDS, ...TYPO }) });
    expect(code).toBe(1);
    expect(stdout).toContain(
      '`middle` requires `laef`, and no document has that name. [missing-prerequisite]',
    );
    expect(stdout).toContain('Did you mean `leaf`?');
  });
});

describe('the workflow that init writes, and the action, run step by step on a pull request', () => {
  it.each([
    ['is good', GOOD, 0],
    ['closes a card too early', CLOSED, 1],
    ['takes the front matter out', STRIPPED, 1],
    [
      'brings a package of this name and another registry',
      {
        ...CLOSED,
        '.npmrc': 'registry=http://127.0.0.1:9/\n',
        'node_modules/.bin/mikado': '#!/bin/sh\nexit 0\n',
        'node_modules/mikado-planner/package.json':
          '{"name":"mikado-planner","version":"0.1.0","bin":"x.js"}',
      },
      1,
    ],
  ])('that %s', async (_what, change, code) => {
    const written = makeRepository({});
    await mikado(['init', '--ci', 'github'], { cwd: written });
    const workflow = readFileSync(join(written, '.github/workflows/mikado.yml'), 'utf8');
    const action = readFileSync(join(TOP, 'action.yml'), 'utf8');
    const event: Event = { cwd: pullRequest(change), baseRef: 'main', ...(await serveOwnPackage()) };
    const asWorkflow = await runWorkflow(workflow, event);
    const asAction = await runAction(action, event);
    expect(asWorkflow.uses.length).toBe(2);
    for (const { steps, summary } of [asWorkflow, asAction]) {
      expect(steps.map((step) => step.code)).toEqual([0, code]);
      expect(steps[1]?.stdout.includes('::error file=docs/root.md')).toBe(code === 1);
      expect(steps[1]?.stderr).toContain('against origin/main');
      expect(summary).toMatch(
        code === 0 ? /^### mikado check: nothing found/ : /^### mikado check: \d error/,
      );
    }
  });

  it('judges everything on a push, and takes further words', async () => {
    const action = readFileSync(join(TOP, 'action.yml'), 'utf8');
    const cwd = pullRequest({ 'docs/a page.md': '[[nowhere]]\n' }, { ...CARDS, ...CLOSED });
    const event: Event = {
      cwd,
      baseRef: '',
      inputs: { args: '-q --docs docs' },
      ...(await serveOwnPackage()),
    };
    const { steps } = await runAction(action, event);
    expect(steps[1]).toMatchObject({ code: 1, stderr: '' });
    expect(steps[1]?.stdout).toMatch(/^::warning file=docs\/a page\.md,/m);
  });

  it('is shipped as files that fit their schemas', () => {
    expect(yamlFaults(readFileSync(join(TOP, 'action.yml'), 'utf8'), 'github-action')).toEqual([]);
    expect(yamlFaults(readFileSync(join(TOP, '.pre-commit-hooks.yaml'), 'utf8'), 'pre-commit-hooks')).toEqual(
      [],
    );
  });
});

describe('hooks, run by prek', () => {
  /** Commits what is there, with prek as git's hook. */
  async function commit(cwd: string, env: Readonly<Record<string, string>>) {
    git(cwd, 'add', '--all');
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
    return run('git', [...who, 'commit', '--message=Change'], { cwd, env });
  }

  async function judge(cwd: string, env: Readonly<Record<string, string>>) {
    expect(await run(PREK, ['install'], { cwd, env })).toMatchObject({ code: 0 });
    writeFiles(cwd, GOOD);
    const good = await commit(cwd, env);
    expect([good.code, good.stderr + good.stdout]).toEqual([0, expect.stringContaining('Passed')]);
    rmSync(join(cwd, 'docs/leaf.md'));
    const bad = await commit(cwd, env);
    expect([bad.code, bad.stderr + bad.stdout]).toEqual([
      1,
      expect.stringContaining('`middle` requires `leaf`, and no document'),
    ]);
  }

  it('as init configures them let a good commit pass and stop one that deletes a card', async () => {
    const cwd = makeRepository(CARDS);
    await mikado(['init', '--hooks'], { cwd });
    // Where npm puts what is global is for prek to say.
    const { npm_config_prefix: _, ...env } = (await serveOwnPackage()).env;
    // A hook runs on the Node that stands beside an npm, and the newest of those here may be too old.
    const tools = makeFolder();
    symlinkSync(NODE, join(tools, 'node'));
    symlinkSync(
      execFileSync('bash', ['-c', 'readlink -f "$(type -P npm)"'], { encoding: 'utf8' }).trim(),
      join(tools, 'npm'),
    );
    await judge(cwd, { ...env, PREK_HOME: makeFolder(), PATH: `${tools}:${testEnvironment().PATH}` });
  });

  it('as this project ships them do the same', async () => {
    const hooks = readFileSync(join(TOP, '.pre-commit-hooks.yaml'), 'utf8');
    // Installing by way of Node would fetch every package that building needs; the command is on the PATH instead.
    const source = makeRepository({
      '.pre-commit-hooks.yaml': hooks.replace('language: node', 'language: system'),
    });
    const config = `repos:\n  - repo: ${source}\n    rev: ${git(source, 'rev-parse', 'HEAD')}\n    hooks:\n      - id: mikado-check\n`;
    const cwd = makeRepository({ ...CARDS, '.pre-commit-config.yaml': config });
    const { env, bin } = await serveOwnPackage();
    await run('npm', ['install', '--global', 'mikado-planner'], { cwd: makeFolder(), env });
    const path = [bin, join(TOP, 'node_modules', '.bin'), testEnvironment().PATH].join(':');
    await judge(cwd, { ...env, PREK_HOME: makeFolder(), PATH: path });
  });
});
