import { execFileSync } from 'node:child_process';
import { testEnvironment } from '../rig/cli.ts';

/** A commit as a test writes it: its subject, and files by path; null deletes one. */
export interface WrittenCommit {
  readonly subject: string;
  readonly files?: Readonly<Record<string, string | null>>;
  /** The branch that is merged, by its name. */
  readonly merge?: string;
}

/** A branch as a test writes it: where it starts, and its commits. */
export interface WrittenBranch {
  readonly name: string;
  readonly from?: string;
  readonly commits: readonly WrittenCommit[];
}

/** Writes branches into a repository with one `git fast-import`, each in the order given. */
export function importBranches(folder: string, branches: readonly WrittenBranch[]): void {
  const chunks: string[] = [];
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  let time = 1_700_000_000;
  for (const { name, from, commits } of branches) {
    if (from !== undefined) chunks.push(`reset refs/heads/${name}\nfrom refs/heads/${from}\n\n`);
    for (const { subject, files = {}, merge } of commits) {
      time += 60;
      const who = `Test <test@example.org> ${time} +0000`;
      chunks.push(`commit refs/heads/${name}\nauthor ${who}\ncommitter ${who}\n${data(subject)}`);
      if (merge !== undefined) chunks.push(`merge refs/heads/${merge}\n`);
      for (const [path, content] of Object.entries(files))
        chunks.push(content === null ? `D "${path}"\n` : `M 100644 inline "${path}"\n${data(content)}`);
      chunks.push('\n');
    }
  }
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: folder,
    env: testEnvironment(),
    input: chunks.join(''),
  });
}
