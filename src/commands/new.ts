import path from 'node:path';
import { titleFromStem } from '../cards/card-template.ts';
import { openWorkbench } from '../open-workbench.ts';
import type { Plan } from '../plan.ts';
import { isInside, relativePath } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { endEdit } from './edit-answer.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** A stem is a file name that nothing has to quote: letters, digits, and `.`, `_`, `-` between them. */
const STEM = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,198}[\p{L}\p{N}])?$/u;

/** Writes a new card, and makes another one require it. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const stem = checkedStem(input.operands[0] ?? '', plan);
  const needed = input.values.get('for');
  const neededBy = needed === undefined ? undefined : findCard(plan, needed, host.cwd);
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const title = input.values.get('title') ?? titleFromStem(stem);
  const outcome = await workbench.create(plan, {
    stem,
    title,
    neededBy,
    folder: folderFrom(input, plan, host),
  });
  const written = outcome.kind === 'written' ? outcome.path : `${stem}.md`;
  const said =
    neededBy === undefined
      ? `Wrote the goal ${stem}`
      : `Wrote ${stem}, which ${visible(neededBy.stem)} now requires`;
  return endEdit({ stem, path: written }, outcome, { plan, workbench, input, host, said });
}

function checkedStem(name: string, plan: Plan): string {
  const stem = name.replace(/\.md$/, '');
  if (!STEM.test(stem)) {
    throw new UsageError(
      `${name} is no stem.`,
      'A stem is a file name without .md: letters, digits, and . _ - between them.',
    );
  }
  const taken = plan.documents.find((document) => document.stem.toLowerCase() === stem.toLowerCase());
  if (taken !== undefined) {
    throw new UsageError(
      `There is a document named ${taken.stem}: ${taken.path}.`,
      'Choose another name; a stem belongs to one document.',
    );
  }
  return stem;
}

function folderFrom(input: Input, plan: Plan, host: Host): string | undefined {
  const asked = input.values.get('in');
  if (asked === undefined) return undefined;
  const absolute = path.resolve(host.cwd, asked);
  if (!isInside(absolute, plan.place.docs)) {
    throw new UsageError(
      `${asked} is not below the documents root.`,
      `Name a folder below ${relativePath(plan.place, plan.place.docs)}.`,
    );
  }
  return relativePath(plan.place, absolute);
}
