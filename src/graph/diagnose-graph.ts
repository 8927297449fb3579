import type { Card, Prerequisite } from '../cards/card.ts';
import type { Diagnostic, RelatedPlace } from '../diagnostic.ts';
import type { Located } from '../located.ts';
import { lookOf } from '../look-alike.ts';
import { nearName } from '../near-name.ts';
import type { CardGraph } from './card-graph.ts';
import { type CycleGroups, findCycles } from './cycles.ts';
import type { Decision } from './decide-states.ts';
import type { Requirement } from './nodes.ts';
import type { StemIndex } from './resolve.ts';

/** Near names are looked for so often, and no more: every look compares with all stems. */
const MAX_NEAR_NAMES = 200;
/** Hops of a cycle that are named in full; a longer one is cut in the middle. */
const MAX_HOPS = 12;

/** Says what is wrong with the graph itself: entries that lead nowhere, cycles, and cards done too early. */
export function diagnoseGraph(
  graph: CardGraph,
  {
    cycles,
    decision,
    stems,
  }: { readonly cycles: CycleGroups; readonly decision: Decision; readonly stems: StemIndex },
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const isEarly = graph.cards.some(
    (card, index) => card.declared === 'done' && decision.troubled[index] === true,
  );
  const troubles = isEarly ? findTroubles(graph, { cycles, decision }) : new Map<number, Trouble>();
  let nearNames = 0;
  for (const [index, card] of graph.cards.entries()) {
    for (const requirement of graph.node(index).requirements) {
      if (requirement.reason === 'missing') {
        nearNames += 1;
        diagnostics.push(missing(card, requirement, nearNames > MAX_NEAR_NAMES ? [] : stems.stems()));
      } else if (requirement.reason === 'ambiguous') {
        diagnostics.push(ambiguous(card, requirement, stems));
      } else if (requirement.target === card) {
        diagnostics.push(requiresItself(card, requirement));
      } else if (
        requirement.target !== undefined &&
        requirement.target.stem !== requirement.prerequisite.stem
      ) {
        diagnostics.push(otherCase(card, requirement));
      }
    }
    const early = tooEarly(graph, index, troubles);
    if (early !== undefined) diagnostics.push(early);
  }
  for (const cycle of findCycles(graph, cycles)) diagnostics.push(goesRound(graph, cycle));
  return diagnostics;
}

function missing(card: Card, { prerequisite }: Requirement, stems: Iterable<string>): Diagnostic {
  const known = [...stems];
  const near = nearName(prerequisite.stem, known);
  const look = lookOf(prerequisite.stem);
  const twin = known.find((stem) => lookOf(stem) === look);
  const help = near === undefined ? 'Mend the name, or write that card.' : `Did you mean \`${near}\`?`;
  return at(card, prerequisite.written, {
    code: 'missing-prerequisite',
    severity: 'error',
    message: `\`${card.stem}\` requires \`${nameOf(prerequisite)}\`, and no document has that name.`,
    help:
      twin === undefined || twin === prerequisite.stem
        ? help
        : `\`${twin}\` looks the same and is written with other characters: copy that name.`,
  });
}

function nameOf({ folder, stem }: Prerequisite): string {
  return folder === '' ? stem : `${folder}/${stem}`;
}

function ambiguous(card: Card, { prerequisite }: Requirement, stems: StemIndex): Diagnostic {
  const resolution = stems.resolve(prerequisite);
  const paths = resolution.kind === 'ambiguous' ? resolution.paths : [];
  return at(card, prerequisite.written, {
    code: 'ambiguous-stem',
    severity: 'error',
    message: `\`${card.stem}\` requires \`${prerequisite.stem}\`, and ${paths.length} documents have that name.`,
    help: 'Rename all but one of them.',
    related: paths.map((path) => ({ message: `one \`${prerequisite.stem}\``, path, line: 1, column: 1 })),
  });
}

function requiresItself(card: Card, { prerequisite }: Requirement): Diagnostic {
  return at(card, prerequisite.written, {
    code: 'self-prerequisite',
    severity: 'error',
    message: `\`${card.stem}\` requires itself, so it can never be ready.`,
    help: 'Delete this line.',
  });
}

function otherCase(card: Card, { prerequisite, target }: Requirement): Diagnostic {
  return at(card, prerequisite.written, {
    code: 'requires-form',
    severity: 'warning',
    message: `\`${prerequisite.stem}\` differs from the card \`${target?.stem}\` in upper and lower case.`,
    help: `Write \`${target?.stem}\`.`,
  });
}

function goesRound(graph: CardGraph, cycle: readonly number[]): Diagnostic {
  const cards = cycle.map((index) => graph.node(index).card);
  const [first, second] = cards;
  if (first === undefined || second === undefined) throw new RangeError('a cycle has at least two cards');
  const hops = cards.map((card, position) =>
    hopOf(graph, card, cards[(position + 1) % cards.length] ?? first),
  );
  const [start, ...rest] = hops;
  const message =
    cards.length === 2
      ? `\`${first.stem}\` and \`${second.stem}\` require each other, so neither can ever be ready.`
      : `${cards.length} cards require one another in a circle: ${wayRound(cards)}.`;
  return at(first, start?.written ?? startOf(first), {
    code: 'cycle',
    severity: 'error',
    message,
    help: 'Take one of these lines out.',
    related: rest.slice(0, MAX_HOPS).map((hop) => hop.place),
  });
}

function wayRound(cards: readonly Card[]): string {
  const stems = [...cards, ...cards.slice(0, 1)].map((card) => `\`${card.stem}\``);
  const half = MAX_HOPS / 2;
  if (stems.length <= MAX_HOPS + 1) return stems.join(' → ');
  return [...stems.slice(0, half), `… ${stems.length - MAX_HOPS} more …`, ...stems.slice(-half)].join(' → ');
}

function hopOf(graph: CardGraph, from: Card, to: Card): { written: Located<string>; place: RelatedPlace } {
  const hop = graph.requirementsOf(from).find((requirement) => requirement.target === to);
  const written = hop?.prerequisite.written ?? startOf(from);
  const place = {
    message: `\`${from.stem}\` requires \`${to.stem}\``,
    path: from.path,
    line: written.line,
    column: written.column,
  };
  return { written, place };
}

/** For done cards with trouble below: which prerequisite leads to the nearest trouble, how far it is, and what it is. */
interface Trouble {
  /** Index of the next card on the way, or undefined when the trouble is a requirement of this very card. */
  readonly next: number | undefined;
  readonly hops: number;
  readonly stem: string;
  readonly what: string;
}

/** Finds the nearest trouble of every done card in one sweep upwards from where the troubles are. */
function findTroubles(
  graph: CardGraph,
  { cycles, decision }: { readonly cycles: CycleGroups; readonly decision: Decision },
): ReadonlyMap<number, Trouble> {
  const troubles = new Map<number, Trouble>();
  const isEarly = (index: number) =>
    graph.node(index).card.declared === 'done' && decision.troubled[index] === true;
  for (const index of graph.cards.keys()) {
    if (!isEarly(index)) continue;
    for (const { prerequisite, target } of graph.node(index).requirements) {
      const what =
        target !== undefined && cycles.cyclic[graph.indexOf(target)] ? 'is on a cycle' : troubleWith(target);
      if (what === undefined) continue;
      troubles.set(index, { next: undefined, hops: 1, stem: target?.stem ?? prerequisite.stem, what });
      break;
    }
  }
  const queue = [...troubles.keys()];
  for (const index of queue) {
    const trouble = troubles.get(index);
    if (trouble === undefined) continue;
    for (const dependent of graph.dependents(index)) {
      if (troubles.has(dependent) || !isEarly(dependent)) continue;
      troubles.set(dependent, { ...trouble, next: index, hops: trouble.hops + 1 });
      queue.push(dependent);
    }
  }
  return troubles;
}

function troubleWith(target: Card | undefined): string | undefined {
  if (target === undefined) return 'cannot be found';
  if (target.declared === 'done') return undefined;
  return target.readable ? 'is open' : 'cannot be read';
}

function tooEarly(
  graph: CardGraph,
  index: number,
  troubles: ReadonlyMap<number, Trouble>,
): Diagnostic | undefined {
  const card = graph.node(index).card;
  const trouble = troubles.get(index);
  if (trouble === undefined) return undefined;
  const way: string[] = [];
  for (
    let step: number | undefined = index;
    step !== undefined && way.length < MAX_HOPS;
    step = troubles.get(step)?.next
  ) {
    way.push(`\`${graph.node(step).card.stem}\``);
  }
  if (trouble.hops > way.length) way.push(`… ${trouble.hops - way.length} more …`);
  const through = trouble.hops > 1 ? ` (${[...way, `\`${trouble.stem}\``].join(' → ')})` : '';
  return at(card, card.status ?? card.requires[0]?.written ?? startOf(card), {
    code: 'done-before-prerequisites',
    severity: 'error',
    message: `\`${card.stem}\` is done, and \`${trouble.stem}\`, which it requires, ${trouble.what}${through}.`,
    help: `Close \`${trouble.stem}\` first, or reopen \`${card.stem}\`: mikado reopen ${card.stem}`,
  });
}

function startOf(card: Card): Located<string> {
  return { value: card.stem, line: 1, column: 1, endColumn: 2, offset: 0 };
}

function at(
  card: Card,
  where: Located<string>,
  said: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help'> & Partial<Pick<Diagnostic, 'related'>>,
): Diagnostic {
  const { line, column } = where;
  return {
    related: [],
    ...said,
    path: card.path,
    line,
    column,
    endColumn: Math.max(where.endColumn, column + 1),
  };
}
