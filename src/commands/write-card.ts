import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { isNewStem, STEM_FORM, titleFromStem } from '../cards/card-template.ts';
import type { EditOutcome, NewCard } from '../edit/edit-outcome.ts';
import { newCardPath, textOfNew } from '../edit/new-card.ts';
import { requiringText } from '../edit/require-card.ts';
import { isInside } from '../is-inside.ts';
import type { Plan } from '../plan.ts';
import type { DocumentFile } from '../read/find-documents.ts';
import { relativePath } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import type { WhyNot } from '../why-not.ts';
import type { PreparedCommit } from '../workbench/commit-edit.ts';
import type { CommitEdit } from '../workbench/edited-versions.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { Input } from './command.ts';
import { prepareAsked } from './commit-option.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** A card as the command line asks for it, or one that is there and is only to be required. */
export interface AskedCard extends NewCard {
  readonly isThere: boolean;
}

/** A card that can be written, with the commit of that where one was asked for. */
export interface CardWriting {
  /** Who is told about: the new card, or the one that requires one more. */
  readonly about: Pick<Card, 'stem' | 'path'>;
  readonly prepared: PreparedCommit | WhyNot | undefined;
  write(workbench: Workbench): Promise<EditOutcome>;
  /** What was done then, as a sentence without its full stop. */
  readonly said: string;
}

/** Reads stem, title, folder and the card that requires it off the command line. Throws a `UsageError`. */
export function askedCard(plan: Plan, input: Input, host: Host): AskedCard {
  const stem = checkedStem(input.operands[0] ?? '');
  const needed = input.values.get('for');
  const neededBy = needed === undefined ? undefined : findCard(plan, needed, host.cwd);
  const there = documentNamed(plan, stem);
  if (there !== undefined && (neededBy === undefined || there.stem !== stem)) throw taken(there);
  const title = input.values.get('title') ?? titleFromStem(stem);
  return { stem, title, neededBy, folder: folderFrom(input, plan, host), isThere: there !== undefined };
}

/** Prepares writing a card, or making another one require it where it is there already. */
export async function prepareCard(
  asked: AskedCard,
  using: { readonly input: Input; readonly plan: Plan; readonly host: Host },
): Promise<CardWriting> {
  const { stem, neededBy } = asked;
  const { plan } = using;
  const required = neededBy === undefined ? [] : [requireEdit(neededBy, stem)];
  if (neededBy !== undefined && asked.isThere) {
    const text = `${neededBy.stem} requires ${stem}`;
    return {
      about: neededBy,
      prepared: await prepareAsked(using, {
        ...{ kind: 'plan', text, card: neededBy, edits: required },
        known: plan.documents.filter((each) => each.stem === stem).map((each) => each.path),
      }),
      write: (workbench) => workbench.require(plan, neededBy, stem),
      said: `${visible(neededBy.stem)} now requires ${stem}`,
    };
  }
  const file = newCardPath(plan, asked);
  const edits = [{ kind: 'new', path: file, text: textOfNew(asked) } as const, ...required];
  return {
    about: { stem, path: file },
    prepared: await prepareAsked(using, {
      ...{ kind: 'plan', text: `add ${stem}` },
      ...{ card: neededBy, goal: stem, edits },
    }),
    write: (workbench) => workbench.create(plan, asked),
    said:
      neededBy === undefined
        ? `Wrote the goal ${stem}`
        : `Wrote ${stem}, which ${visible(neededBy.stem)} now requires`,
  };
}

function requireEdit(card: Card, stem: string): CommitEdit {
  return { kind: 'change', path: card.path, change: (text) => requiringText(text, stem) };
}

function checkedStem(name: string): string {
  const stem = name.replace(/\.md$/, '');
  if (isNewStem(stem)) return stem;
  throw new UsageError(`${name} is no stem.`, STEM_FORM);
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
