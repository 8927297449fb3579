import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckedChange, checkChange } from '../../src/check-change.ts';
import { readPlan } from '../../src/plan.ts';
import { makeRepository, writeFiles } from '../rig/cli.ts';
import { said } from './check-tree.ts';

/** Contents by path; null where a file is deleted. */
export type Edits = Readonly<Record<string, string | null>>;

/** A card with these lines of front matter and enough words of its own to be known again under another name. */
export function card(name: string, lines: readonly string[], items: readonly string[] = []): string {
  const body = `# ${name}\n\nAll about ${name}: why ${name} matters, and who knows about ${name}.\n`;
  const checklist = items.length === 0 ? '' : `\n## Verification\n\n${items.join('\n')}\n`;
  return `${lines.length === 0 ? '' : `---\n${lines.join('\n')}\n---\n\n`}${body}${checklist}`;
}

/** An open card that requires others. */
export function open(name: string, requires: readonly string[] = [], items: readonly string[] = []): string {
  return card(
    name,
    ['status: active', ...(requires.length === 0 ? [] : [`requires: [${requires.join(', ')}]`])],
    items,
  );
}

/** A done card that requires others. */
export function done(name: string, requires: readonly string[] = [], items: readonly string[] = []): string {
  return open(name, requires, items).replace('status: active', 'status: done');
}

/** Writes and deletes files below a folder. */
export function edit(top: string, edits: Edits): void {
  for (const [path, content] of Object.entries(edits)) {
    if (content === null) rmSync(join(top, path));
    else writeFiles(top, { [path]: content });
  }
}

/** Asks every rule about edits of a committed repository. */
export async function checkEdits(
  before: Readonly<Record<string, string>>,
  edits: Edits,
): Promise<CheckedChange> {
  const top = makeRepository(before);
  edit(top, edits);
  return checkChange(await readPlan({ cwd: top }), { ref: 'main', root: 'configured' });
}

/** What is new in edits of a committed repository, a line each. */
export async function freshIn(
  before: Readonly<Record<string, string>>,
  edits: Edits,
): Promise<readonly string[]> {
  return (await checkEdits(before, edits)).fresh.map(said);
}
