import type { ItemResult } from '../verify/verify-event.ts';
import type { CardAnswer, ItemAnswer, VerifyAnswer } from './verify-json.ts';
import { RESULT_WORDS } from './verify-text.ts';

/** The answers of shards, joined; or why they are not the whole of one run. */
export type Merged =
  | {
      readonly kind: 'whole';
      readonly answer: VerifyAnswer;
      /** Cards that were verified more than once, of which the worst counts. */
      readonly twice: readonly CardAnswer[];
    }
  /** The shards that no answer is from. */
  | { readonly kind: 'missing'; readonly missing: readonly number[]; readonly count: number }
  /** The numbers of shards that the answers name, two at least. */
  | { readonly kind: 'mixed'; readonly counts: readonly number[] };

/**
 * Joins the answers of a run that was spread over machines, by stem. A card in two of them counts by the worse result.
 *
 * @param worst answers the worst of some results
 */
export function mergeAnswers(
  answers: readonly VerifyAnswer[],
  worst: (results: readonly ItemResult[]) => ItemResult,
): Merged {
  const shards = answers.flatMap(({ shard }) => (shard === null ? [] : [shard]));
  const counts = [...new Set(shards.map(({ count }) => count))];
  const [count = 0] = counts;
  if (counts.length > 1) return { kind: 'mixed', counts };
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter(
    (index) => !shards.some((shard) => shard.index === index),
  );
  if (missing.length > 0) return { kind: 'missing', missing, count };
  const byPath = new Map<string, CardAnswer>();
  const twice = new Set<CardAnswer>();
  for (const card of answers.flatMap(({ cards }) => cards)) {
    const known = byPath.get(card.path);
    const isWorse = known === undefined || worst([known.result, card.result]) !== known.result;
    if (known !== undefined) twice.add(card);
    if (isWorse) byPath.set(card.path, card);
  }
  const cards = [...byPath.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { kind: 'whole', answer: { schemaVersion: 1, shard: null, cards }, twice: [...twice] };
}

function keyOf({ stem, path }: CardAnswer): string {
  return `${stem}\0${path}`;
}

/** Reads the text of a verify answer; undefined for anything else. Fields that this version does not know are ignored. */
export function parseVerifyAnswer(text: string): VerifyAnswer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const isPosition: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const isResult: Check = (value) => typeof value === 'string' && Object.hasOwn(RESULT_WORDS, value);
const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const isNullOr =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isShape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, check]) => check(Reflect.get(value, name)));

const isItem = isShape({
  text: isText,
  line: isPosition,
  kind: isOneOf('automatic', 'assisted', 'manual', 'template', 'waived'),
  ticked: isFlag,
  result: isResult,
  note: isNullOr(isText),
  command: isNullOr(isText),
  exitCode: isNullOr(isNumber),
  signal: isNullOr(isText),
  durationMs: isNumber,
  output: isText,
} satisfies Record<keyof ItemAnswer, Check>);
const isCard = isShape({
  stem: isText,
  title: isText,
  path: isText,
  state: isOneOf('done', 'ready', 'blocked'),
  result: isResult,
  items: isListOf(isItem),
  troubles: isListOf(isText),
} satisfies Record<keyof CardAnswer, Check>);
const isWhole = isShape({
  schemaVersion: (value) => value === 1,
  shard: isNullOr(isShape({ index: isPosition, count: isPosition })),
  cards: isListOf(isCard),
} satisfies Record<keyof VerifyAnswer, Check>);

function isAnswer(value: unknown): value is VerifyAnswer {
  return isWhole(value);
}
