import type { Checklist, ItemKind } from '../checklist/checklist.ts';
import { shownText } from '../checklist/shown-text.ts';
import type { ItemResult } from '../verify/verify-event.ts';
import { visible } from '../visible.ts';
import type { Paint, Role } from './paint.ts';

/** The role in which a result is painted. */
export const RESULT_ROLES: Readonly<Record<ItemResult, Role>> = {
  passed: 'good',
  failed: 'bad',
  'timed-out': 'bad',
  killed: 'bad',
  leaked: 'bad',
  'not-found': 'bad',
  refused: 'warning',
  changed: 'warning',
  'needs-person': 'warning',
  skipped: 'quiet',
};

/** The sign of a result; the word always stands beside it. */
export const RESULT_SIGNS: Readonly<Record<ItemResult, string>> = {
  passed: '✓',
  failed: '✗',
  'timed-out': '✗',
  killed: '✗',
  leaked: '✗',
  'not-found': '✗',
  refused: '!',
  changed: '!',
  'needs-person': '?',
  skipped: '·',
};

const KIND_WIDTH = Math.max(
  ...['automatic', 'assisted', 'manual', 'template', 'waived'].map((kind) => kind.length),
);

/**
 * Lists checklist items with box, kind, text, commands, and why they are of that kind.
 *
 * @param notes one more line below each item, ready to be printed, in the order of the items; empty for none
 */
export function checklistText(checklist: Checklist, paint: Paint, notes: readonly string[] = []): string {
  return checklist
    .map((item, at) => {
      const note = notes[at] ?? '';
      const lines = [
        `[${item.ticked ? 'x' : ' '}] ${kindName(item.kind)}  ${visible(shownText(item.text))}`,
        ...item.commands.map(
          (command) => `${' '.repeat(KIND_WIDTH + 6)}${paint('strong', `$ ${commandText(command)}`)}`,
        ),
        `${' '.repeat(KIND_WIDTH + 6)}${paint('quiet', visible(item.why))}`,
        ...(note === '' ? [] : [`${' '.repeat(KIND_WIDTH + 6)}${note}`]),
      ];
      return lines.map((line) => `${line}\n`).join('');
    })
    .join('');
}

/** A command of several lines, each visible, on one line. */
export function commandText(command: string): string {
  return command.split('\n').map(visible).join(' ⏎ ');
}

/** The results in words for a person. */
export const RESULT_WORDS: Readonly<Record<ItemResult, string>> = {
  passed: 'passed',
  failed: 'failed',
  'timed-out': 'timed out',
  killed: 'killed',
  leaked: 'left processes behind',
  'not-found': 'not found',
  refused: 'refused',
  changed: 'changed meanwhile',
  'needs-person': 'needs a person',
  skipped: 'skipped',
};

function kindName(kind: ItemKind): string {
  return kind.padEnd(KIND_WIDTH);
}
