import type { Chain } from '../graph/chain.ts';
import type { RankedCard } from '../graph/rank-ready.ts';
import type { Level, TreeRow } from '../graph/tree-rows.ts';
import type { Plan } from '../plan.ts';
import { visible } from '../visible.ts';
import { inColumns } from './in-columns.ts';
import { type Paint, STATE_ROLES, STATE_SIGNS } from './paint.ts';

/** Lists chains, a line each: goal, done of total, ready, branch, title. */
export function chainsText(chains: readonly Chain[], paint: Paint): string {
  const rows = chains.map((chain) => [
    visible(chain.goal.stem),
    `${chain.done}/${chain.total} done`,
    chain.finished ? 'finished' : `${chain.ready.length} ready`,
    visible(chain.branch ?? (chain.finished ? '' : 'not started')),
    visible(chain.goal.title),
  ]);
  return inColumns(rows, [
    (text) => paint('strong', text),
    undefined,
    undefined,
    (text) => paint('quiet', text),
    undefined,
  ]);
}

/** Lists ready cards in the order of their rank, each with the reasons for it. */
export function readyText(ranked: readonly RankedCard[], paint: Paint): string {
  const width = String(ranked.length).length;
  return ranked
    .map(({ card, reasons }, index) => {
      const number = `${index + 1}.`.padStart(width + 1);
      const title = card.title === card.stem ? '' : `  ${visible(card.title)}`;
      const indent = ' '.repeat(width + 2);
      return `${number} ${paint('good', visible(card.stem))}${title}\n${indent}${paint('quiet', visible(reasons.join('; ')))}\n`;
    })
    .join('');
}

/** Draws tree rows with branches, a sign and the state's word. */
export function treeText(plan: Plan, rows: readonly TreeRow[], paint: Paint): string {
  const lines = rows.map((row) => {
    const state = row.card === undefined ? (row.reason ?? 'missing') : plan.stateOf(row.card).kind;
    const shared = row.parents > 1 && !row.pointer ? ` ×${row.parents}` : '';
    const cut = row.folded ? ' …' : '';
    return {
      left: `${branches(row.level)}${row.pointer ? '⤷' : STATE_SIGNS[state]} `,
      stem: `${visible(row.stem)}${shared}${cut}`,
      word: row.pointer ? 'above' : state,
      role: row.pointer ? 'quiet' : STATE_ROLES[state],
    } as const;
  });
  const widest = lines.reduce((most, line) => Math.max(most, line.left.length + line.stem.length), 0);
  const width = Math.min(72, widest);
  return lines
    .map(({ left, stem, word, role }) => {
      const gap = ' '.repeat(Math.max(1, width - left.length - stem.length + 2));
      return `${left}${paint(role, stem)}${gap}${paint(role, word)}\n`;
    })
    .join('');
}

function branches(level: Level | undefined): string {
  if (level === undefined) return '';
  let drawn = level.last ? '└─ ' : '├─ ';
  for (let above = level.above; above !== undefined; above = above.above) {
    drawn = (above.last ? '   ' : '│  ') + drawn;
  }
  return drawn;
}
