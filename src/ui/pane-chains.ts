import { chainList, orderWord } from './chain-list.ts';
import { NOTHING_FOLDED, treeOf } from './chain-tree.ts';
import { chainListRows, geometryOf } from './geometry.ts';
import type { Model } from './model.ts';
import { treeWindow } from './pane-tree.ts';
import { between, clean, cutEnd, inverted, padRow, type Row, span } from './rows.ts';
import { stemSpan } from './words.ts';

/** All chains with what is done and ready in each, and below them the tree of the selected one. */
export function chainsView(model: Model): readonly Row[] {
  const { columns } = model.size;
  const { body } = geometryOf(model);
  const chains = chainList(model);
  const numbers = columns >= 70;
  const most = chainListRows(body);
  const top = model.tops.list;
  const list = chains.slice(top, top + most).map((chain, offset) => {
    const selected = top + offset === model.listCursor;
    const counts = `${`${chain.done}/${chain.total}`.padStart(9)}${String(chain.ready.length).padStart(7)}`;
    const branch = numbers
      ? `  ${cutEnd(clean(chain.branch ?? 'not started'), 28, model.glyphs.ellipsis).padEnd(28)}`
      : ' ';
    const role = chain.finished ? 'dim' : 'plain';
    const start = span(selected ? `${model.glyphs.selected} ` : '  ');
    const stem = stemSpan(chain.goal.stem, {
      columns: columns - counts.length - branch.length - 3,
      glyphs: model.glyphs,
      role,
    });
    const row = between([start, stem], [span(counts + branch, role)], columns);
    return selected ? inverted(row) : row;
  });
  const heads = `     done  ready${numbers ? `  ${'branch'.padEnd(28)}` : ' '}`;
  const chosen = chains[model.listCursor];
  const rest = Math.max(0, body - list.length - 2);
  const tree =
    chosen === undefined
      ? []
      : treeWindow(model, treeOf(model.plan, chosen.goal, NOTHING_FOLDED), { top: 0, rows: rest, columns });
  return [
    between([span(`  goal, ${orderWord(model.chainOrder)}`, 'dim')], [span(heads, 'dim')], columns),
    ...list,
    padRow([span(model.glyphs.rule.across.repeat(columns), 'dim')], columns),
    ...tree,
  ];
}
