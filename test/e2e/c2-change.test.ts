import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, mikado, NODE, run, writeFiles } from '../rig/cli.ts';

it('a whole change runs by commands alone, through the hook, and its branch is good at every commit', async () => {
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
  const does = async (...args: readonly string[]) => {
    const finished = await mikado(args, { cwd, env });
    expect([args, finished.code, finished.stderr]).toEqual([args, 0, '']);
    expect((await mikado(['branch', 'check'], { cwd, env })).code).toBe(0);
    return finished.stdout;
  };
  const commits = (subject: string) =>
    run('git', ['commit', '--quiet', '--all', '-m', subject], { cwd, env });

  await does('hook', 'install');
  git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
  await does('new', 'goal', '--commit');
  for (const stem of ['one', 'two', 'three']) await does('new', stem, '--for', 'goal', '--commit');
  await does('new', 'four', '--for', 'three', '--commit');
  for (const stem of ['one', 'two', 'four', 'three', 'goal']) {
    writeFiles(cwd, { 'code.txt': `${stem}\n` });
    expect((await commits(`did ${stem}`)).code).not.toBe(0);
    expect(await commits(`C2(goal): impl ${stem}`)).toMatchObject({ code: 0 });
    await does('close', stem, '--force', 'seen by eye', '--commit');
  }
  expect(await does('resume')).toContain('Next: mikado finalize goal --commit\n');
  await does('finalize', 'goal', '--commit');
  expect(await does('resume')).toContain('place: finalized\n');
  expect(git(cwd, 'log', '--format=%s', '-3')).toBe(
    'C2(goal): finalize the chain\nC2(goal): close goal\nC2(goal): impl goal',
  );
  expect(git(cwd, 'status', '--porcelain')).toBe('');
}, 60_000);
