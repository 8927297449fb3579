import { createHash } from 'node:crypto';
import type { Card } from './cards/card.ts';
import { type Checklist, scriptsOf } from './checklist/checklist.ts';
import { runGit } from './git/git.ts';
import type { Plan } from './plan.ts';
import { readBody } from './read/card-body.ts';
import { CONFIG_FILE } from './read/place.ts';
import { splitText } from './read/read-card-text.ts';
import type { WhyNot } from './run-consent.ts';
import { UsageError } from './usage-error.ts';
import { namedFiles } from './verify/named-files.ts';
import { whyNew } from './verify/trust-base.ts';

/**
 * Opens the commit whose commands are trusted, and answers how to tell, for a card, which commands are new since. The
 * commit's own configuration says which headings hold its checklists. No file is checked out.
 *
 * @param ref a commit, branch or tag
 * @throws UsageError when the commit is not there, with what to fetch
 */
export async function readTrustBase(
  plan: Plan,
  ref: string,
  env: NodeJS.ProcessEnv,
): Promise<(card: Card, now: Checklist) => Promise<WhyNot>> {
  const { top } = plan.place;
  const tree = await openTree(top, ref);
  const config = await tree.read(CONFIG_FILE);
  const headings = config === undefined ? [] : await headingsOf(config.toString('utf8'));
  return async (card, now) => {
    const text = await tree.read(card.path);
    const checklist = text === undefined ? undefined : await checklistIn(text.toString('utf8'), headings);
    const filesOf = (command: string) => namedFiles(command, { top, cwd: top, path: env.PATH ?? '' });
    const sums = new Map<string, string>();
    for (const { path } of now.flatMap(scriptsOf).flatMap(filesOf)) {
      const bytes = await tree.read(path);
      if (bytes !== undefined) sums.set(path, createHash('sha256').update(bytes).digest('hex'));
    }
    const base = { checklist, sha256Of: (path: string) => sums.get(path) };
    return (command) => {
      const why = whyNew(command, { now, files: filesOf(command), base });
      return why === undefined ? undefined : `new in this change: ${why} at ${ref}`;
    };
  };
}

async function checklistIn(text: string, headings: readonly string[]): Promise<Checklist> {
  const { bodyOffset, bodyLine } = await splitText(text);
  return (await readBody(text, { bodyOffset, bodyLine, headings })).checklist;
}

async function headingsOf(config: string): Promise<readonly string[]> {
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(config).verification?.headings ?? [];
}

async function openTree(top: string, ref: string) {
  const commit = (await runGit(top, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]))?.trim();
  if (commit === undefined)
    throw new UsageError(`There is no commit ${ref} here.`, `Fetch it: git fetch origin ${ref}`);
  return {
    read: async (path: string): Promise<Buffer | undefined> => {
      const text = await runGit(top, ['cat-file', 'blob', `${commit}:${path}`]);
      return text === undefined ? undefined : Buffer.from(text);
    },
  };
}
