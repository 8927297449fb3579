import type { Card } from '../../cards/card.ts';
import { branchOfGoal, branchPattern } from '../../goal-branch.ts';
import type { Chain } from '../../graph/chain.ts';
import { between, clean, cutEnd, cutMiddle, inverted, padRow, type Row, span } from '../draw/rows.ts';
import { chainFacts } from '../model/chain-facts.ts';
import { chainList, orderWord } from '../model/chain-list.ts';
import { NOTHING_FOLDED, treeOf } from '../model/chain-tree.ts';
import { chainListRows, geometryOf } from '../model/geometry.ts';
import { readyIn } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import { treeWindow } from './pane-tree.ts';
import { stemSpan } from './words.ts';

/** Columns of the branch, where there is room for it. */
const BRANCH = 28;
/** Ready cards of the selected chain that are named, and pairs of them. */
const MOST_READY = 4;
const MOST_PAIRS = 2;

/** All chains with what is done and ready in each, and below them the tree of the selected one and its ready cards. */
export function chainsView(model: Model): readonly Row[] {
  const { columns } = model.size;
  const { body } = geometryOf(model);
  const chains = chainList(model);
  const top = model.tops.list;
  const list = chains
    .slice(top, top + chainListRows(body))
    .map((chain, offset) => chainRow(model, chain, top + offset === model.listCursor));
  const chosen = chains[model.listCursor];
  return [
    between([span(`  goal, ${orderWord(model.chainOrder)}`, 'dim')], [span(heads(columns), 'dim')], columns),
    ...list,
    padRow([span(model.glyphs.rule.across.repeat(columns), 'dim')], columns),
    ...(chosen === undefined ? [] : chainPart(model, chosen.goal, Math.max(0, body - list.length - 2))),
  ];
}

function heads(columns: number): string {
  return `     done  ready${columns >= 70 ? `  depth  ${'branch'.padEnd(BRANCH)}` : ' '}`;
}

function chainRow(model: Model, chain: Chain, selected: boolean): Row {
  const { columns } = model.size;
  const { glyphs } = model;
  const role = chain.finished ? 'dim' : 'plain';
  const counts = `${`${chain.done}/${chain.total}`.padStart(9)}${String(chain.ready.length).padStart(7)}`;
  const wrong = isMisnamed(model, chain) ? ` ${glyphs.problem}` : '';
  const name = cutMiddle(clean(chain.branch ?? 'not started'), BRANCH - wrong.length, glyphs.ellipsis);
  const branch = (name + wrong).padEnd(BRANCH);
  const facts =
    columns < 70 ? ' ' : `${String(chainFacts(model.plan, chain.goal).depth).padStart(7)}  ${branch}`;
  const stem = stemSpan(chain.goal.stem, {
    columns: columns - counts.length - facts.length - 3,
    glyphs,
    role,
  });
  const start = span(selected ? `${glyphs.selected} ` : '  ');
  const row = between([start, stem], [span(counts + facts, role)], columns);
  return selected ? inverted(row) : row;
}

/** Tells whether the branch of a goal is not the one that its stem asks for. */
function isMisnamed({ plan }: Model, { goal, branch }: Chain): boolean {
  return branch !== undefined && branch !== branchOfGoal(goal.stem, branchPattern(plan.config));
}

/** The tree of a chain and, where there is room for both, what its ready cards unlock. */
function chainPart(model: Model, goal: Card, rows: number): readonly Row[] {
  const { columns } = model.size;
  const tree = treeOf(model.plan, goal, NOTHING_FOLDED);
  const unlocks = unlocksLines(model, goal).map((line) =>
    padRow([span(cutEnd(clean(line), columns, model.glyphs.ellipsis))], columns),
  );
  const part = Math.max(0, rows - Math.min(unlocks.length + 1, Math.floor(rows / 2)));
  const shown = treeWindow(model, tree, { top: 0, rows: part, columns });
  const left = rows - shown.length - 1;
  return left < 1 || unlocks.length === 0
    ? shown
    : [...shown, padRow([], columns), ...unlocks.slice(0, left)];
}

/** The ready cards, best first, each with what it unlocks, and what two of them unlock together. */
function unlocksLines({ plan }: Model, goal: Card): readonly string[] {
  const ready = readyIn(plan, goal);
  if (ready.length === 0) return [];
  const place = new Map(ready.map(({ card }, index) => [card, index + 1]));
  const singles = ready
    .slice(0, MOST_READY)
    .map(({ card, unlocks }, index) => `${index + 1} ${card.stem}: ${unlocked(unlocks)}`);
  const pairs = chainFacts(plan, goal)
    .pairs.filter(({ pair }) => pair.every((card) => (place.get(card) ?? MOST_READY + 1) <= MOST_READY))
    .slice(0, MOST_PAIRS)
    .map(({ pair, frees }) => {
      const names = pair.map((card) => place.get(card) ?? 0).sort((a, b) => a - b);
      return `${names.join(' + ')} together: ${unlocked(frees)}`;
    });
  const more = ready.length - singles.length;
  return ['Ready, best first', ...singles, ...pairs, ...(more > 0 ? [`and ${more} more`] : [])];
}

function unlocked(cards: readonly Card[]): string {
  if (cards.length === 0) return 'unlocks nothing alone';
  return `unlocks ${cards.length}, ${cards.map(({ stem }) => stem).join(', ')}`;
}
