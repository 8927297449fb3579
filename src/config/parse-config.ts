import { isAlias, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { Vocabulary } from '../cards/status.ts';
import { yamlFault } from '../cards/yaml-fault.ts';
import type { RuleSetting } from '../check/rules.ts';
import { parseDuration } from '../duration.ts';
import { nearName } from '../near-name.ts';
import { CONFIG_FILE } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';
import type { Config } from './config.ts';
import { CONFIG_KEYS, configGroups } from './config-keys.ts';

/** Reads the text of a configuration; throws as `readConfig` says. */
export function parseConfig(source: string): Config {
  const reader = new ConfigReader(source);
  const config = toConfig(reader.read());
  reader.compareWords(config);
  return config;
}

class ConfigReader {
  readonly #source: string;
  readonly #lines = new LineCounter();
  readonly #values = new Map<string, unknown>();
  /** Where each value stands. */
  readonly #places = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  /** The values by key, each of the kind that the key takes. */
  read(): ReadonlyMap<string, unknown> {
    const document = parseDocument(this.#source, { prettyErrors: false, lineCounter: this.#lines });
    const [error] = document.errors;
    if (error !== undefined) {
      const { start, says, help } = yamlFault(error, document, this.#source);
      throw this.#wrong(start, `this is not valid YAML: ${says}`, help ?? 'Mend that line.');
    }
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null)) return this.#values;
    if (!isMap<Node, Node | null>(contents)) {
      throw new UsageError(
        `${CONFIG_FILE} is not a mapping of keys to values.`,
        'Write for example `docs: docs`.',
      );
    }
    for (const pair of contents.items) this.#readPair(pair, '');
    return this.#values;
  }

  #readPair(pair: Pair<Node, Node | null>, group: string): void {
    const at = pair.key.range?.[0] ?? 0;
    const name = `${group}${isScalar(pair.key) ? String(pair.key.value) : '?'}`;
    if (group === '' && configGroups().includes(name)) this.#readGroup(name, pair);
    else this.#readValue(name, pair.value, at);
  }

  #readGroup(group: string, { key, value }: Pair<Node, Node | null>): void {
    if (value === null || (isScalar(value) && value.value === null)) return;
    if (!isMap<Node, Node | null>(value)) {
      const known = CONFIG_KEYS.find(({ name }) => name.startsWith(`${group}.`))?.name.slice(
        group.length + 1,
      );
      throw this.#wrong(
        value.range?.[0] ?? key.range?.[0] ?? 0,
        `\`${group}\` takes keys of its own`,
        `Write for example \`${known}: …\` on a line of its own below it, further in.`,
      );
    }
    for (const pair of value.items) this.#readPair(pair, `${group}.`);
  }

  #readValue(name: string, node: Node | null, keyAt: number): void {
    const known = CONFIG_KEYS.find((each) => each.name === name);
    if (known === undefined) throw this.#wrong(keyAt, `there is no key \`${name}\``, helpFor(name));
    const at = node?.range?.[0] ?? keyAt;
    const value = isAlias(node) ? undefined : plainValue(node);
    if (!known.kind.fits(value)) {
      throw this.#wrong(
        at,
        `\`${name}\` takes ${known.kind.expects}`,
        `Mend the value; the default is \`${known.unless}\`.`,
      );
    }
    this.#values.set(name, value);
    this.#places.set(name, at);
  }

  /** Refuses words of a status that do not fit together: a card must not be done by one list and open by another. */
  compareWords({ status, closedStatus }: Config): void {
    const { open, done } = status ?? {};
    const opening = new Vocabulary({ ...(open !== undefined && { open }), done: [] });
    const closing = new Vocabulary({ open: [], ...(done !== undefined && { done }) });
    const both =
      done?.find((word) => opening.read(word) === 'open') ??
      open?.find((word) => closing.read(word) === 'done');
    if (both !== undefined) {
      const at = this.#places.get('status.done') ?? this.#places.get('status.open') ?? 0;
      throw this.#wrong(at, `\`${both}\` would mean both open and done`, 'Give each word one meaning.');
    }
    if (closedStatus === undefined || closedStatus === 'remove' || closing.read(closedStatus) === 'done')
      return;
    throw this.#wrong(
      this.#places.get('closed-status') ?? 0,
      `\`closed-status\` takes remove or a word that means done, and \`${closedStatus}\` means nothing`,
      `Use one of remove, ${closing.words().join(', ')}, or add the word to \`status.done\`.`,
    );
  }

  #wrong(offset: number, what: string, help: string): UsageError {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.#source.length));
    return new UsageError(`${CONFIG_FILE}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${what}.`, help);
  }
}

/** The value of a node that holds a scalar or a list of scalars; anything else is of no use here. */
function plainValue(node: Node | null): unknown {
  if (isScalar(node)) return node.value;
  if (node === null || !('items' in node) || isMap(node)) return undefined;
  const { items } = node;
  return Array.isArray(items)
    ? items.map((item: unknown) => (isScalar(item) ? item.value : undefined))
    : undefined;
}

function helpFor(name: string): string {
  const dot = name.indexOf('.') + 1;
  const group = name.slice(0, dot);
  const names = CONFIG_KEYS.map((key) => key.name);
  const inGroup = names.filter((each) => each.startsWith(group)).map((each) => each.slice(dot));
  // A key may be right and only its group missing.
  const near =
    nearName(name.slice(dot), dot > 0 ? inGroup : [...names, ...configGroups()]) ??
    names.find((each) => each.endsWith(`.${name.slice(dot)}`));
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (group === 'rules.') return 'docs/reference/rules.md lists the rules.';
  const known = dot > 0 ? inGroup : [...names.filter((each) => !each.includes('.')), ...configGroups()];
  return `Known keys: ${known.join(', ')}.`;
}

function toConfig(values: ReadonlyMap<string, unknown>): Config {
  const textAt = (key: string) => {
    const value = values.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const textsAt = (key: string) => {
    const value = values.get(key);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
  };
  const timeoutMs = parseDuration(textAt('verification.timeout') ?? '');
  const jobs = values.get('verification.jobs');
  return withoutUndefined({
    docs: textAt('docs'),
    ignore: textsAt('ignore'),
    status: withoutUndefined({ open: textsAt('status.open'), done: textsAt('status.done') }),
    closedStatus: textAt('closed-status'),
    verification: withoutUndefined({
      headings: textsAt('verification.headings'),
      run: runIn(values),
      timeoutMs,
      shell: textAt('verification.shell'),
      jobs: typeof jobs === 'number' ? jobs : undefined,
    }),
    rules: rulesIn(values),
    branch: withoutUndefined({ base: textAt('branch.base'), pattern: textAt('branch.pattern') }),
    screen: withoutUndefined({ windowedEditors: textsAt('screen.windowed-editors') }),
  });
}

function runIn(values: ReadonlyMap<string, unknown>): 'ask' | 'never' | undefined {
  const run = values.get('verification.run');
  return run === 'ask' || run === 'never' ? run : undefined;
}

function rulesIn(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  for (const [key, value] of values) {
    if (!key.startsWith('rules.')) continue;
    if (value === 'off' || value === 'warn' || value === 'error')
      rules.set(key.slice('rules.'.length), value);
  }
  return rules;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
