import { relative } from 'node:path';
import { clean, columnsOf, padRow, type Row, span, wrap } from '../draw/rows.ts';
import type { Model } from '../model/model.ts';
import { count } from './words.ts';

/** What is shown where no chain is open: why, and what to do. */
export function emptyView(model: Model): readonly Row[] {
  const { plan, size } = model;
  const docs = clean(relative(plan.place.top, plan.place.docs) || '.');
  const finished = plan.chains.length;
  const why =
    plan.cards.length === 0
      ? [`No card under ${docs}: none has requires, a status, or a mikado/ branch.`]
      : [`No open chain under ${docs}.`, `${count(finished, 'chain')} finished; c shows them.`];
  const lines = [
    '',
    '',
    ...why,
    '',
    'Start one',
    '  mikado new my-goal     a card from the template',
    '  mikado init --example  a small chain to play with',
    '',
    'Another folder?',
    '  mikado --docs path/to/cards',
  ];
  const widest = Math.max(...lines.map(columnsOf));
  const indent = ' '.repeat(Math.max(0, Math.floor((size.columns - widest) / 2)));
  return lines.flatMap((line) =>
    wrap(line, size.columns - indent.length).map((each) => padRow([span(indent + each)], size.columns)),
  );
}
