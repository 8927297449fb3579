import type { Card } from '../cards/card.ts';
import { stemOf } from '../cards/stem-of.ts';
import { type Checklist, isSettled } from '../checklist/checklist.ts';
import type { Diagnostic, RelatedPlace } from '../diagnostic.ts';
import type { CardGraph } from '../graph/card-graph.ts';
import { together } from './check-card-text.ts';
import { FILE_START, finding } from './finding.ts';
import { readCheckedCard } from './read-checked.ts';
import type { Side } from './successors.ts';

/** Cards that are named beside the first one, and hops of a way that are. */
const MAX_NAMED = 12;

/** The two sides of a change. */
export interface Change {
  readonly base: Side;
  readonly head: Side;
  /** What became of the base's documents, by path; one that is gone is left out. */
  readonly successors: ReadonlyMap<string, string>;
  /** Why a card was closed against what spoke against it, as its evidence has it; undefined when it was not. */
  readonly forcedBecause: (stem: string) => string | undefined;
}

/** Says what a change did that no single tree can show. The severities are the rules' own. */
export async function comparePlans(change: Change): Promise<readonly Diagnostic[]> {
  return new Comparison(change).compare();
}

/** What became of a card of the base. */
type Fate =
  | { readonly kind: 'gone' }
  | { readonly kind: 'open'; readonly path: string; readonly card: Card }
  /** A document that is no card any more counts as done, as everywhere. */
  | { readonly kind: 'done'; readonly path: string; readonly card: Card | undefined };

class Comparison {
  readonly #change: Change;
  readonly #base: CardGraph;
  readonly #head: CardGraph;
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #refused: ReadonlySet<string>;
  readonly #reached = new Map<Card, ReadonlySet<Card>>();

  constructor(change: Change) {
    this.#change = change;
    this.#base = change.base.plan.graph;
    this.#head = change.head.plan.graph;
    this.#cards = new Map(change.head.plan.cards.map((card) => [card.path, card]));
    const { documents } = change.head.plan;
    this.#refused = new Set(documents.flatMap(({ path, refused }) => (refused === undefined ? [] : [path])));
  }

  async compare(): Promise<readonly Diagnostic[]> {
    const found: Diagnostic[] = [];
    for (const card of this.#base.cards) {
      const fate = this.#fateOf(card);
      const abandoned = this.#abandoned(card, fate);
      if (abandoned !== undefined) found.push(abandoned);
      else if (fate.kind !== 'gone') found.push(...this.#vanished(card, fate));
      if (fate.kind !== 'done' || card.declared === 'done') continue;
      if (fate.card !== undefined) found.push(...this.#closedEarly(fate.card));
      found.push(...(await this.#closedUnverified(card, fate)));
    }
    return found;
  }

  #fateOf(card: Card): Fate {
    const path = this.#change.successors.get(card.path);
    if (path === undefined || this.#refused.has(path)) return { kind: 'gone' };
    const now = this.#cards.get(path);
    return now?.declared === 'open' ? { kind: 'open', path, card: now } : { kind: 'done', path, card: now };
  }

  /** A goal that nothing can judge any more, although what it stood for is not done. */
  #abandoned(goal: Card, fate: Fate): Diagnostic | undefined {
    if (goal.requires.length === 0 || !this.#base.isGoal(goal) || fate.kind === 'open') return undefined;
    if (fate.kind === 'done' && fate.card !== undefined && fate.card.requires.length > 0) return undefined;
    const [, ...chain] = this.#base.chainOf(goal);
    const open = chain.filter((card) => card.declared === 'open' && this.#isLeft(card, { chain, of: fate }));
    const [first] = open;
    if (first === undefined) return undefined;
    const what = fate.kind === 'gone' ? 'was deleted' : 'lost its `requires`';
    const said = {
      message: `The goal \`${goal.stem}\` ${what}, and ${namesOf(open)}, which it required, ${open.length === 1 ? 'is' : 'are'} not done.`,
      help: `Put it back, or close what is open first: mikado show ${first.stem}`,
      related: open.slice(0, MAX_NAMED).flatMap((card) => this.#placeOf(card)),
    };
    if (fate.kind === 'done') return finding('goal-abandoned', fate.path, FILE_START, said);
    const then = goal.requires[0]?.written ?? FILE_START;
    return finding('goal-abandoned', goal.path, then, { ...said, message: `${said.message} ${AT_BASE}` });
  }

  /** Whether an open card of an abandoned chain is left behind; what another chain took over is not. */
  #isLeft(
    card: Card,
    { chain, of: { kind } }: { readonly chain: readonly Card[]; readonly of: Fate },
  ): boolean {
    const fate = this.#fateOf(card);
    if (fate.kind === 'done') return false;
    // Whoever deletes a goal with all that it required gives it up in the open.
    if (kind !== 'gone' || fate.kind === 'gone') return kind !== 'gone';
    const own = new Set(chain.flatMap((each) => this.#change.successors.get(each.path) ?? []));
    return this.#head.dependentsClosure(fate.card).every(({ path }) => own.has(path));
  }

  /** The open prerequisites of a card that it does not require any more, not even through others. */
  #vanished(card: Card, fate: Exclude<Fate, { kind: 'gone' }>): readonly Diagnostic[] {
    const named = new Set(fate.card?.requires.map(({ stem }) => stem));
    const found: Diagnostic[] = [];
    const seen = new Set([card]);
    for (const each of seen) {
      for (const target of this.#base.prerequisitesOf(each)) {
        if (seen.has(target) || named.has(target.stem)) continue;
        const now = this.#fateOf(target);
        // What a card that is gone required was required through it.
        if (now.kind === 'gone') seen.add(target);
        if (target.declared === 'done' || now.kind === 'done') continue;
        if (now.kind === 'open' && fate.card !== undefined && this.#reach(fate.card).has(now.card)) continue;
        found.push(this.#dropped(card, { fate, target, now }));
      }
    }
    return found;
  }

  #dropped(
    card: Card,
    {
      fate,
      target,
      now,
    }: { readonly fate: Exclude<Fate, { kind: 'gone' }>; readonly target: Card; readonly now: Fate },
  ): Diagnostic {
    const { stem } = fate.card ?? card;
    const deleted = now.kind === 'gone' ? 'was deleted while it was open' : 'is open';
    return finding('prerequisite-vanished', fate.path, fate.card?.requires[0]?.written ?? FILE_START, {
      message: `\`${stem}\` no longer requires \`${target.stem}\`, which ${deleted}.`,
      help: `Put it back, or close it first and say why it is not needed: mikado close ${target.stem} --force "…"`,
      related: this.#placeOf(target),
    });
  }

  /** A card that was closed before what it requires. */
  #closedEarly(card: Card): readonly Diagnostic[] {
    if (!this.#change.head.plan.isTroubledBelow(card)) return [];
    const { way, what } = wayToTrouble(this.#head, card);
    const last = way.at(-1) ?? '';
    const named = way.length > MAX_NAMED ? [...way.slice(0, MAX_NAMED), '…', last] : way;
    const through = way.length > 2 ? ` (${named.map((stem) => `\`${stem}\``).join(' → ')})` : '';
    return [
      finding(
        'closed-before-prerequisites',
        card.path,
        card.status ?? card.requires[0]?.written ?? FILE_START,
        {
          message: `\`${card.stem}\` was closed in this change, and \`${last}\`, which it requires, ${what}${through}.`,
          help: `Close \`${last}\` first, or reopen \`${card.stem}\`: mikado reopen ${card.stem}`,
        },
      ),
    ];
  }

  /** A card that was closed with items of its checklist open, or whose checklist went with it. */
  async #closedUnverified(card: Card, fate: Extract<Fate, { kind: 'done' }>): Promise<readonly Diagnostic[]> {
    const { stem, path } = fate.card ?? { stem: stemOf(fate.path), path: fate.path };
    const now = await checklistOf(this.#change.head, path);
    const open = openItems(now);
    const reason = this.#change.forcedBecause(stem);
    const forced = reason === undefined ? {} : { severity: 'warning' as const };
    const because = reason === undefined ? '' : ` It was closed by force: ${reason}`;
    const help = `mikado verify ${stem} runs what can be run; tick or waive the rest, or reopen it: mikado reopen ${stem}`;
    const closed = `\`${stem}\` was closed in this change, and`;
    if (open.length > 0) {
      const message = `${closed} ${open.length} of the ${now.length} items of its checklist ${open.length === 1 ? 'is' : 'are'} open.${because}`;
      return together('closed-unverified', { path }, open, { message, help, ...forced });
    }
    const lost = now.length > 0 ? [] : openItems(await checklistOf(this.#change.base, card.path));
    if (lost.length === 0) return [];
    const items = lost.length === 1 ? 'an open item' : `${lost.length} open items`;
    const message = `${closed} its checklist with ${items} is gone.${because}`;
    return [
      finding('closed-unverified', path, FILE_START, { message, help: 'Put the checklist back.', ...forced }),
    ];
  }

  /** Where a card of the base stands now, for looking it up. */
  #placeOf(card: Card): readonly RelatedPlace[] {
    const fate = this.#fateOf(card);
    if (fate.kind === 'gone') return [];
    const { line, column } = fate.card?.status ?? FILE_START;
    return [{ message: `\`${fate.card?.stem ?? card.stem}\` is open`, path: fate.path, line, column }];
  }

  #reach(card: Card): ReadonlySet<Card> {
    const known = this.#reached.get(card) ?? new Set(this.#head.chainOf(card));
    this.#reached.set(card, known);
    return known;
  }
}

const AT_BASE = 'This is its place at the base.';

/** The shortest way down from a done card to something that is not, by stems, and what is the matter there. */
function wayToTrouble(
  graph: CardGraph,
  start: Card,
): { readonly way: readonly string[]; readonly what: string } {
  const from = new Map<Card, Card | undefined>([[start, undefined]]);
  const wayTo = (end: Card): string[] => {
    const stems: string[] = [];
    for (let card: Card | undefined = end; card !== undefined; card = from.get(card))
      stems.unshift(card.stem);
    return stems;
  };
  for (const card of from.keys()) {
    if (card.declared === 'open')
      return { way: wayTo(card), what: card.readable ? 'is open' : 'cannot be read' };
    for (const { target, prerequisite } of graph.requirementsOf(card)) {
      if (target === undefined) return { way: [...wayTo(card), prerequisite.stem], what: 'cannot be found' };
      if (!from.has(target)) from.set(target, card);
    }
  }
  const [next = start] = graph.prerequisitesOf(start);
  return { way: [start.stem, next.stem], what: 'is on a cycle' };
}

async function checklistOf({ plan, textOf }: Side, path: string): Promise<Checklist> {
  const text = textOf(path);
  if (text === undefined) return [];
  return (await readCheckedCard(text, plan.config.verification?.headings ?? [])).checklist;
}

function openItems(checklist: Checklist): Checklist {
  return checklist.filter((item) => !isSettled(item));
}

function namesOf(cards: readonly Card[]): string {
  const names = cards.slice(0, 2).map(({ stem }) => `\`${stem}\``);
  if (cards.length > 2) names.splice(1, 1, `${cards.length - 1} more`);
  return names.join(' and ');
}
