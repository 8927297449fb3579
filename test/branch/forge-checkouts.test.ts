import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../rig/cli.ts';

const FILES = {
  'docs/goal.md': '---\ntitle: A goal\nstatus: active\nbranch: mikado/goal\n---\n\nText.\n',
};

const FORGES = [
  { forge: 'GitHub', env: { GITHUB_HEAD_REF: 'mikado/goal', GITHUB_BASE_REF: 'trunk' } },
  { forge: 'Forgejo', env: { FORGEJO_HEAD_REF: 'mikado/goal', FORGEJO_BASE_REF: 'trunk' } },
  { forge: 'Gitea', env: { GITEA_HEAD_REF: 'mikado/goal', GITEA_BASE_REF: 'trunk' } },
  {
    forge: 'GitLab',
    env: {
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'mikado/goal',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'trunk',
    },
  },
] as const;

function makeOrigin(): string {
  const origin = makeRepository(FILES);
  git(origin, 'branch', '--quiet', '--move', 'main', 'trunk');
  git(origin, 'switch', '--quiet', '--create', 'mikado/goal');
  writeFiles(origin, { 'src/x': '1\n' });
  git(origin, 'add', '--all');
  git(origin, 'commit', '--quiet', '--message', 'C2(goal): impl it');
  return origin;
}

/** A clone with a detached HEAD and no local branch, as a job of a forge has it. */
function checkOut(...depth: readonly string[]): string {
  const cwd = makeFolder();
  git(cwd, 'clone', '--quiet', '--no-single-branch', ...depth, `file://${makeOrigin()}`, '.');
  git(cwd, 'checkout', '--quiet', '--detach', 'origin/mikado/goal');
  git(cwd, 'branch', '--quiet', '--delete', '--force', 'mikado/goal');
  git(cwd, 'update-ref', '-d', 'refs/remotes/origin/mikado/goal');
  return cwd;
}

describe('mikado branch check in the job of a forge', () => {
  it.each(FORGES)('knows branch and base by the variables of $forge', async ({ env }) => {
    const { code, stdout } = await mikado(['branch', 'check'], { cwd: checkOut(), env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^mikado\/goal, 1 commit since origin\/trunk \(/);
  });

  it('says what to fetch where a job has one commit of one branch and nothing else', async () => {
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--depth=1', '--branch=mikado/goal', `file://${makeOrigin()}`, '.');
    const env = { CI_COMMIT_REF_NAME: 'mikado/goal' };
    expect(await mikado(['branch', 'check'], { cwd, env })).toEqual({
      ...{ code: 2, signal: null, stdout: '' },
      stderr:
        'mikado: It cannot be told where this branch started: this clone is shallow, and its base is not here.\n' +
        "  Fetch the history and the base: git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*' (in a CI job: fetch-depth: 0)\n",
    });
    git(cwd, 'fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*');
    writeFiles(cwd, { '.mikado.yaml': 'branch:\n  base: trunk\n' });
    expect((await mikado(['branch', 'check'], { cwd, env })).code).toBe(0);
  });

  it.each(FORGES)('says what to fetch where $forge checked out one commit', async ({ env }) => {
    expect(await mikado(['branch', 'check'], { cwd: checkOut('--depth=1'), env })).toEqual({
      ...{ code: 2, signal: null, stdout: '' },
      stderr:
        'mikado: It cannot be told where this branch left origin/trunk: this clone is shallow.\n' +
        '  Fetch the history: git fetch --unshallow (in a CI job: fetch-depth: 0)\n',
    });
  });
});
