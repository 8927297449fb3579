import { relative } from 'node:path';
import { counted } from '../../counted.ts';
import { clean, columnsOf, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { lastChain } from '../history/last-chain.ts';
import type { Model } from '../model/model.ts';

/** What is shown where no chain is open: why, which was the last one, and what to do. */
export function emptyView(model: Model): readonly Row[] {
  const { plan, size } = model;
  const lines = ['', ...why(model), ...last(model), '', 'Start one', ...start(model), '', ...elsewhere(plan)];
  const widest = Math.max(...lines.map(columnsOf));
  const indent = ' '.repeat(Math.max(0, Math.floor((size.columns - widest) / 2)));
  const top = Array.from({ length: Math.max(0, Math.floor((size.rows - 20) / 3)) }, () => '');
  return [...top, ...lines].flatMap((line) =>
    wrap(line, size.columns - indent.length).map((each) => padRow([span(indent + each)], size.columns)),
  );
}

function why({ plan }: Model): readonly string[] {
  const docs = docsOf(plan);
  if (plan.cards.length === 0)
    return [`No card ${docs}: no file has requires,`, 'a status or a mikado/ branch.'];
  return [`No open chain ${docs}.`, `${counted(plan.chains.length, 'chain')} finished; c shows them.`];
}

function last({ history }: Model): readonly string[] {
  const chain = history === undefined || history === 'reading' ? undefined : lastChain(history.timeline);
  if (chain === undefined) return [];
  const date = new Date(chain.time).toISOString().slice(0, 10);
  const steps = counted(chain.steps, 'step');
  return ['', `Last chain: ${clean(chain.goal)}`, `  last close ${date}, ${steps} of the graph`];
}

function start({ plan, history }: Model): readonly string[] {
  const isTold = history !== undefined && history !== 'reading';
  return [
    '  n  new goal card (opens the editor)',
    ...(isTold ? ['  T  walk through the history of the graph'] : []),
    ...(plan.cards.length === 0 ? ['  mikado init --example  a chain to play with'] : []),
    '  ?  help     q  quit',
  ];
}

function elsewhere(plan: Model['plan']): readonly string[] {
  const by = plan.config.docs === undefined ? '' : ' (from .mikado.yaml)';
  return [`Looked ${docsOf(plan)}${by}. Other folder?`, '  mikado --docs path/to/cards'];
}

/** Where the documents are, as it stands in a sentence. */
function docsOf({ place }: Model['plan']): string {
  const folder = relative(place.top, place.docs);
  if (folder !== '') return `under ${clean(folder)}/`;
  return place.gitDir === undefined ? 'in this folder' : 'in this repository';
}
