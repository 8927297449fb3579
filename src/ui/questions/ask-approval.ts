import { circumstances, commandLines, noteLines } from '../../verify/approval-text.ts';
import { clean } from '../draw/rows.ts';
import { type Of, type Question, text } from './question.ts';

/** Asks whether commands may run, each in full. */
export function approveQuestion({ card, request }: Of<'approve'>, columns: number): Question {
  const { commands } = request;
  const written = commands.flatMap((command) => [
    ...commandLines(command.facts.command).flatMap((line, index) =>
      text(`${index === 0 ? '$' : '>'} ${clean(line)}`, columns, '    '),
    ),
    ...noteLines(command).flatMap((line) => text(`  ${line}`, columns, '    ', 'dim')),
  ]);
  const of =
    commands.length === 1 ? 'this command, which is' : `these ${commands.length} commands, which are`;
  return {
    title: 'Run these commands?',
    lines: [
      ...text(`Verifying ${clean(card.stem)} runs ${of} new or changed.`, columns),
      [],
      ...written,
      [],
      ...text(circumstances(request), columns),
    ],
    keys: 'y run, and remember   [n cancel]',
  };
}
