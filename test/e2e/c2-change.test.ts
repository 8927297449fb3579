import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, mikado, NODE, run, writeFiles } from '../rig/cli.ts';

it('a whole change with a discovery in its middle runs by commands alone, through the hook, and is good at every commit', async () => {
  const bin = makeFolder();
  writeFileSync(join(bin, 'mikado'), `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n`);
  chmodSync(join(bin, 'mikado'), 0o755);
  const env = {
    PATH: [bin, process.env.PATH ?? ''].join(delimiter),
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  const cwd = makeRepository({ 'docs/index.md': '# Pages\n', 'code.txt': '' });
  const good = new Set<string>();
  const checkEveryCommit = async () => {
    const commits = git(cwd, 'rev-list', 'main..HEAD').split('\n');
    for (const commit of commits.filter((each) => each !== '' && !good.has(each))) {
      const checked = await mikado(['branch', 'check', '--head', commit], { cwd, env });
      expect([checked.stdout, checked.code]).toEqual([expect.stringContaining('since main'), 0]);
      good.add(commit);
    }
    expect((await mikado(['branch', 'check'], { cwd, env })).code).toBe(0);
  };
  const does = async (...args: readonly string[]) => {
    const finished = await mikado(args, { cwd, env });
    expect([args, finished.code, finished.stderr]).toEqual([args, 0, '']);
    await checkEveryCommit();
    return finished.stdout;
  };
  const commits = async (subject: string) => {
    const finished = await run('git', ['commit', '--quiet', '-m', subject, 'code.txt'], { cwd, env });
    await checkEveryCommit();
    return finished.code;
  };
  const works = async (stem: string) => {
    writeFiles(cwd, { 'code.txt': `${stem}\n` });
    expect(await commits(`did ${stem}`)).not.toBe(0);
    expect(await commits(`C2(goal): impl ${stem}`)).toBe(0);
  };
  const closes = (stem: string) => does('close', stem, '--force', 'seen by eye', '--commit');

  await does('hook', 'install');
  git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
  await does('new', 'goal', '--commit');
  for (const stem of ['one', 'two', 'three']) await does('new', stem, '--for', 'goal', '--commit');
  for (const stem of ['one', 'two']) {
    await works(stem);
    await closes(stem);
  }

  // In the middle of three it turns out that four has to be done first.
  await works('three');
  writeFiles(cwd, {
    'code.txt': 'three, but not yet\n',
    'docs/three.md': readFileSync(join(cwd, 'docs/three.md'), 'utf8').replace('- [ ]', '- [x]'),
  });
  const late = await mikado(['new', 'four', '--for', 'three', '--commit'], { cwd, env });
  expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('mikado discover STEM --for CARD') });
  expect(await does('discover', 'four', '--for', 'three')).toContain('Nothing was changed.');
  await does('discover', 'four', '--for', 'three', '--yes');
  expect(git(cwd, 'status', '--porcelain').split('\n')).toEqual([' M code.txt', ' M docs/three.md']);
  expect(git(cwd, 'log', '--reverse', '--format=%s', 'main..HEAD').split('\n')).toEqual([
    ...['goal', 'one', 'two', 'three', 'four'].map((stem) => `C2(goal): plan add ${stem}`),
    ...['one', 'two'].flatMap((stem) => [`C2(goal): impl ${stem}`, `C2(goal): close ${stem}`]),
    'C2(goal): impl three',
  ]);
  expect(await does('resume')).toContain('mikado discover --undo');

  git(cwd, 'stash', 'push', '--quiet');
  await works('four');
  await closes('four');
  await works('three again');
  git(cwd, 'checkout', '--quiet', 'stash@{0}', '--', 'docs/three.md');
  for (const stem of ['three', 'goal']) await closes(stem);
  expect(await does('resume')).toContain('Next: mikado finalize goal --commit\n');
  await does('finalize', 'goal', '--commit');
  expect(await does('resume')).toContain('place: finalized\n');
  expect(git(cwd, 'log', '--format=%s', '-3')).toBe(
    'C2(goal): finalize the chain\nC2(goal): close goal\nC2(goal): close three',
  );
  expect(git(cwd, 'status', '--porcelain')).toBe('');
}, 120_000);
