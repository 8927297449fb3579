import { clean } from '../draw/rows.ts';
import { type Of, type Question, text } from './question.ts';

/** Asks whether to make the one edit that mends a problem. */
export function fixQuestion({ preview }: Of<'fix'>, columns: number): Question {
  return {
    title: 'Mend this?',
    lines: [
      ...text(clean(preview.does), columns, '', 'strong'),
      [],
      ...text(clean(preview.card.path), columns),
      ...preview.diff.flatMap((line) =>
        text(`  ${clean(line)}`, columns, '    ', line.startsWith('-') ? 'failed' : 'passed'),
      ),
    ],
    keys: 'y write it   [n cancel]',
  };
}
