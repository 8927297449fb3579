import type { Card } from '../cards/card.ts';
import type { Header } from '../cards/header-field.ts';
import type { MarkdownProblem } from '../cards/markdown.ts';
import { proseLines } from '../cards/prose-lines.ts';
import { type Checklist, type ChecklistItem, isSettled } from '../checklist/checklist.ts';
import { judgeCommand } from '../checklist/judge-command.ts';
import type { WrittenCommand } from '../checklist/written-commands.ts';
import type { Diagnostic, RelatedPlace } from '../diagnostic.ts';
import { hasHidden, visible } from '../visible.ts';
import { FILE_START, finding, type Spot } from './finding.ts';

/** Places that are named beside the first one. */
const MAX_RELATED = 12;

/** A card's file as it was read. */
export interface CardAsRead {
  readonly text: string;
  readonly header: Header | undefined;
  readonly body: string;
  readonly bodyLine: number;
}

/** Says what kept a body from being read. */
export function bodyUnread(
  path: string,
  { message, line, column }: MarkdownProblem,
  of: 'card' | 'document',
): Diagnostic {
  return finding(
    'body-unread',
    path,
    { line, column, endColumn: column + 1 },
    {
      severity: of === 'card' ? 'error' : 'warning',
      message,
      help:
        of === 'card'
          ? 'Until it can be read, the card cannot be verified or closed.'
          : 'Until it can be read, its links are not checked.',
    },
  );
}

/** Judges a checklist as it stands: placeholders, items left open by a done card, ticks that say little. */
export function checkItems(card: Card, checklist: Checklist, source: CardAsRead): readonly Diagnostic[] {
  const lines = source.text.split(/\r\n|\r|\n/);
  const placeOf = (item: ChecklistItem) => commandPlace(item, lines);
  const found: Diagnostic[] = [];
  for (const item of checklist) {
    if (item.kind === 'template' && !item.ticked) {
      found.push(
        finding('template-left', card.path, placeOf(item), {
          message: 'A placeholder is left to fill in here, so nothing can be run.',
          help: 'Fill it in, or say with `<!-- check: no -->` at its end that a person does this.',
        }),
      );
    }
    if (item.kind === 'automatic' && item.commands.some(onlyReports)) {
      found.push(
        finding('exit-status-proves-little', card.path, placeOf(item), {
          message: 'This command only reports, and ends with 0 whatever it prints.',
          help: 'Claim something of its output, so that a person compares it, or run a command that fails.',
        }),
      );
    }
  }
  if (card.readable && card.declared === 'done') {
    const open = checklist.filter((item) => !isSettled(item));
    const count = `${open.length} of the ${checklist.length} items of its checklist`;
    found.push(
      ...together('done-with-open-items', card, open, {
        message: `\`${card.stem}\` is done, and ${checklist.length === 1 ? 'the item of its checklist' : count} ${open.length === 1 ? 'is' : 'are'} open.`,
        help: `mikado verify ${card.stem} runs what can be run; tick or waive the rest, or reopen the card.`,
      }),
    );
  }
  return found;
}

/** Says which items of a done card have no receipt that passed and still fits them. */
export function itemsWithoutEvidence(card: Card, items: Checklist): readonly Diagnostic[] {
  return together('done-without-evidence', card, items, {
    message: `\`${card.stem}\` is done, and ${items.length === 1 ? 'an item' : `${items.length} items`} of its checklist ${items.length === 1 ? 'has' : 'have'} no receipt that passed and still fits.`,
    help: `mikado verify ${card.stem}`,
  });
}

/** Finds characters that cannot be seen, in the name and title of a card and in the commands of its checklist. */
export function hiddenCharacters(
  card: Card,
  source: CardAsRead,
  commands: readonly WrittenCommand[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (hasHidden(card.stem)) {
    found.push(
      finding('hidden-characters', card.path, FILE_START, {
        severity: 'warning',
        message: `The name of the card holds characters that cannot be seen: ${visible(card.stem)}`,
        help: 'Rename the file.',
      }),
    );
  }
  if (card.title !== card.stem && hasHidden(card.title)) {
    found.push(
      finding('hidden-characters', card.path, titlePlace(source), {
        severity: 'warning',
        message: `The title holds characters that cannot be seen: ${visible(card.title)}`,
        help: 'Type it anew.',
      }),
    );
  }
  for (const command of commands) {
    if (!hasHidden(command.value.replace(/[\r\n]/g, ' '))) continue;
    const code = source.text.slice(command.offset, command.end);
    found.push(
      finding('hidden-characters', card.path, hiddenPlace(code, command), {
        message: `A command holds characters that cannot be seen: ${visible(command.value.replace(/\s+/g, ' '))}`,
        help: 'Type it anew; such a command is never run.',
      }),
    );
  }
  return found;
}

/** Finds a merge conflict in the body of a card, which is all three marks outside fenced code. */
export function conflictInBody(card: Card, { body, bodyLine }: CardAsRead): readonly Diagnostic[] {
  if (!/^<{7} /m.test(body) || !/^>{7} /m.test(body)) return [];
  const lines = [...proseLines(body, bodyLine)];
  const start = lines.find(({ text }) => text.startsWith('<<<<<<< '));
  const middle = lines.find(({ text, line }) => text === '=======' && line > (start?.line ?? 0));
  const end = lines.find(({ text, line }) => text.startsWith('>>>>>>> ') && line > (middle?.line ?? 0));
  if (start === undefined || middle === undefined || end === undefined) return [];
  const at = { line: start.line, column: 1, endColumn: start.text.length + 1 };
  return [
    finding('conflict-markers', card.path, at, {
      message: `The card holds a merge conflict, on lines ${start.line} to ${end.line}.`,
      help: 'Keep one of the two versions.',
      related: [{ message: 'it ends here', path: card.path, line: end.line, column: 1 }],
    }),
  ];
}

/** One diagnostic for several items: at the first, with the others beside it. */
export function together(
  code: 'done-with-open-items' | 'done-without-evidence' | 'closed-unverified',
  card: Pick<Card, 'path'>,
  items: Checklist,
  said: Pick<Diagnostic, 'message' | 'help'> & Partial<Pick<Diagnostic, 'severity'>>,
): Diagnostic[] {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  const related: RelatedPlace[] = rest.slice(0, MAX_RELATED).map(({ text, line, box }) => ({
    message: text,
    path: card.path,
    line,
    column: box.column,
  }));
  return [
    finding(
      code,
      card.path,
      { ...first.box, column: first.box.column - 1, endColumn: first.box.endColumn + 1 },
      { ...said, related },
    ),
  ];
}

function onlyReports(command: string): boolean {
  const judgement = judgeCommand(command);
  return judgement.runs && judgement.habit === 'report';
}

/** Where an item's first command stands, or its box when the command is written in a block. */
function commandPlace(item: ChecklistItem, lines: readonly string[]): Spot {
  const [command = ''] = item.commands;
  const at = command === '' ? -1 : (lines[item.line - 1] ?? '').indexOf(command, item.box.column);
  if (at === -1) return { line: item.line, column: item.box.column - 1, endColumn: item.box.endColumn + 1 };
  return { line: item.line, column: at + 1, endColumn: at + 1 + command.length };
}

function titlePlace({ header, text }: CardAsRead): Spot {
  const value = header?.fields.get('title')?.value;
  if (value?.kind === 'scalar' && value.at.value !== '') return value.at;
  const lines = text.split(/\r\n|\r|\n/);
  const index = lines.findIndex((line) => /^ {0,3}#/.test(line) && hasHidden(line));
  return index === -1
    ? FILE_START
    : { line: index + 1, column: 1, endColumn: (lines[index] ?? '').length + 1 };
}

function hiddenPlace(code: string, start: { readonly line: number; readonly column: number }): Spot {
  const lines = code.split(/\r\n|\r|\n/);
  const index = Math.max(0, lines.findIndex(hasHidden));
  const line = lines[index] ?? '';
  const from = [...line].findIndex((char) => hasHidden(char));
  const before = [...line].slice(0, Math.max(0, from)).join('').length;
  const column = (index === 0 ? start.column : 1) + before;
  return { line: start.line + index, column, endColumn: column + 1 };
}
