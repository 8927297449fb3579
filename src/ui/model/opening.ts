import type { Card } from '../../cards/card.ts';
import type { GitPlace } from '../../git/git-place.ts';
import type { Plan } from '../../plan.ts';
import type { Glyphs } from '../draw/glyphs.ts';
import { AS_TREE } from '../shapes/shape.ts';
import { NOTHING_FOLDED } from './chain-tree.ts';
import { chainOf, readyIn } from './look-up.ts';
import { type Cursor, cursorOn, type Model, type Size } from './model.ts';
import { NO_SEARCH } from './search.ts';
import { NOTHING_SUPPOSED } from './what-if.ts';

const NO_CURSOR: Cursor = { key: '', path: undefined, stem: '' };

/**
 * The screen as it opens.
 *
 * @param goal the chain to show, or a card to select in its chain; left out, the chain of the current branch, else the
 *   first that is not finished
 * @param git where the repository stands; while it is unread, the branch may still choose the chain
 */
export function openingModel(parts: {
  readonly plan: Plan;
  readonly goal: Card | undefined;
  readonly git: Model['git'];
  readonly size: Size;
  readonly glyphs: Glyphs;
  readonly at: number;
}): Model {
  const { plan, git, size, glyphs, at } = parts;
  const asked = parts.goal;
  const goal =
    asked === undefined ? usualGoal(plan, git === 'unread' ? undefined : git) : goalOver(plan, asked);
  return {
    plan,
    goal,
    git,
    standing: undefined,
    unchosen: asked === undefined && git === 'unread',
    left: undefined,
    size,
    glyphs,
    view: 'main',
    under: 'main',
    pane: 'tree',
    cursor: openingCursor(plan, goal, asked),
    folded: NOTHING_FOLDED,
    shape: AS_TREE,
    marked: NOTHING_SUPPOSED,
    history: undefined,
    filter: '',
    typing: false,
    search: NO_SEARCH,
    tops: { tree: 0, ready: 0, card: 0, items: 0, list: 0, help: 0, why: 0 },
    zoomed: false,
    wider: 0,
    itemCursor: 0,
    findings: undefined,
    listCursor: 0,
    chainOrder: 'stem',
    logBack: 0,
    texts: new Map(),
    runs: new Map(),
    running: undefined,
    prompt: undefined,
    notice: undefined,
    offered: undefined,
    moment: undefined,
    fresh: new Set(),
    closing: undefined,
    answering: undefined,
    tally: { closed: [], ready: [] },
    now: at,
  };
}

function openingCursor(plan: Plan, goal: Card | undefined, asked: Card | undefined): Cursor {
  if (goal === undefined) return NO_CURSOR;
  return asked === undefined || asked === goal ? firstCursor(plan, goal) : cursorOn(asked);
}

/** The goal of a chain that a card belongs to: itself, else one that is not finished, else any. */
export function goalOver(plan: Plan, card: Card): Card | undefined {
  if (chainOf(plan, card) !== undefined) return card;
  const above = new Set(plan.graph.dependentsClosure(card));
  const chains = plan.chains.filter((chain) => above.has(chain.goal));
  return (chains.find((chain) => !chain.finished) ?? chains[0])?.goal;
}

/** The chain to show when nobody asked for one. */
export function usualGoal(plan: Plan, git: GitPlace | undefined): Card | undefined {
  const open = plan.chains.filter((chain) => !chain.finished);
  const ofBranch = open.find((chain) => chain.branch !== undefined && chain.branch === git?.branch);
  return (ofBranch ?? open[0])?.goal;
}

/** The best ready card of a chain, or its goal: where work goes on. */
export function firstCursor(plan: Plan, goal: Card): Cursor {
  return cursorOn(readyIn(plan, goal)[0]?.card ?? goal);
}
