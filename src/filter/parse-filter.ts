import type { Card } from '../cards/card.ts';
import { nearName } from '../near-name.ts';
import { FILTER_KEYS, type FilterFacts, type Holds } from './filter-keys.ts';

/** What to choose cards by: a card has to fulfil every term. */
export interface Filter {
  readonly terms: readonly Holds[];
  /** Whether a term asks for more than front matter. */
  readonly needsText: boolean;
}

/** Why a text is no filter, and what to write instead. */
export interface FilterTrouble {
  readonly message: string;
  readonly help: string;
}

interface Term {
  readonly holds: Holds;
  readonly needsText: boolean;
}

/** One term as it is written: perhaps a minus, perhaps a key, and a value that quotes may hold together. */
const TERM =
  /(?<minus>-(?=[^\s]))?(?:(?<key>[A-Za-z]+):)?(?:"(?<quoted>[^"]*)(?<closed>"?)|(?<plain>[^\s"]*))/y;

/**
 * Reads a filter. Terms are separated by blanks and a card has to fulfil all: a word stands in its stem or its title,
 * letters' case ignored; `key:value` is explained by `FILTER_KEYS`, with commas between values of which one is enough;
 * a minus before a term turns it round; quotes hold blanks, colons and minuses together.
 *
 * @returns what is wrong for a key or a value that is not known, or quotes that do not end
 */
export function parseFilter(text: string): Filter | FilterTrouble {
  const terms: Term[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    TERM.lastIndex = at;
    const found = TERM.exec(text);
    const { minus, key, quoted, closed, plain = '' } = found?.groups ?? {};
    at += Math.max(1, found?.[0].length ?? 0);
    if (closed === '') return { message: 'The quotes do not end.', help: 'Write " at both ends.' };
    const term = key === undefined ? word(quoted ?? plain) : keyed(key, quoted, plain);
    if ('message' in term) return term;
    terms.push(minus === undefined ? term : { ...term, holds: not(term.holds) });
  }
  return { terms: terms.map(({ holds }) => holds), needsText: terms.some(({ needsText }) => needsText) };
}

/** Tells whether a card fulfils every term of a filter; one that cannot be told yet is not fulfilled. */
export function matches({ terms }: Filter, card: Card, facts: FilterFacts): boolean {
  return terms.every((holds) => holds(card, facts) === true);
}

function word(value: string): Term {
  const wanted = value.toLowerCase();
  return {
    holds: (card) => wordsOf(card).includes(wanted),
    needsText: false,
  };
}

const known = new WeakMap<Card, string>();

/** A card's stem and title in small letters, made once: at each letter that is typed all cards are looked at. */
function wordsOf(card: Card): string {
  const made = known.get(card);
  if (made !== undefined) return made;
  // No text that a person can type goes from the stem into the title.
  const words = `${card.stem}\0${card.title}`.toLowerCase();
  known.set(card, words);
  return words;
}

function not(holds: Holds): Holds {
  return (card, facts) => {
    const told = holds(card, facts);
    return told === undefined ? undefined : !told;
  };
}

function keyed(name: string, quoted: string | undefined, plain: string): Term | FilterTrouble {
  const row = FILTER_KEYS.find(({ key }) => key === name.toLowerCase());
  if (row === undefined) return unknownKey(name);
  const values = quoted === undefined ? plain.split(',').filter((value) => value !== '') : [quoted];
  const any: Holds[] = [];
  for (const value of values) {
    const holds = row.means(value.toLowerCase());
    if (holds === undefined) return wrongValue(row, value);
    any.push(holds);
  }
  if (any.length === 0) return wrongValue(row, '');
  return { holds: (card, facts) => anyOf(any.map((holds) => holds(card, facts))), needsText: row.needsText };
}

function anyOf(told: readonly (boolean | undefined)[]): boolean | undefined {
  if (told.includes(true)) return true;
  return told.includes(undefined) ? undefined : false;
}

function unknownKey(name: string): FilterTrouble {
  const keys = FILTER_KEYS.map(({ key }) => key);
  const near = nearName(name, keys);
  return {
    message: `A filter has no key ${name}.`,
    help: near === undefined ? `The keys are ${keys.join(', ')}.` : `Did you mean ${near}:?`,
  };
}

function wrongValue(row: (typeof FILTER_KEYS)[number], value: string): FilterTrouble {
  const near = value === '' ? undefined : nearName(value, row.values ?? []);
  return {
    message: value === '' ? `Nothing stands after ${row.key}:.` : `${row.key}: cannot be ${value}.`,
    help: near === undefined ? `It takes ${row.takes}.` : `Did you mean ${row.key}:${near}?`,
  };
}
