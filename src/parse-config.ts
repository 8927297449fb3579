import { parseDocument } from 'yaml';
import type { Config } from './config.ts';
import { parseDuration } from './duration.ts';
import { nearName } from './near-name.ts';
import { CONFIG_FILE } from './read/place.ts';
import { UsageError } from './usage-error.ts';

type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'a text');
const texts: Check = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? undefined : 'a list of texts';
const count: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 1 ? undefined : 'a whole number from 1';
const duration: Check = (value) =>
  typeof value === 'string' && parseDuration(value) !== undefined ? undefined : 'a time such as 30s or 5m';
const anything: Check = () => undefined;

/** Every key that the configuration knows, with what its value must be. */
const KEYS: Readonly<Record<string, Check>> = {
  docs: text,
  ignore: texts,
  'status.open': texts,
  'status.done': texts,
  'closed-status': text,
  'verification.headings': texts,
  'verification.timeout': duration,
  'verification.shell': text,
  'verification.jobs': count,
  rules: anything,
  branch: anything,
};
const GROUPS = ['status', 'verification'];

/** Reads the text of a configuration; throws as `readConfig` says. */
export function parseConfig(source: string): Config {
  const document = parseDocument(source, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = source.slice(0, error.pos[0]).split('\n').length;
    throw new UsageError(`${CONFIG_FILE}:${line} is not valid YAML: ${error.message}.`, 'Mend that line.');
  }
  const values = flatten(document.toJS({ maxAliasCount: 0 }));
  for (const [key, value] of values) checkKey(key, value);
  return toConfig(values);
}

function flatten(value: unknown): Map<string, unknown> {
  const values = new Map<string, unknown>();
  if (value === null || value === undefined) return values;
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new UsageError(
      `${CONFIG_FILE} is not a mapping of keys to values.`,
      'Write for example `docs: docs`.',
    );
  }
  for (const [key, inner] of Object.entries(value)) {
    if (GROUPS.includes(key) && typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      for (const [name, each] of Object.entries(inner)) values.set(`${key}.${name}`, each);
    } else {
      values.set(key, inner);
    }
  }
  return values;
}

function checkKey(key: string, value: unknown): void {
  const check = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  if (check === undefined) {
    const near = nearName(key, Object.keys(KEYS));
    throw new UsageError(
      `${CONFIG_FILE} has an unknown key \`${key}\`.`,
      near === undefined ? `Known keys: ${Object.keys(KEYS).join(', ')}.` : `Did you mean \`${near}\`?`,
    );
  }
  const expected = check(value);
  if (expected !== undefined)
    throw new UsageError(`\`${key}\` in ${CONFIG_FILE} is not ${expected}.`, 'Mend the value.');
}

function toConfig(values: ReadonlyMap<string, unknown>): Config {
  const textAt = (key: string) => (typeof values.get(key) === 'string' ? String(values.get(key)) : undefined);
  const textsAt = (key: string) =>
    Array.isArray(values.get(key)) ? (values.get(key) as string[]) : undefined;
  const timeoutMs = parseDuration(textAt('verification.timeout') ?? '');
  const jobs = values.get('verification.jobs');
  return withoutUndefined({
    docs: textAt('docs'),
    ignore: textsAt('ignore'),
    status: withoutUndefined({ open: textsAt('status.open'), done: textsAt('status.done') }),
    closedStatus: textAt('closed-status'),
    verification: withoutUndefined({
      headings: textsAt('verification.headings'),
      timeoutMs,
      shell: textAt('verification.shell'),
      jobs: typeof jobs === 'number' ? jobs : undefined,
    }),
  });
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
