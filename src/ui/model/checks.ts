import type { Card } from '../../cards/card.ts';
import { type ChecklistItem, type ItemKind, isSettled } from '../../checklist/checklist.ts';
import { shownText } from '../../checklist/shown-text.ts';
import type { Freshness } from '../../verify/freshness.ts';
import { clean } from '../draw/rows.ts';
import { checklistOf, runOf } from './geometry.ts';
import { type ItemProgress, type Model, type Run, selectedCard } from './model.ts';

/** The kinds in four letters, for a narrow column; the help spells them out. */
export const KIND_WORDS: Readonly<Record<ItemKind, string>> = {
  automatic: 'auto',
  assisted: 'ask',
  manual: 'tick',
  template: 'todo',
  waived: 'off',
};

/** The text of an item as a reader of the page sees it: without the comments that settle how it is checked. */
export function itemText(item: ChecklistItem): string {
  return clean(shownText(item.text));
}

/**
 * What an item came to in this session; nothing when its text or its commands changed since. An item that was moved by an
 * edit is found again.
 */
export function progressOf(
  run: Run | undefined,
  item: ChecklistItem,
  index: number,
): ItemProgress | undefined {
  const isSame = ({ item: before }: ItemProgress): boolean =>
    before.text === item.text && before.commands.join('\n') === item.commands.join('\n');
  const there = run?.items.get(index);
  return there !== undefined && isSame(there) ? there : [...(run?.items.values() ?? [])].find(isSame);
}

/** The evidence for an item of the selected card, by its position; undefined where it was not read. */
export function evidenceOf(model: Model, index: number): Freshness | undefined {
  const card = selectedCard(model);
  return card === undefined ? undefined : model.texts.get(card.path)?.evidence[index];
}

/** An item as it stands in its card now: an edit may have moved it since it was asked about. Undefined where it is gone. */
export function itemNow({ texts }: Model, card: Card, item: ChecklistItem): ChecklistItem | undefined {
  const read = texts.get(card.path)?.text;
  const checklist = read === undefined || 'failed' in read ? [] : read.checklist;
  const same = checklist.filter(({ text, kind }) => text === item.text && kind === item.kind);
  return same.find(({ line }) => line === item.line) ?? same[0];
}

/** Tells whether a result means that the claim does not hold, or could not be tried. */
export function isFailure(result: ItemProgress['result']): boolean {
  switch (result) {
    case 'failed':
    case 'timed-out':
    case 'killed':
    case 'leaked':
    case 'not-found':
    case 'refused':
    case 'changed':
      return true;
    case 'passed':
    case 'needs-person':
    case 'skipped':
    case 'running':
    case 'asking':
      return false;
  }
}

/** Why a person cannot answer an item now, or undefined when he can. */
export function whyNotAnswerable(
  item: ChecklistItem,
  progress: ItemProgress | undefined,
): string | undefined {
  if (progress?.result === 'asking') return undefined;
  switch (item.kind) {
    case 'manual':
      return undefined;
    case 'assisted':
      return progress?.result === 'running'
        ? 'Its command is still running.'
        : 'Run it first (r): you judge what its command prints.';
    case 'automatic':
      return 'Its commands decide, not a person: r runs them.';
    case 'template':
      return 'A placeholder is left to fill in: edit the card first.';
    case 'waived':
      return 'The author took this check back.';
  }
}

/** Tells whether an item waits for a person: he can answer it, and nobody has. */
export function waitsForPerson(item: ChecklistItem, progress: ItemProgress | undefined): boolean {
  if (progress?.result === 'asking') return true;
  if (item.ticked || whyNotAnswerable(item, progress) !== undefined) return false;
  return progress === undefined || progress.result === 'needs-person' || progress.result === 'skipped';
}

/** The positions of the selected card's items that wait for a person. */
export function waitingItems(model: Model): readonly number[] {
  const run = runOf(model);
  return checklistOf(model).flatMap((item, index) =>
    waitsForPerson(item, progressOf(run, item, index)) ? [index] : [],
  );
}

/** The items of a run that do not hold; what a person stopped is not among them. */
export function failedCount(run: Run): number {
  return [...run.items.values()].filter(
    ({ result }) => isFailure(result) && !(run.stopped && result === 'killed'),
  ).length;
}

/** Items of a checklist that count as settled: ticked or waived. */
export function settledCount(checklist: readonly ChecklistItem[]): number {
  return checklist.filter(isSettled).length;
}

/** Items of a checklist that count as passed: what this session came to rules, else that they are ticked or waived. */
export function passedCount(checklist: readonly ChecklistItem[], run: Run | undefined): number {
  return checklist.filter((item, index) => {
    const result = progressOf(run, item, index)?.result;
    if (result === 'passed') return true;
    const says = result !== undefined && (isFailure(result) || result === 'running' || result === 'asking');
    return !says && isSettled(item);
  }).length;
}
