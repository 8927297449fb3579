import type { Checklist, ItemKind } from '../checklist/checklist.ts';
import { shownText } from '../checklist/shown-text.ts';
import { visible } from '../visible.ts';
import type { Paint } from './paint.ts';

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

function kindName(kind: ItemKind): string {
  return kind.padEnd(KIND_WIDTH);
}
