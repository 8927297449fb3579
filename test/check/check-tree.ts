import { checkCards } from '../../src/check-cards.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { readPlan } from '../../src/plan.ts';
import { makeTree } from '../rig/tree.ts';

/**
 * Asks every rule about files in a new folder.
 *
 * @param files contents by path; documents lie at the top unless `docs` is one of the folders
 */
export async function checkTree(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<readonly Diagnostic[]> {
  const bytes = Object.entries(files).map(([name, content]) => [name, Buffer.from(content)] as const);
  const plan = await readPlan({ cwd: makeTree({ '.git/HEAD': '', ...Object.fromEntries(bytes) }) });
  return (await checkCards(plan)).diagnostics;
}

/** A diagnostic as one line: place, severity, code, message, help, and the places beside it. */
export function said(diagnostic: Diagnostic): string {
  const { path, line, column, endColumn, severity, code, message, help, related } = diagnostic;
  const beside = related.map((place) => ` (${place.path}:${place.line}:${place.column} ${place.message})`);
  return `${path}:${line}:${column}-${endColumn} ${severity} ${code}: ${message} ${help}${beside.join('')}`;
}
