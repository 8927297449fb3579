import { counted } from '../../counted.ts';
import type { CommandOutcome } from '../../verify/verify-event.ts';
import { clean, cutEnd, type Row, span } from '../draw/rows.ts';
import { itemNow, itemText } from '../model/checks.ts';
import type { Model } from '../model/model.ts';
import { keysFitting, type Of, type Question, type Room, text } from './question.ts';

/** Lines of a command's output that a question shows at least, however little room there is. */
const LEAST_OUTPUT = 2;

/** The rows of a question by what may have to give way. */
interface Parts {
  readonly claim: readonly Row[];
  readonly asks: readonly Row[];
  /** The same without what the claim says as well. */
  readonly asksAlone: readonly Row[];
  readonly note: readonly Row[];
}

/**
 * Asks whether an item holds, with what its commands printed. What is claimed and what is asked come first; the last lines
 * of the output take the room that they leave.
 */
export function judgeQuestion(model: Model, prompt: Of<'judge'>, room: Room): Question {
  const { item, outcomes, field } = prompt;
  const { columns } = room;
  const hasRun = outcomes.length > 0;
  const expected = item.expectation === null ? '' : clean(item.expectation);
  const parts = {
    claim: text(itemText(item), columns),
    asks: hasRun
      ? askLines(expected === itemText(item) ? '' : expected, columns)
      : lookYourself(prompt, columns),
    asksAlone: askLines(itemText(item).includes(expected) ? '' : expected, columns),
    note: noteLines(prompt, columns),
  };
  return {
    title: `${hasRun ? 'Your judgement is needed' : 'Does this hold?'}${placeOf(model, prompt)}`,
    lines: hasRun
      ? aroundOutput(model, prompt, { parts, room })
      : [...parts.claim, [], ...parts.asks, [], ...parts.note],
    keys: field === 'note' ? 'Enter end of note' : answers(hasRun, columns),
  };
}

/** What is asked about the output, with what the card expects where that is not empty. */
function askLines(expected: string, columns: number): readonly Row[] {
  const names = expected !== '';
  return [
    ...text(`The exit status alone does not decide this one.${names ? ' The card expects:' : ''}`, columns),
    ...(names ? text(`  ${expected}`, columns, '  ') : []),
    ...text('Does the output above show that?', columns, '', 'strong'),
  ];
}

function noteLines({ note, field }: Of<'judge'>, columns: number): readonly Row[] {
  const isTyped = field === 'note';
  return text(
    `${isTyped ? 'note' : 'note (Tab, optional)'}: ${clean(note)}${isTyped ? '_' : ''}`,
    columns,
    '  ',
    isTyped ? 'strong' : 'plain',
  );
}

/** All of the question in the rows that there are: first the blank rows give way and an empty note, then the output. */
function aroundOutput(
  model: Model,
  prompt: Of<'judge'>,
  { parts, room }: { readonly parts: Parts; readonly room: Room },
): readonly Row[] {
  const { claim, asks, note } = parts;
  const { outcomes, field } = prompt;
  const whole = outcomes.flatMap((outcome) => headLines(outcome, room.columns)).length;
  const roomy = room.rows - claim.length - asks.length - note.length - 3;
  if (roomy >= whole + LEAST_OUTPUT * outcomes.length) {
    const each = Math.floor((roomy - whole) / outcomes.length);
    const output = outcomes.flatMap((outcome) => [
      ...headLines(outcome, room.columns),
      ...printedLines(model, outcome, { lines: each, columns: room.columns }),
    ]);
    return [...claim, [], ...output, [], ...asks, [], ...note];
  }
  const noted = prompt.note === '' && field === 'answer' ? [] : note;
  const least = claim.length + asks.length + noted.length + 1 + LEAST_OUTPUT;
  // What is expected stands in the claim already, where it was taken from there.
  const after = [...(least > room.rows ? parts.asksAlone : asks), ...noted];
  const rows = room.rows - claim.length - after.length;
  return [...claim, ...tightOutput(model, outcomes, { columns: room.columns, rows }), ...after];
}

/** The commands on one row each, as many of the last as fit with what they printed. */
function tightOutput(
  model: Model,
  outcomes: readonly CommandOutcome[],
  { columns, rows }: Room,
): readonly Row[] {
  const least = 1 + LEAST_OUTPUT;
  const fitting = Math.max(1, Math.floor(rows / least));
  const isCut = fitting < outcomes.length;
  const shown = outcomes.slice(isCut ? -Math.max(1, Math.floor((rows - 1) / least)) : 0);
  const before = outcomes.length - shown.length;
  const each = Math.max(LEAST_OUTPUT, Math.floor((rows - (isCut ? 1 : 0)) / shown.length) - 1);
  return [
    ...(isCut ? text(`(${counted(before, 'command')} before, l reads all)`, columns, '', 'dim') : []),
    ...shown.flatMap((outcome) => [
      headRow(model, outcome, columns),
      ...printedLines(model, outcome, { lines: each, columns }),
    ]),
  ];
}

function headLines(outcome: CommandOutcome, columns: number): readonly Row[] {
  return text(`$ ${clean(outcome.command)}${endWords(outcome)}`, columns, '    ');
}

function headRow({ glyphs }: Model, outcome: CommandOutcome, columns: number): Row {
  const end = endWords(outcome);
  return [span(cutEnd(`$ ${clean(outcome.command)}`, columns - end.length, glyphs.ellipsis) + end)];
}

function endWords({ exitCode, result }: CommandOutcome): string {
  return `   ${exitCode === null ? result : `exit ${exitCode}`}`;
}

/** The last lines that a command printed. */
function printedLines(
  { glyphs }: Model,
  { head, tail }: CommandOutcome,
  { lines, columns }: { readonly lines: number; readonly columns: number },
): readonly Row[] {
  const printed = (tail === '' ? head : tail).trimEnd();
  if (printed === '') return [[span('  (it printed nothing)', 'dim')]];
  return printed
    .split(/\r?\n/)
    .slice(-lines)
    .map((line) => [span(`  | ${cutEnd(clean(line), columns - 4, glyphs.ellipsis)}`, 'dim')]);
}

function answers(hasRun: boolean, columns: number): string {
  if (!hasRun)
    return keysFitting(
      columns,
      ['y yes', 'n no', 'Tab note', 'o open card', '[Esc later]'],
      ['y yes', 'n no', 'Tab note', 'o open', 'Esc later'],
    );
  return keysFitting(
    columns,
    ['y yes', 'n no', 'l whole log', 'r run again', 'Tab note', 'o open card', '[Esc later]'],
    ['y yes', 'n no', 'l whole log', 'r again', 'Tab note', 'o open card', 'Esc later'],
    ['y yes', 'n no', 'l log', 'r again', 'Tab note', 'o open', 'Esc later'],
    ['y yes', 'n no', 'l log', 'r again', 'Tab note', 'o card', 'Esc'],
    ['y yes', 'n no', 'l log', 'r again', 'Tab', 'o', 'Esc'],
  );
}

/** A command that wants a terminal of its own cannot run beside the screen. */
function lookYourself({ item }: Of<'judge'>, columns: number): readonly Row[] {
  if (item.commands.length === 0)
    return [
      ...text('Nothing to run: look for yourself, then say what you saw.', columns),
      ...text('It is recorded with your git name and the time.', columns, '', 'dim'),
    ];
  return [
    ...text(
      'This needs a terminal: Esc, then t runs it here with the whole one. Or say what you saw:',
      columns,
    ),
    ...item.commands.flatMap((command) => text(`$ ${clean(command)}`, columns, '    ')),
  ];
}

/** Which check of how many it is. */
function placeOf(model: Model, { card, item }: Of<'judge'>): string {
  const read = model.texts.get(card.path)?.text;
  const checklist = read === undefined || 'failed' in read ? [] : read.checklist;
  const now = itemNow(model, card, item);
  const index = now === undefined ? -1 : checklist.indexOf(now);
  return index < 0 ? '' : `  ${index + 1} of ${checklist.length}`;
}
