import { createHash } from 'node:crypto';
import type { Card } from '../cards/card.ts';
import { type Checklist, scriptsOf } from '../checklist/checklist.ts';
import type { ChecklistOptions } from '../checklist/parse-checklist.ts';
import { findCommit } from '../git/find-commit.ts';
import { openTree } from '../git/tree-at.ts';
import { configOf } from '../past/read-plan-at.ts';
import type { Plan } from '../plan.ts';
import { readBody } from '../read/card-body.ts';
import { lookUpPrograms } from '../read/look-up-programs.ts';
import { CONFIG_FILE } from '../read/place.ts';
import { splitText } from '../read/read-card-text.ts';
import { namedFiles } from '../verify/named-files.ts';
import { whyNew } from '../verify/trust-base.ts';

/** Says why a command of one card may not run now, or undefined when it may. */
export type WhyHeldBack = (command: string) => string | undefined;

/** A larger file counts as another one than it was, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Opens the commit whose commands are trusted, and answers how to tell, for a card, which commands are new since. The
 * commit's own configuration says which headings hold its checklists, and whether any command runs at all. No file is
 * checked out.
 *
 * @param ref a commit, branch or tag
 * @throws UsageError when the commit is not there, with what to fetch
 */
export async function readTrustBase(
  plan: Plan,
  ref: string,
  env: NodeJS.ProcessEnv,
): Promise<(card: Card, now: Checklist) => Promise<WhyHeldBack>> {
  const { top } = plan.place;
  const tree = await openTree(top, await findCommit(top, ref));
  const settings = (await tree.read([CONFIG_FILE], MAX_BYTES)).get(CONFIG_FILE);
  // Where the commit's own cannot be read, today's decides nothing: the change may have written it.
  const { verification } = await configOf(settings, {});
  if (verification?.run === 'never') return async () => () => `verification.run is never at ${ref}`;
  const judging = { headings: verification?.headings, programs: lookUpPrograms(top, env) };
  return async (card, now) => {
    const filesOf = (command: string) => namedFiles(command, { top, cwd: top, path: env.PATH ?? '' });
    const named = now.flatMap(scriptsOf).flatMap(filesOf);
    const files = await tree.read([card.path, ...named.map(({ path }) => path)], MAX_BYTES);
    const text = files.get(card.path);
    const checklist = text === undefined ? undefined : await checklistIn(text.toString('utf8'), judging);
    const sums = new Map(
      [...files].map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
    );
    const base = { checklist, sha256Of: (path: string) => sums.get(path) };
    return (command) => {
      const why = whyNew(command, { now, files: filesOf(command), base });
      return why === undefined ? undefined : `new in this change: ${why} at ${ref}`;
    };
  };
}

async function checklistIn(
  text: string,
  judging: Pick<ChecklistOptions, 'headings' | 'programs'>,
): Promise<Checklist> {
  const { bodyOffset, bodyLine } = await splitText(text);
  return (await readBody(text, { bodyOffset, bodyLine, ...judging })).checklist;
}
