import { RULES } from '../check/rules.ts';
import { USUAL_PATTERN } from '../goal-branch.ts';

/** What the value of a configuration key must be: in words, as a test, and as a JSON Schema. */
interface ValueKind {
  /** Completes the sentence "it takes …". */
  readonly expects: string;
  readonly fits: (value: unknown) => boolean;
  readonly schema: object;
}

/** One key of `.mikado.yaml`. */
export interface ConfigKey {
  /** The key, with its group in front of a dot: `verification.timeout`. */
  readonly name: string;
  readonly kind: ValueKind;
  /** One sentence: what it is for. */
  readonly describes: string;
  /** What holds when it is left out, as it would be written. */
  readonly unless: string;
}

const TIME = '^(?=.*[1-9])\\d{1,6}(?:\\.\\d+)?(?:ms|s|m|h)$';
const SETTINGS: readonly unknown[] = ['off', 'warn', 'error'];
const CODES: readonly string[] = RULES.map(({ code }) => code);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const TEXT: ValueKind = { expects: 'a text', fits: isText, schema: { type: 'string', minLength: 1 } };
const TEXTS: ValueKind = {
  expects: 'a list of texts',
  fits: (value) => Array.isArray(value) && value.every(isText),
  schema: { type: 'array', items: { type: 'string', minLength: 1 } },
};
const DURATION: ValueKind = {
  expects: 'a time such as 30s or 5m',
  fits: (value) => typeof value === 'string' && new RegExp(TIME).test(value),
  schema: { type: 'string', pattern: TIME },
};
const COUNT: ValueKind = {
  expects: 'a whole number from 1',
  fits: (value) => Number.isInteger(value) && Number(value) >= 1,
  schema: { type: 'integer', minimum: 1 },
};
const RUN: ValueKind = {
  expects: 'ask or never',
  fits: (value) => value === 'ask' || value === 'never',
  schema: { enum: ['ask', 'never'] },
};
const PATTERN: ValueKind = {
  expects: 'a text that holds `<stem>`',
  fits: (value) => typeof value === 'string' && value.includes('<stem>'),
  schema: { type: 'string', pattern: '<stem>' },
};
const SETTING: ValueKind = {
  expects: 'off, warn or error',
  fits: (value) => SETTINGS.includes(value),
  schema: { enum: SETTINGS },
};

/** Every key that the configuration knows. What is read, what `init` explains and what is published come from here. */
export const CONFIG_KEYS: readonly ConfigKey[] = [
  {
    name: 'docs',
    kind: TEXT,
    describes: 'The folder of the cards, relative to this file.',
    unless: 'docs',
  },
  {
    name: 'ignore',
    kind: TEXTS,
    describes: 'What is left out of it, in the form of .gitignore.',
    unless: '[]',
  },
  {
    name: 'status.open',
    kind: TEXTS,
    describes: 'The words of a status that mean open; the first is the one that is written.',
    unless: '[active, planned]',
  },
  {
    name: 'status.done',
    kind: TEXTS,
    describes: 'The words of a status that mean done.',
    unless: '[done, complete, completed, closed]',
  },
  {
    name: 'closed-status',
    kind: TEXT,
    describes:
      'What closing a card does with its status: remove takes the line out, a word is written in its place.',
    unless: 'remove',
  },
  {
    name: 'verification.headings',
    kind: TEXTS,
    describes: 'Further headings whose task lists are checklists.',
    unless: '[]',
  },
  {
    name: 'verification.run',
    kind: RUN,
    describes: 'Whether the commands of cards may run here: ask for each, or never run any, whoever says so.',
    unless: 'ask',
  },
  {
    name: 'verification.timeout',
    kind: DURATION,
    describes: 'The time limit of one command; it can be shortened here.',
    unless: '10m',
  },
  {
    name: 'verification.shell',
    kind: TEXT,
    describes: 'Does not count: a repository does not choose its shell. MIKADO_SHELL does.',
    unless: '/bin/sh',
  },
  {
    name: 'verification.jobs',
    kind: COUNT,
    describes:
      'Cards that are verified side by side. Without it, as many as there are processors, 4 at most.',
    unless: '4',
  },
  ...CODES.map((code) => ({
    name: `rules.${code}`,
    kind: SETTING,
    describes: `How \`mikado check\` takes the rule ${code}: off, warn or error.`,
    unless: RULES.find((rule) => rule.code === code)?.setting ?? 'error',
  })),
  {
    name: 'branch.base',
    kind: TEXT,
    describes: 'The branch that the branch of a goal starts from and goes back to.',
    unless: 'main',
  },
  {
    name: 'branch.pattern',
    kind: PATTERN,
    describes: 'How the branch of a goal is named.',
    unless: USUAL_PATTERN,
  },
  {
    name: 'screen.windowed-editors',
    kind: TEXTS,
    describes:
      'Programs that open a window of their own, besides those that are known to: as an editor such a program does not get the terminal, and the screen goes on.',
    unless: '[]',
  },
];

/** The groups of keys, in their order. */
export function configGroups(): readonly string[] {
  return [...new Set(CONFIG_KEYS.flatMap(({ name }) => groupOf(name) ?? []))];
}

/** The JSON Schema of `.mikado.yaml`, for editors. */
export function configSchema(): object {
  const properties: Record<string, object> = {};
  for (const { name, kind, describes, unless } of CONFIG_KEYS) {
    if (groupOf(name) === undefined)
      properties[name] = { description: `${describes} Default: ${unless}`, ...kind.schema };
  }
  for (const group of configGroups()) properties[group] = groupSchema(group);
  return { type: ['object', 'null'], additionalProperties: false, properties };
}

function groupSchema(group: string): object {
  const own = CONFIG_KEYS.filter(({ name }) => groupOf(name) === group);
  const properties = Object.fromEntries(
    own.map(({ name, kind, describes, unless }) => [
      name.slice(group.length + 1),
      { description: `${describes} Default: ${unless}`, ...kind.schema },
    ]),
  );
  return { type: ['object', 'null'], additionalProperties: false, properties };
}

function groupOf(name: string): string | undefined {
  const dot = name.indexOf('.');
  return dot === -1 ? undefined : name.slice(0, dot);
}
