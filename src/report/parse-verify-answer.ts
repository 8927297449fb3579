import { RESULT_WORDS } from './result-words.ts';
import type { CardAnswer, ItemAnswer, VerifyAnswer } from './verify-json.ts';

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
