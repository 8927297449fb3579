import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from '../plan.ts';
import { editorOf, isWindowed, openWindowed, runEditor } from './run-editor.ts';
import type { HandEdit, LendTerminal } from './workbench.ts';

/**
 * Opens the user's editor at a line of a file, and tells how many cards are not what they were when it ended. An editor
 * with a window of its own does not get the terminal, and is not waited for.
 *
 * @param at the path relative to the top, and the line from 1
 */
export async function editByHand(
  plan: Plan,
  at: { readonly path: string; readonly line: number },
  lend: LendTerminal,
): Promise<HandEdit> {
  const { env } = process;
  const editor = editorOf(env);
  const cwd = plan.place.top;
  const place = { file: path.join(cwd, at.path), line: at.line };
  if (isWindowed(editor, env, plan.config.screen?.windowedEditors)) {
    const end = await openWindowed(editor, place, { cwd, env });
    return end.kind === 'failed' ? end : { kind: 'opened', editor };
  }
  const before = versionsOf(plan, at.path);
  const end = await lend((signal) => runEditor(editor, place, { cwd, env, signal }));
  const after = versionsOf(plan, at.path);
  const changed = [...before].filter(([file, version]) => after.get(file) !== version).length;
  return end.kind === 'failed' ? end : { kind: 'edited', changed };
}

/** What tells each card's file from a later one: its text for the edited one, its times and size for the rest. */
function versionsOf(plan: Plan, edited: string): ReadonlyMap<string, string> {
  const paths = new Set([edited, ...plan.cards.map((card) => card.path)]);
  return new Map(
    [...paths].map((name) => {
      const file = path.join(plan.place.top, name);
      return [name, name === edited ? wholeText(file) : timesAndSize(file)];
    }),
  );
}

function wholeText(file: string): string {
  return orNothing(() => readFileSync(file, 'latin1'));
}

function timesAndSize(file: string): string {
  return orNothing(() => {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  });
}

/** A file that cannot be read, or is gone, is like no other version of it. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
