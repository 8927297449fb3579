import type { ClosePreview } from '../../workbench.ts';
import { clean, type Row } from '../draw/rows.ts';
import type { Model } from '../model/model.ts';
import { goalName } from '../panes/words.ts';
import { type Of, type Question, text } from './question.ts';

/** Asks whether to close a card, with the edit and what it makes ready. */
export function closeQuestion(model: Model, { card, preview }: Of<'close'>, columns: number): Question {
  return {
    title: 'Close this card?',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      [],
      ...text(clean(card.path), columns),
      ...editLines(model, preview, columns),
    ],
    keys: 'y close   [n cancel]',
  };
}

/** Asks for a reason to close a card that something speaks against, and then whether to. */
export function forceQuestion(model: Model, prompt: Of<'force'>, columns: number): Question {
  const { card, preview, note, field } = prompt;
  const typing = field === 'note';
  return {
    title: 'Close this card for a reason?',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      ...text(`reason: ${clean(note)}${typing ? '_' : ''}`, columns, '  ', typing ? 'strong' : 'plain'),
      ...text('It is recorded, and reports show it.', columns, '  ', 'dim'),
      [],
      ...(preview.refusals.length === 0
        ? text('Nothing speaks against it: x closes it without a reason.', columns)
        : []),
      ...preview.refusals.flatMap(({ reason }) => text(`- ${clean(reason)}`, columns, '  ')),
      [],
      ...text(clean(card.path), columns),
      ...editLines(model, preview, columns),
    ],
    keys: typing ? 'Enter end of reason' : 'y close   Tab reason   [n cancel]',
    ...(typing && { foot: 'Type or paste the reason; what speaks against it can be scrolled after that.' }),
  };
}

/** The lines that the edit changes, and the cards that become ready by it. */
function editLines(model: Model, preview: ClosePreview, columns: number): readonly Row[] {
  const ready = preview.becomesReady.map((each) => goalName(model.plan, each));
  return [
    ...preview.diff.flatMap((line) =>
      text(`  ${clean(line)}`, columns, '    ', line.startsWith('-') ? 'failed' : 'passed'),
    ),
    [],
    ...text(
      `Becomes ready:  ${ready.length === 0 ? 'nothing yet' : ready.join(', ')}`,
      columns,
      ' '.repeat(16),
    ),
  ];
}

/** Says everything that speaks against closing a card. */
export function refusal({ card, refusals }: Of<'refused'>, columns: number): Question {
  return {
    title: 'Cannot be closed',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      [],
      ...refusals.flatMap(({ reason, help }) => [
        ...text(`- ${clean(reason)}`, columns, '  '),
        ...text(`  ${clean(help)}`, columns, '  ', 'dim'),
      ]),
    ],
    keys: '[Esc back]',
  };
}
