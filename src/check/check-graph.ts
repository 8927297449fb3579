import type { Card } from '../cards/card.ts';
import { stemOf } from '../cards/stem-of.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { branchOfGoal, branchPattern } from '../goal-branch.ts';
import type { CardGraph } from '../graph/card-graph.ts';
import type { Requirement } from '../graph/nodes.ts';
import { lookOf } from '../look-alike.ts';
import type { Plan } from '../plan.ts';
import { FILE_START, finding } from './finding.ts';

/** Judges the branches of all cards: a goal has the one that its stem asks for, and no other card has one. */
export function checkBranches(plan: Plan): readonly Diagnostic[] {
  const pattern = branchPattern(plan.config);
  return plan.cards.flatMap((card) => {
    if (card.branch === undefined) return [];
    const dependent = plan.graph.dependentsOf(card).find((each) => each !== card);
    if (dependent !== undefined) return [branchOfAPart(card, dependent)];
    const branch = branchOfGoal(card.stem, pattern);
    return card.branch.value === branch ? [] : [otherBranch(card, card.branch, branch)];
  });
}

function otherBranch(card: Card, written: NonNullable<Card['branch']>, branch: string): Diagnostic {
  return finding('branch-name', card.path, written, {
    message: `The branch of the goal \`${card.stem}\` is \`${branch}\`, and here it is \`${written.value}\`.`,
    help: `Write \`branch: ${branch}\`, or leave the line out while the change is not started.`,
  });
}

function branchOfAPart(card: Card, dependent: Card): Diagnostic {
  return finding('branch-on-non-goal', card.path, card.branch ?? FILE_START, {
    message: `\`${card.stem}\` has a branch, and it is no goal: \`${dependent.stem}\` requires it.`,
    help: 'Delete this line: a chain lives on the branch of its goal.',
  });
}

/** Finds requirements that follow from others: the card is required through a third one as well. */
export function findRedundant(graph: CardGraph): readonly Diagnostic[] {
  return graph.cards.flatMap((card) => {
    const deeper = belowPrerequisites(graph, card);
    // In a circle everything follows from everything; the circle itself is what is wrong.
    if (deeper.has(card)) return [];
    const followed = graph
      .requirementsOf(card)
      .filter(({ target }) => target !== undefined && deeper.has(target));
    return followed.map((requirement) => redundant(graph, card, requirement));
  });
}

/** Every card that the prerequisites of a card require, directly or not. */
function belowPrerequisites(graph: CardGraph, card: Card): ReadonlySet<Card> {
  const direct = graph.prerequisitesOf(card);
  const below = new Set<Card>(direct.length < 2 ? [] : direct.flatMap((each) => graph.prerequisitesOf(each)));
  for (const each of below) for (const next of graph.prerequisitesOf(each)) below.add(next);
  return below;
}

function redundant(graph: CardGraph, card: Card, { target, prerequisite }: Requirement): Diagnostic {
  const through = graph
    .prerequisitesOf(card)
    .find((other) => other !== target && target !== undefined && graph.chainOf(other).includes(target));
  return finding('redundant-prerequisite', card.path, prerequisite.written, {
    message: `\`${card.stem}\` requires \`${target?.stem}\` through \`${through?.stem}\` already.`,
    help: 'Delete this line: what is ready stays the same.',
  });
}

/** Finds documents whose stems look the same as that of a card and are not. */
export function findLookAlikes(plan: Plan): readonly Diagnostic[] {
  const byLook = new Map<string, string>();
  const groups = new Map<string, string[]>();
  for (const { stem, path } of plan.documents) {
    const look = lookOf(stem);
    const first = byLook.get(look);
    if (first === undefined) byLook.set(look, path);
    else if (groups.get(look)?.push(path) === undefined) groups.set(look, [first, path]);
  }
  const cards = new Map(plan.cards.map((card) => [card.path, card]));
  return [...groups.values()].flatMap((paths) => {
    const card = cards.get(paths.findLast((path) => cards.has(path)) ?? '');
    return card === undefined ? [] : lookAlike(card, paths);
  });
}

function lookAlike(card: Card, paths: readonly string[]): Diagnostic[] {
  const others = paths.filter((path) => stemOf(path) !== card.stem);
  if (others.length === 0) return [];
  return [
    finding('look-alike-stem', card.path, FILE_START, {
      message: `The name of \`${card.stem}\` looks like that of another document, and is not the same.`,
      help: 'Rename one of them: letters of one alphabet, in lower case, with `-` between words.',
      related: others.map((path) => ({ message: `\`${stemOf(path)}\``, path, line: 1, column: 1 })),
    }),
  ];
}
