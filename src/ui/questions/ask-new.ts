import { titleFromStem } from '../../cards/card-template.ts';
import { clean } from '../draw/rows.ts';
import { type Of, type Question, text } from './question.ts';

/** Asks for the stem of a new goal, and then whether to write its card. */
export function newGoalQuestion({ note, field }: Of<'new-goal'>, columns: number): Question {
  const typing = field === 'note';
  const stem = clean(note.trim().replace(/\.md$/, ''));
  const does = `Writes the card "${clean(titleFromStem(stem))}", active, for the branch mikado/${stem}, and opens it in the editor.`;
  return {
    title: 'A new goal',
    lines: [
      ...text('Its stem is its file name without .md, such as harden-the-registry:', columns),
      ...text(`  ${clean(note)}${typing ? '_' : ''}`, columns, '  ', 'strong'),
      [],
      ...(stem === '' ? [] : text(does, columns)),
    ],
    keys: typing ? 'Enter end of the stem' : 'y write it   Tab stem   [n cancel]',
    ...(typing && { foot: 'Type the stem.' }),
  };
}

/** Asks whether to push the branch. */
export function pushQuestion({ command }: Of<'push'>, ahead: string, columns: number): Question {
  return {
    title: 'Push this branch?',
    lines: [
      ...text(`$ ${clean(command)}`, columns, '    ', 'strong'),
      [],
      ...text(ahead, columns),
      ...text('Git gets the terminal: it may ask for a password.', columns),
    ],
    keys: 'y push   [n cancel]',
  };
}
