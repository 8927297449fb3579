import type { Card } from '../cards/card.ts';
import { type Checklist, isSettled } from '../checklist/checklist.ts';
import type { Plan } from '../plan.ts';

/** What a filter asks about a card besides its front matter. */
export interface FilterFacts {
  readonly plan: Plan;
  /** The card's text, or undefined while nobody has read it. */
  readonly textOf: (card: Card) => { readonly body: string; readonly checklist: Checklist } | undefined;
}

/** Tells whether a card is meant; undefined while that cannot be told, because its text was not read. */
export type Holds = (card: Card, facts: FilterFacts) => boolean | undefined;

/** One row of the table of keys: what may stand before a colon. */
export interface FilterKey {
  readonly key: string;
  /** What may stand after the colon, in words; commas between several mean any of them. */
  readonly takes: string;
  /** The words that may stand there, where they are few. */
  readonly values?: readonly string[];
  readonly does: string;
  /** Whether the body of a card has to be read for it. */
  readonly needsText: boolean;
  /** What one value means; undefined for a value that means nothing. */
  readonly means: (value: string) => Holds | undefined;
}

const STATES: Readonly<Record<string, Holds>> = {
  ready: (card, { plan }) => plan.stateOf(card).kind === 'ready',
  blocked: (card, { plan }) => plan.stateOf(card).kind === 'blocked',
  done: (card, { plan }) => plan.stateOf(card).kind === 'done',
  open: (card, { plan }) => plan.stateOf(card).kind !== 'done',
};

const QUALITIES: Readonly<Record<string, Holds>> = {
  ...STATES,
  goal: (card, { plan }) => plan.graph.isGoal(card),
  shared: (card, { plan }) => plan.graph.dependents(plan.graph.indexOf(card)).length > 1,
  unreadable: (card) => !card.readable,
};

const CHECKS: Readonly<Record<string, Holds>> = {
  open: byChecklist((items) => items.some((item) => !isSettled(item))),
  done: byChecklist((items) => items.length > 0 && items.every(isSettled)),
  none: byChecklist((items) => items.length === 0),
};

const KINDS = ['automatic', 'assisted', 'manual', 'template', 'waived'] as const;

/** Every key of a filter: the one table behind the parser, the completion, the hints on the screen and the reference page. */
export const FILTER_KEYS: readonly FilterKey[] = [
  oneOf('state', STATES, 'the state'),
  oneOf(
    'is',
    QUALITIES,
    'a state, or what else a card is: the goal of a chain, required by several, not readable',
  ),
  {
    key: 'tag',
    takes: 'a tag',
    does: 'has the tag, letters’ case ignored',
    needsText: false,
    means: (value) => (card) => card.tags.some((tag) => tag.toLowerCase() === value),
  },
  {
    key: 'path',
    takes: 'a part of a path',
    does: 'its file is there',
    needsText: false,
    means: (value) => (card) => card.path.toLowerCase().includes(value),
  },
  {
    key: 'unlocks',
    takes: 'a number, or one after >, >=, < or <=',
    does: 'so many cards become ready when it alone is done',
    needsText: false,
    means: (value) => {
      const compare = comparison(value);
      return compare && ((card, { plan }) => compare(plan.unlocksOf(card).length));
    },
  },
  {
    ...oneOf(
      'checks',
      CHECKS,
      'has items that are neither ticked nor waived, has none left, or has no checklist',
    ),
    needsText: true,
  },
  {
    ...oneOf(
      'kind',
      Object.fromEntries(
        KINDS.map((kind) => [kind, byChecklist((items) => items.some((item) => item.kind === kind))]),
      ),
      'has an item of this kind',
    ),
    needsText: true,
  },
  {
    key: 'text',
    takes: 'a word, or several in quotes',
    does: 'the text of the card has it',
    needsText: true,
    means:
      (value) =>
      (card, { textOf }) =>
        textOf(card)?.body.toLowerCase().includes(value),
  },
];

function oneOf(key: string, values: Readonly<Record<string, Holds>>, does: string): FilterKey {
  const names = Object.keys(values);
  const takes = `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
  return { key, takes, values: names, does, needsText: false, means: (value) => values[value] };
}

function byChecklist(tells: (items: Checklist) => boolean): Holds {
  return (card, { textOf }) => {
    const text = textOf(card);
    return text && tells(text.checklist);
  };
}

function comparison(value: string): ((number: number) => boolean) | undefined {
  const [, sign = '', digits = ''] = /^(>=|<=|>|<|)(\d{1,9})$/.exec(value) ?? [];
  if (digits === '') return undefined;
  const wanted = Number(digits);
  switch (sign) {
    case '>':
      return (number) => number > wanted;
    case '>=':
      return (number) => number >= wanted;
    case '<':
      return (number) => number < wanted;
    case '<=':
      return (number) => number <= wanted;
    default:
      return (number) => number === wanted;
  }
}
