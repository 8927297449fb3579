import type { Role } from '../draw/glyphs.ts';
import { clean, cutEnd, type Row, span } from '../draw/rows.ts';
import { itemText } from '../model/checks.ts';
import type { Model } from '../model/model.ts';
import { keysFitting, type Of, type Question, text } from './question.ts';

/** Lines of a command's output that a question shows. */
const OUTPUT_LINES = 12;

/** Asks whether an item holds, with what its commands printed. */
export function judgeQuestion(model: Model, prompt: Of<'judge'>, columns: number): Question {
  const { item, outcomes, note, field } = prompt;
  const typed = clean(note) + (field === 'note' ? '_' : '');
  const noteLine = `note (optional): ${typed}`;
  const output = outcomes.flatMap((outcome) => {
    const end = outcome.exitCode === null ? outcome.result : `exit ${outcome.exitCode}`;
    return [
      ...text(`$ ${clean(outcome.command)}   ${end}`, columns, '    '),
      ...tail(outcome.tail === '' ? outcome.head : outcome.tail).map((line) => [
        span(`  | ${cutEnd(clean(line), columns - 4, model.glyphs.ellipsis)}`, 'dim'),
      ]),
      [],
    ];
  });
  const asks =
    outcomes.length === 0
      ? lookYourself(prompt, columns)
      : [
          ...text('The exit status alone does not decide this one. The card expects:', columns),
          ...text(`  ${item.expectation === null ? itemText(item) : clean(item.expectation)}`, columns, '  '),
          ...text('Does the output above show that?', columns),
        ];
  const role: Role = field === 'note' ? 'strong' : 'plain';
  return {
    title: `${outcomes.length === 0 ? 'Does this hold?' : 'Your judgement is needed'}${placeOf(model, prompt)}`,
    lines: [
      ...text(itemText(item), columns),
      [],
      ...output,
      ...asks,
      [],
      ...text(noteLine, columns, '  ', role),
    ],
    keys: field === 'note' ? 'Enter end of note' : answers(outcomes.length > 0, columns),
  };
}

function answers(hasRun: boolean, columns: number): string {
  if (!hasRun) return keysFitting(columns, ['y yes', 'n no', 'Tab note', '[Esc later]']);
  return keysFitting(
    columns,
    ['y yes', 'n no', 'l whole log', 'r run again', 'Tab note', '[Esc later]'],
    ['y yes', 'n no', 'l log', 'r again', 'Tab note', 'Esc later'],
    ['y yes', 'n no', 'l log', 'r again', 'Tab', 'Esc'],
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
  const index = checklist.findIndex(({ line }) => line === item.line);
  return index < 0 ? '' : `  ${index + 1} of ${checklist.length}`;
}

function tail(output: string): readonly string[] {
  return output.trimEnd().split(/\r?\n/).slice(-OUTPUT_LINES);
}
