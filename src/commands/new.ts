import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { titleFromStem } from '../cards/card-template.ts';
import type { CommitEdit } from '../commit-edit.ts';
import { newCardPath, requiringText, textOfNew } from '../edit/advance-card.ts';
import { isInside } from '../is-inside.ts';
import { openWorkbench } from '../open-workbench.ts';
import type { Plan } from '../plan.ts';
import type { DocumentFile } from '../read/find-documents.ts';
import { relativePath } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { prepareAsked } from './commit-option.ts';
import { endEdit, refuseEdit } from './edit-answer.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** A stem is a file name that nothing has to quote: letters, digits, and `.`, `_`, `-` between them. */
const STEM = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,198}[\p{L}\p{N}])?$/u;

/** Writes a new card, and makes another one require it; a card that is there already is only required. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const stem = checkedStem(input.operands[0] ?? '');
  const needed = input.values.get('for');
  const neededBy = needed === undefined ? undefined : findCard(plan, needed, host.cwd);
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const editing = { plan, workbench, input, host };
  const there = documentNamed(plan, stem);
  if (there !== undefined) {
    if (neededBy === undefined || there.stem !== stem) throw taken(there);
    const prepared = await prepareAsked(
      { input, plan, host },
      {
        kind: 'plan',
        text: `${neededBy.stem} requires ${stem}`,
        card: neededBy,
        edits: [requireEdit(neededBy, stem)],
      },
    );
    if (prepared !== undefined && 'reason' in prepared) return refuseEdit(neededBy, [prepared], editing);
    const outcome = await workbench.require(plan, neededBy, stem);
    return endEdit(neededBy, outcome, {
      ...editing,
      prepared,
      said: `${visible(neededBy.stem)} now requires ${stem}`,
    });
  }
  const title = input.values.get('title') ?? titleFromStem(stem);
  const card = { stem, title, neededBy, folder: folderFrom(input, plan, host) };
  const file = newCardPath(plan, card);
  const prepared = await prepareAsked(
    { input, plan, host },
    {
      kind: 'plan',
      text: `add ${stem}`,
      card: neededBy,
      goal: stem,
      edits: [
        { kind: 'new', path: file, text: textOfNew(card) },
        ...(neededBy === undefined ? [] : [requireEdit(neededBy, stem)]),
      ],
    },
  );
  if (prepared !== undefined && 'reason' in prepared)
    return refuseEdit({ stem, path: file }, [prepared], editing);
  const outcome = await workbench.create(plan, card);
  const written = outcome.kind === 'written' ? outcome.path : `${stem}.md`;
  const said =
    neededBy === undefined
      ? `Wrote the goal ${stem}`
      : `Wrote ${stem}, which ${visible(neededBy.stem)} now requires`;
  return endEdit({ stem, path: written }, outcome, { ...editing, prepared, said });
}

function requireEdit(card: Card, stem: string): CommitEdit {
  return { kind: 'change', path: card.path, change: (text) => requiringText(text, stem) };
}

function checkedStem(name: string): string {
  const stem = name.replace(/\.md$/, '');
  if (STEM.test(stem)) return stem;
  throw new UsageError(
    `${name} is no stem.`,
    'A stem is a file name without .md: letters, digits, and . _ - between them.',
  );
}

/** The document of that name, whatever its letters' case: two that differ in case alone are one on some systems. */
function documentNamed(plan: Plan, stem: string): DocumentFile | undefined {
  const same = plan.documents.filter((document) => document.stem.toLowerCase() === stem.toLowerCase());
  if (same.length <= 1) return same[0];
  throw new UsageError(
    `${same.length} documents are named ${stem}: ${same.map((document) => document.path).join(', ')}.`,
    'Rename all but one of them first; a stem belongs to one document.',
  );
}

function taken(there: DocumentFile): UsageError {
  return new UsageError(
    `There is a document named ${there.stem}: ${there.path}.`,
    'Choose another name, or say with --for which card is to require it.',
  );
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
