import { statSync } from 'node:fs';
import path from 'node:path';
import { isRefusal } from '../../edit/refusal.ts';
import { isInside } from '../../is-inside.ts';
import type { Plan } from '../../plan.ts';
import { relativePath } from '../../read/place.ts';
import { approvalsJson } from '../../report/trust-json.ts';
import { UsageError } from '../../usage-error.ts';
import type { Denial, Denials } from '../../verify/denial.ts';
import { visible } from '../../visible.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import { findCard } from '../find-card.ts';
import type { Host } from '../host.ts';

/** What denying needs. */
interface Denying {
  readonly plan: Plan;
  readonly denials: Denials;
  readonly input: Input;
  readonly host: Host;
}

/** Refuses the commands of cards, or of all cards in a folder, for good. */
export function denyPaths({ plan, denials, input, host }: Denying): ExitStatus {
  const paths = [...new Set(input.operands.map((name) => pathFor(plan, name, host.cwd)))];
  const refusal = denials.deny(paths);
  if (isRefusal(refusal)) {
    host.stderr.write(`mikado: not refused: ${visible(refusal.refused)}.\n`);
    return 5;
  }
  const kept = denials.list().filter((denial) => paths.includes(denial.path));
  if (input.flags.has('json')) printJson(host, approvalsJson([], kept));
  else
    for (const each of paths)
      host.stdout.write(
        `Refused for good: ${visible(each)}; mikado trust ${visible(each)} --revoke takes that back.\n`,
      );
  return 0;
}

/** The denials that the words of a command line mean; all where there are none. */
export function chosenDenials({ plan, denials, input, host }: Denying): readonly Denial[] {
  if (input.operands.length === 0) return denials.list();
  return denials
    .list()
    .filter((denial) => input.operands.some((name) => isMeant(denial, { plan, name, cwd: host.cwd })));
}

function isMeant(
  denial: Denial,
  { plan, name, cwd }: { readonly plan: Plan; readonly name: string; readonly cwd: string },
): boolean {
  // What was denied may be gone by now, and is then known by its path alone.
  if (denial.path === name || denial.path === `${name}/`) return true;
  try {
    return denial.path === pathFor(plan, name, cwd);
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** The path of the card or folder that a word names; a card's stem comes before a folder's name. */
function pathFor(plan: Plan, name: string, cwd: string): string {
  const folder = path.resolve(cwd, name);
  const isCard = plan.cards.some(({ stem }) => stem === name);
  const isFolder = !isCard && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder || !isInside(folder, plan.place.top)) return findCard(plan, name, cwd).path;
  return `${relativePath(plan.place, folder)}/`;
}
