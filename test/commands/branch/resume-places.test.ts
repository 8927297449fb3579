import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, mikado, NODE, run, writeFiles } from '../../rig/cli.ts';

const who = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

const card = (status: string, more = '') => `---\nstatus: ${status}\n${more}---\n\n# A card\n`;

/** A clone of a repository with an empty page, its origin beside it, and a shell that knows `mikado`. */
function makeClone() {
  const bin = makeFolder();
  writeFileSync(join(bin, 'mikado'), `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n`, { mode: 0o755 });
  const env = { ...who, PATH: [bin, process.env.PATH ?? ''].join(delimiter) };
  const origin = makeFolder();
  git(origin, 'init', '--quiet', '--bare', '--initial-branch=main');
  const cwd = makeRepository({ 'docs/index.md': '# Pages\n', 'code.txt': '' });
  git(cwd, 'remote', 'add', 'origin', origin);
  git(cwd, 'push', '--quiet', '--set-upstream', 'origin', 'main');
  const next = async (...args: readonly string[]): Promise<string | null> => {
    const { stdout } = await mikado(['resume', '--json', ...args], { cwd, env });
    return JSON.parse(stdout).next;
  };
  const type = async (line: string) => {
    const { code, stderr } = await run('/bin/sh', ['-c', line], { cwd, env });
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, '']);
  };
  const work = (text: string, subject: string) => {
    writeFileSync(join(cwd, 'code.txt'), text);
    git(cwd, 'commit', '--quiet', '--all', `--message=${subject}`);
  };
  const tick = (name: string) => {
    const file = join(cwd, 'docs', `${name}.md`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('- [ ]', '- [x]'));
  };
  return { cwd, origin, env, next, type, work, tick };
}

describe('the next command that resume names', () => {
  it('leads from an empty branch to the merge, whoever types it each time', async () => {
    const { cwd, next, type, work, tick } = makeClone();
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    const typed: (string | null)[] = [];
    const follow = async () => {
      const line = await next();
      typed.push(line);
      await type(line ?? '');
    };

    await follow();
    await type('mikado new leaf --for goal --commit && mikado new twig --for goal --commit');
    await follow();
    work('1\n', 'C2(goal): impl what twig is for');
    typed.push(await next());
    tick('twig');
    await follow();
    work('2\n', 'C2(goal): impl the rest');
    tick('leaf');
    await follow();
    tick('goal');
    await follow();
    await follow();
    await follow();

    expect(typed).toEqual([
      'mikado new goal --commit',
      'mikado show leaf',
      'mikado verify twig',
      'mikado close twig --commit',
      'mikado close leaf --commit',
      'mikado close goal --commit',
      'mikado finalize goal --commit',
      'git push --set-upstream origin mikado/goal',
    ]);
    expect(await next()).toBe(null);
    expect((await mikado(['resume'], { cwd })).stdout).toMatch(/\n\nNext: have it merged into main\.\n$/);
    expect((await mikado(['branch', 'check'], { cwd })).code).toBe(0);
  });

  it('is the merge itself where no remote takes the branch', async () => {
    const { cwd, next, type } = makeClone();
    git(cwd, 'remote', 'remove', 'origin');
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    await type('mikado new goal --commit && mikado close goal --force done --commit');
    await type('mikado finalize goal --commit');
    expect(await next()).toBe('git switch main && git merge --no-ff mikado/goal');
    await type((await next()) ?? '');
    expect(git(cwd, 'log', '-1', '--format=%s', 'main^2')).toBe('C2(goal): finalize the chain');
    expect((await mikado(['resume'], { cwd })).stdout).toBe(
      'main is the branch of no goal.\n\nNo chain is open.\n\nNext: mikado new STEM\n',
    );
  });

  it('goes on with a rebase that has stopped', async () => {
    const { cwd, next, work } = makeClone();
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    work('mine\n', 'C2(goal): impl mine');
    git(cwd, 'switch', '--quiet', 'main');
    work('theirs\n', 'Theirs');
    git(cwd, 'switch', '--quiet', 'mikado/goal');
    expect(() => git(cwd, 'rebase', 'main')).toThrow('could not apply');
    expect(await next()).toBe('git rebase --continue');
    expect((await mikado(['resume'], { cwd })).stdout).toContain('\n  under way: a rebase\n');
  });

  it('fetches up with what somebody else pushed, before anything else', async () => {
    const { cwd, next, type, env } = makeClone();
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    await type('mikado new goal --commit && git push --quiet --set-upstream origin mikado/goal');
    await type('git commit --quiet --allow-empty -m "C2(goal): impl it" && git push --quiet');
    git(cwd, 'reset', '--quiet', '--hard', 'HEAD^');
    expect(await next()).toBe('git pull --ff-only');
    expect((await mikado(['resume'], { cwd, env })).stdout).toContain('\n  not pulled: 1 commit\n');
    await type('git pull --quiet --ff-only');
    expect(await next()).toBe('mikado verify goal');
  });
});

it('tells commits that a discovery made anew from those that somebody else pushed', async () => {
  const { cwd, type, work, env } = makeClone();
  git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
  await type('mikado new goal --commit');
  work('1\n', 'C2(goal): impl it');
  await type('git push --quiet --set-upstream origin mikado/goal');
  await type('mikado discover leaf --for goal --yes');
  const said = async () => (await mikado(['resume'], { cwd, env })).stdout;
  expect(await said()).toContain(
    '\n  not pushed: 2 commits, 1 of the upstream made anew: git push --force-with-lease\n',
  );
  const { stdout } = await mikado(['resume', '--json'], { cwd, env });
  expect(JSON.parse(stdout)).toMatchObject({
    work: { unpushed: 2, unpulled: 1, isMadeAnew: true },
    resetPoint: { commit: git(cwd, 'rev-parse', 'HEAD^'), replay: [git(cwd, 'rev-parse', 'HEAD')] },
  });
  await type('mikado close leaf --force x --commit && mikado close goal --force x --commit');
  await type('mikado finalize goal --commit');
  expect(await said()).toMatch(/\nNext: git push --force-with-lease\n$/);
  await type('git push --quiet --force-with-lease');
  expect(await said()).toMatch(/\nNext: have it merged into main\.\n$/);
  git(cwd, 'commit', '--quiet', '--amend', '--message=C2(goal): finalize it');
  expect(await said()).toContain('\n  not pushed: 1 commit\n  not pulled: 1 commit\n');
});

describe('a branch whose goal has no card', () => {
  it('is said to be so, with the way to plan it, and no card of another goal is offered', async () => {
    const cwd = makeRepository({ 'docs/other.md': card('active') });
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    const base = git(cwd, 'rev-parse', '--short=10', 'HEAD');
    const standing = `mikado/goal, 0 commits since main (${base})\nplace: planning\ngoal:  there is no card goal yet: mikado new goal --commit\nnext:  plan\n`;
    expect(await mikado(['branch', 'check'], { cwd })).toMatchObject({ code: 0, stdout: standing });
    expect(await mikado(['resume'], { cwd })).toMatchObject({
      code: 0,
      stdout: `${standing}\nLeft over\n  not pushed: the branch has no upstream\n\nNext: mikado new goal --commit\n`,
    });
    const { stdout } = await mikado(['branch', 'check', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ goal: 'goal', goalCard: 'not-yet', place: 'planning' });
  });

  it.each([
    ['mikado/harden-registy', '---\nstatus: active\n---\n'],
    ['mikado/reg', '---\nstatus: active\nbranch: mikado/reg\n---\n'],
  ])('may have the wrong name: %s', async (branch, text) => {
    const cwd = makeRepository({ 'docs/harden-registry.md': text });
    git(cwd, 'switch', '--quiet', '--create', branch);
    expect((await mikado(['branch', 'check'], { cwd })).stdout).toContain(
      '\n       or is this the branch of harden-registry? git branch --move mikado/harden-registry\n',
    );
  });

  it('may have a name that a shell would run, which is quoted', async () => {
    const cwd = makeRepository({ 'docs/other.md': card('active') });
    git(cwd, 'switch', '--quiet', '--create', 'mikado/$(id);x');
    expect((await mikado(['resume'], { cwd })).stdout).toContain("\n\nNext: mikado new '$(id);x' --commit\n");
  });

  it('is told of a document that could be that card', async () => {
    const cwd = makeRepository({ 'docs/goal.md': '# Goal\n' });
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    const { stdout } = await mikado(['resume'], { cwd });
    expect(stdout).toContain(
      'goal:  docs/goal.md is no card; it is one with `status: active` in its front matter\n',
    );
    expect(stdout).not.toContain('Next:');
  });
});

describe('resume on a branch for no goal', () => {
  it('lists the chains whose cards are on their own branches alone, as those have them', async () => {
    const { cwd, type, work } = makeClone();
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    await type('mikado new goal --commit && mikado new leaf --for goal --commit');
    work('1\n', 'C2(goal): impl leaf');
    await type('mikado close leaf --force seen --commit');
    git(cwd, 'switch', '--quiet', '--create', 'mikado/away', 'main');
    await type('mikado new away --commit && git push --quiet origin mikado/away');
    git(cwd, 'switch', '--quiet', 'main');
    git(cwd, 'branch', '--quiet', '--delete', '--force', 'mikado/away');
    writeFiles(cwd, { 'docs/new.md': card('active') });
    expect((await mikado(['resume'], { cwd })).stdout).toBe(`main is the branch of no goal.

Chains to take up
  goal  1/2 done  between cycles         git switch mikado/goal
  away  0/1 done  planning, at a remote  git switch mikado/away
  new   0/1 done  not started            git switch --create mikado/new

Ready
1. new  A card
   it is the goal, and all it requires is done

Left over
  not committed: 1 untracked

Next: git switch mikado/goal
`);
    expect(JSON.parse((await mikado(['resume', 'away', '--json'], { cwd })).stdout)).toMatchObject({
      ...{ goal: 'away', ready: [], next: 'git switch mikado/away' },
    });
  });

  it('lists a finalized branch until it is merged, in whatever form', async () => {
    const { cwd, type } = makeClone();
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    await type('mikado new goal --commit && mikado close goal --force done --commit');
    await type('mikado finalize goal --commit');
    git(cwd, 'switch', '--quiet', 'main');
    expect((await mikado(['resume'], { cwd })).stdout).toContain(
      '\n  goal  1/1 done  finalized  git switch mikado/goal\n',
    );
    await type('git merge --quiet --squash mikado/goal && git commit --quiet -m "The goal (#1)"');
    expect((await mikado(['resume'], { cwd })).stdout).toContain('\nNo chain is open.\n');
  });

  it('starts the branch of another goal at the base, not where this one stands', async () => {
    const cwd = makeRepository({ 'docs/goal.md': card('active'), 'docs/other.md': card('active') });
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    const { stdout } = await mikado(['resume', 'other'], { cwd });
    expect(stdout).toContain('mikado/goal is the branch of goal.\n');
    expect(stdout).toMatch(/\nNext: git switch --create mikado\/other main\n$/);
  });

  it('refuses a card that is no goal, and names the goal', async () => {
    const cwd = makeRepository({
      'docs/goal.md': card('active', 'requires: [leaf]\n'),
      'docs/leaf.md': card('active'),
    });
    expect(await mikado(['resume', 'leaf'], { cwd })).toEqual({
      ...{ code: 2, signal: null, stdout: '' },
      stderr: 'mikado: leaf is no goal.\n  It belongs to the chain of goal: mikado resume goal\n',
    });
  });

  it('names no way to the branch that is checked out, where it cannot be told how that stands', async () => {
    const origin = makeRepository({ 'docs/goal.md': card('active') });
    git(origin, 'switch', '--quiet', '--create', 'mikado/goal');
    git(origin, 'commit', '--quiet', '--allow-empty', '--message=C2(goal): impl it');
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--depth=1', `file://${origin}`, '.');
    const { code, stdout } = await mikado(['resume'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^It cannot be told where this branch started: this clone is shallow/);
    expect(stdout).not.toMatch(/git switch|Next:/);
    expect(stdout).toContain('\n1. goal  A card\n');
  });

  it('says so on a detached HEAD, and before the first commit', async () => {
    const cwd = makeRepository({ 'docs/goal.md': card('active') });
    git(cwd, 'switch', '--quiet', '--detach');
    expect((await mikado(['resume'], { cwd })).stdout).toMatch(
      /^HEAD is detached, and these commits are for no goal\.\n/,
    );
    const unborn = makeFolder();
    mkdirSync(join(unborn, 'docs'));
    git(unborn, 'init', '--quiet', '--initial-branch=mikado/goal');
    const sentence = 'The branch mikado/goal has no commit yet.';
    expect((await mikado(['resume'], { cwd: unborn })).stdout).toBe(
      `${sentence} Make the first one with git.\n\nNo chain is open.\n`,
    );
    expect(await mikado(['branch', 'check'], { cwd: unborn })).toEqual({
      ...{
        code: 2,
        signal: null,
        stdout: '',
        stderr: `mikado: ${sentence}\n  Make the first one with git.\n`,
      },
    });
  });
});
