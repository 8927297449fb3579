import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { git, run, testEnvironment, writeFiles } from '../../rig/cli.ts';
import { type Change, card, env, onBranch } from './discovering.ts';

const found = (neededBy: string, ...more: readonly string[]) => [
  ...['discover', 'found', '--for', neededBy, '--yes'],
  ...more,
];

/** A branch with one closed card, and work on the next. */
async function begun(): Promise<Change> {
  const change = onBranch();
  change.commit('C2(goal): impl one', { 'one.txt': 'one\n' });
  await change.close('one');
  change.commit('C2(goal): impl two', { 'two.txt': 'two\n' });
  change.commit('C2(goal): impl more of two', { 'two.txt': 'two\nmore\n' });
  return change;
}

/** The answer in JSON, with ids that are the same in every run. */
async function answerOf(change: Change, args: readonly string[], code = 0) {
  return JSON.parse((await change.does([...args, '--json'], code)).stdout);
}

describe('replaying', () => {
  it('ends at the close that the new card blocks, and what is left comes back by the commands that are named', async () => {
    const change = await begun();
    const answer = await answerOf(change, found('one'), 1);
    expect(change.subjects()).toEqual(['C2(goal): plan add found', 'C2(goal): impl one']);
    expect((await change.does(['resume'])).stdout).toContain('  left out then: mikado close one --commit\n');
    expect(answer.left.map(({ subject, why }: { subject: string; why: string }) => [subject, why])).toEqual([
      ['C2(goal): close one', 'It closes one, and found below it is open.'],
      ['C2(goal): impl two', null],
      ['C2(goal): impl more of two', null],
    ]);
    await change.does(['branch', 'check']);
    const [again, picks] = answer.commands;
    expect(answer.commands).toEqual([
      'mikado close one --commit',
      expect.stringMatching(/^git cherry-pick \w+ \w+$/),
    ]);
    change.commit('C2(goal): impl found', { 'found.txt': 'found\n' });
    await change.close('found');
    await change.does([...again.split(' ').slice(1), '--force', 'seen again']);
    git(change.cwd, ...picks.split(' ').slice(1));
    await change.does(['branch', 'check']);
    expect(change.disk('two.txt')).toBe('two\nmore\n');
    expect(git(change.cwd, 'status', '--porcelain')).toBe('');
  });

  it('ends at the close of a card that needs it through one that was done before the branch', async () => {
    const change = onBranch({
      'docs/two.md': card('requires: [base]'),
      'docs/base.md': card().replace('active', 'done'),
    });
    change.commit('C2(goal): impl two', { 'two.txt': 'two\n' });
    await change.close('two');
    const { stdout } = await change.does(['discover', 'found', '--for', 'base'], 0);
    expect(stdout).toContain('It closes two, and found below it is open.\n');
    await change.does(found('base'), 1);
    expect(change.subjects()).toEqual(['C2(goal): plan add found', 'C2(goal): impl two']);
    await change.does(['branch', 'check']);
  });

  it('keeps a close that holds although its lines stand beside the new one', async () => {
    const change = onBranch({ 'docs/found.md': card().replace('active', 'done') });
    change.commit('C2(goal): impl two', { 'two.txt': 'two\n' });
    await change.close('two');
    await change.does(found('two'));
    expect(change.subjects()).toEqual([
      'C2(goal): plan two requires found',
      'C2(goal): impl two',
      'C2(goal): close two',
    ]);
    await change.does(['branch', 'check']);
  });

  it('leaves what was tried since the last close, or everything, where told to', async () => {
    const closed = await begun();
    const answer = await answerOf(closed, found('two', '--only-closed'));
    expect(closed.subjects()).toEqual([
      'C2(goal): plan add found',
      'C2(goal): impl one',
      'C2(goal): close one',
    ]);
    expect(answer.left).toHaveLength(2);
    git(closed.cwd, ...answer.commands[0].split(' ').slice(1));
    expect(closed.subjects().at(-1)).toBe('C2(goal): impl more of two');

    const none = await begun();
    const { left } = await answerOf(none, found('one', '--no-replay'));
    expect(left.map(({ why }: { why: string | null }) => why)).toEqual([null, null, null, null]);
    expect(none.subjects()).toEqual(['C2(goal): plan add found']);
    expect(git(none.cwd, 'status', '--porcelain')).toBe('');
  });

  it('keeps mends, what was undone, and commits without a change', async () => {
    const change = await begun();
    change.commit('fixup! C2(goal): impl two', { 'two.txt': 'two!\nmore\n' });
    change.commit('squash! fixup! C2(goal): impl one', { 'one.txt': 'one!\n' });
    git(change.cwd, 'revert', '--no-edit', 'HEAD~4');
    change.commit('C2(goal): impl nothing', {});
    const before = git(change.cwd, 'log', '--format=%s%n%b%ad', 'main..HEAD');
    await change.does(found('two'));
    expect(git(change.cwd, 'log', '--format=%s%n%b%ad', 'HEAD', '--not', 'main', 'HEAD~8')).toBe(before);
    expect(change.subjects()[5]).toBe('fixup! C2(goal): impl two');
    await change.does(['branch', 'check']);
  });

  it('keeps a merge of the base a merge, with the conflict that was solved in it', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', 'main');
    change.commit('Elsewhere', { 'two.txt': 'theirs\n', 'base.txt': 'base\n' });
    const base = git(change.cwd, 'rev-parse', 'main');
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    expect(() => git(change.cwd, 'merge', 'main')).toThrow();
    writeFiles(change.cwd, { 'two.txt': 'both\n' });
    git(change.cwd, 'add', 'two.txt');
    git(change.cwd, 'commit', '--quiet', '--no-edit');
    change.commit('C2(goal): impl after it', { 'two.txt': 'both\nagain\n' });
    await change.does(found('two'));
    expect(git(change.cwd, 'rev-parse', 'HEAD~1^2')).toBe(base);
    expect(git(change.cwd, 'show', 'HEAD~1:two.txt')).toBe('both');
    expect(change.disk('two.txt')).toBe('both\nagain\n');
    await change.does(['branch', 'check']);
    await change.does(['discover', '--undo']);
    await change.does(['branch', 'check']);
  });

  it('ends at a merge after which the card cannot be edited, and names the merge', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', 'main');
    change.commit('Elsewhere', { 'docs/two.md': card('requires: { odd: form }') });
    const base = git(change.cwd, 'rev-parse', '--short=10', 'main');
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    git(change.cwd, 'merge', '--quiet', '--no-edit', 'main');
    change.commit('C2(goal): impl after it', { 'two.txt': 'after\n' });
    const answer = await answerOf(change, found('two'), 1);
    expect(answer.left[0].why).toBe(
      'docs/two.md cannot be edited in it: `requires` is not a list; add the prerequisite by hand.',
    );
    expect(answer.replayed).toHaveLength(4);
    expect(answer.commands).toEqual([`git merge ${base}`, expect.stringMatching(/^git cherry-pick \w+$/)]);
    expect(git(change.cwd, 'status', '--porcelain')).toBe('');
    await change.does(['branch', 'check']);
  });

  it('ends at a merge that brings a document of that name itself', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', 'main');
    change.commit('Elsewhere', { 'docs/found.md': '# Found\n' });
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    git(change.cwd, 'merge', '--quiet', '--no-edit', 'main');
    git(change.cwd, 'rm', '--quiet', 'docs/found.md');
    git(change.cwd, 'commit', '--quiet', '--message=C2(goal): impl without that page');
    const answer = await answerOf(change, found('two'), 1);
    expect(answer.left.map(({ why }: { why: string | null }) => why)).toEqual([
      'It brings docs/found.md itself.',
      null,
    ]);
    await change.does(['branch', 'check']);
  });

  it('requires a card that a merge of the base brought, and keeps it a legal branch', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', 'main');
    change.commit('Elsewhere', { 'docs/found.md': card() });
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    git(change.cwd, 'merge', '--quiet', '--no-edit', 'main');
    await change.does(found('two'));
    expect(change.subjects()[0]).toBe('C2(goal): plan two requires found');
    await change.does(['branch', 'check']);
    const graph = JSON.parse((await change.does(['graph', '--json'])).stdout);
    expect(graph.cards.find(({ stem }: { stem: string }) => stem === 'two').blockers).toEqual([
      { stem: 'found', reason: 'open' },
    ]);
  });

  it('wants a card that came with a merge of the base below the work first', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', 'main');
    change.commit('Elsewhere', { 'docs/late.md': card() });
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    git(change.cwd, 'merge', '--quiet', '--no-edit', 'main');
    const answer = await answerOf(change, found('late'), 1);
    expect(answer.refusals).toEqual([
      {
        reason: expect.stringContaining('docs/late.md is no file of the plan at '),
        help: 'Have what came later below the work: git rebase main',
      },
    ]);
    git(change.cwd, 'rebase', '--quiet', 'main');
    await change.does(found('late'));
    await change.does(['branch', 'check']);
  });

  it('keeps messages as they are, in whatever encoding and with whatever lines', async () => {
    const change = onBranch();
    const odd = 'C2(goal): impl größe\n\n# no comment\ntrailing  \n\n\nCo-authored-by: A <a@example.org>\n';
    const file = { input: odd, cwd: change.cwd, env: { ...testEnvironment(env) } };
    execFileSync('git', ['commit', '--quiet', '--allow-empty', '--cleanup=verbatim', '--file=-'], file);
    execFileSync(
      'git',
      ['-c', 'i18n.commitEncoding=ISO-8859-1', 'commit', '--quiet', '--allow-empty', '--file=-'],
      {
        ...file,
        input: Buffer.from('C2(goal): impl maß\n', 'latin1'),
      },
    );
    const messages = async () =>
      (await run('git', ['log', '-2', '--format=%an%n%B%x00'], { cwd: change.cwd })).stdout;
    const before = await messages();
    expect(before).toContain('maß');
    await change.does(found('two'));
    expect(await messages()).toBe(before);
  });
});
