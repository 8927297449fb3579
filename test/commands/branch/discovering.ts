import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { git, makeRepository, mikado, writeFiles } from '../../rig/cli.ts';

/** Whom git takes for the author of what the program commits. */
export const env = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** A card that is open, with these lines in its front matter besides, and a checklist. */
export const card = (...lines: readonly string[]) =>
  `---\ntitle: A card\nstatus: active\n${lines.map((line) => `${line}\n`).join('')}---\n\n# A card\n\nWords.\n\n## Verification\n\n- [ ] It holds\n\nThe end.\n`;

/** A goal with two leaves, on the base. */
const FILES = {
  'docs/goal.md': card('branch: mikado/goal', 'requires:', '  - one', '  - two'),
  'docs/one.md': card(),
  'docs/two.md': card(),
  'code.txt': 'one\ntwo\nthree\n',
};

/** A branch of a goal in a repository of its own, and what tests do with it. */
export interface Change {
  readonly cwd: string;
  /** Runs the program, which has to end with this status, and answers what it said. */
  does(args: readonly string[], code?: number): Promise<{ readonly stdout: string; readonly stderr: string }>;
  /** Writes files and commits them alone; null removes one. */
  commit(subject: string, files: Readonly<Record<string, string | null>>): string;
  /** A close of a card as the program makes it. */
  close(stem: string): Promise<void>;
  disk(name: string): string;
  change(name: string, from: string, to: string): void;
  /** Everything that can be lost: the branch, the index, each file on the disk. */
  state(): State;
  subjects(): readonly string[];
}

interface State {
  readonly head: string;
  readonly branch: string;
  readonly index: readonly string[];
  readonly status: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** The branch of a goal on which the plan is on the base and nothing is done yet. */
export function onBranch(files: Readonly<Record<string, string>> = {}): Change {
  const cwd = makeRepository({ ...FILES, ...files });
  git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
  return changeIn(cwd);
}

/** The same in a folder that is there already. */
export function changeIn(cwd: string): Change {
  const disk = (name: string) => readFileSync(join(cwd, name), 'utf8');
  const lines = (...args: readonly string[]) =>
    git(cwd, ...args)
      .split('\n')
      .filter((line) => line !== '');
  const does: Change['does'] = async (args, code = 0) => {
    const finished = await mikado(args, { cwd, env });
    expect([args, finished.code, finished.stderr]).toEqual([args, code, code === 0 ? '' : finished.stderr]);
    return finished;
  };
  return {
    cwd,
    does,
    disk,
    commit(subject, written) {
      for (const [name, text] of Object.entries(written)) {
        if (text === null) git(cwd, 'rm', '--quiet', '--', name);
        else writeFiles(cwd, { [name]: text });
      }
      git(cwd, 'add', '--', ...Object.keys(written).filter((name) => written[name] !== null));
      git(cwd, 'commit', '--quiet', '--allow-empty', '--message', subject);
      return git(cwd, 'rev-parse', '--short=10', 'HEAD');
    },
    async close(stem) {
      await does(['close', stem, '--force', 'seen by eye', '--commit']);
    },
    change: (name, from, to) => writeFileSync(join(cwd, name), disk(name).replace(from, to)),
    state: () => ({
      head: git(cwd, 'rev-parse', 'HEAD'),
      branch: git(cwd, 'symbolic-ref', 'HEAD'),
      index: lines('ls-files', '--stage'),
      status: lines('status', '--porcelain', '--ignored', '--untracked-files=all'),
      files: filesIn(cwd),
    }),
    subjects: () => lines('log', '--reverse', '--format=%s', 'main..HEAD'),
  };
}

function filesIn(cwd: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(cwd, { withFileTypes: true, recursive: true })) {
    const name = join(entry.parentPath, entry.name).slice(cwd.length + 1);
    if (name.startsWith('.git/') || name === '.git' || entry.isDirectory()) continue;
    files[name] = entry.isSymbolicLink()
      ? `-> ${readlinkSync(join(cwd, name))}`
      : readFileSync(join(cwd, name), 'latin1');
  }
  return files;
}
