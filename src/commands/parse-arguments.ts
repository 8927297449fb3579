import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearName } from '../near-name.ts';
import { UsageError } from '../usage-error.ts';
import type { Command, Input, Option } from './command.ts';
import { COMMANDS, COMMON_OPTIONS, SCREEN } from './table.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly input: Input }
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' };

/**
 * Takes a command line apart.
 *
 * @param words the arguments without the program's own name
 * @throws UsageError for an unknown option (with the nearest known one), a value that is missing or not allowed, and
 * too few or too many operands
 */
export function parseArguments(words: readonly string[]): Request {
  const found = findCommand(words);
  if (found.kind !== 'run') return found;
  const { command, rest } = found;
  const options = [...COMMON_OPTIONS, ...(command.options ?? [])];
  const { tokens } = parseArgs({
    args: [...rest],
    options: nodeOptions(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find((each) => each.name === token.name);
    if (option === undefined) throw unknownOption(token.rawName, { command, options });
    if (option.value === undefined) {
      if (token.value !== undefined) throw usage(`${token.rawName} takes no value.`, command);
      flags.add(option.name);
    } else {
      const value = checkedValue(option, token, command);
      const before = option.repeats === true ? values.get(option.name) : undefined;
      values.set(option.name, before === undefined ? value : `${before},${value}`);
    }
  }
  if (flags.has('help')) return { kind: 'help', command };
  checkOperands(operands, command);
  return { kind: 'run', command, input: { operands, flags, values } };
}

/** The command a name belongs to, or undefined. */
function commandNamed(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

function findCommand(
  words: readonly string[],
): Exclude<Request, { kind: 'run' }> | { kind: 'run'; command: Command; rest: readonly string[] } {
  const { tokens } = parseArgs({
    args: [...words],
    options: nodeOptions([...COMMON_OPTIONS, ...(SCREEN.options ?? [])]),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const [first, second] = tokens.filter((token) => token.kind === 'positional');
  const before = first === undefined ? words : words.slice(0, first.index);
  if (before.includes('--version') || before.includes('-V')) return { kind: 'version' };
  if (first === undefined) return { kind: 'run', command: SCREEN, rest: words };
  if (first.value === 'help') {
    const [name, member] = words.slice(first.index + 1);
    if (name === undefined) return { kind: 'help', command: undefined };
    const about = commandNamed(`${name} ${member}`) ?? commandNamed(name);
    if (about === undefined) throw isGroup(name) ? unknownMember(name, member) : unknownCommand(name);
    return { kind: 'help', command: about };
  }
  const pair = second === undefined ? undefined : commandNamed(`${first.value} ${second.value}`);
  if (pair !== undefined && second !== undefined) {
    const rest = words.filter((_, index) => index !== first.index && index !== second.index);
    return { kind: 'run', command: pair, rest };
  }
  const command = commandNamed(first.value);
  if (command === undefined && isGroup(first.value)) throw unknownMember(first.value, second?.value);
  if (command === undefined) return { kind: 'run', command: SCREEN, rest: words };
  return { kind: 'run', command, rest: words.toSpliced(first.index, 1) };
}

/** Tells whether a word stands in front of commands of two words. */
function isGroup(name: string): boolean {
  return COMMANDS.some((command) => command.name.startsWith(`${name} `));
}

/** The error for a group without a command of it. */
function unknownMember(group: string, name: string | undefined): UsageError {
  const members = COMMANDS.flatMap((command) =>
    command.name.startsWith(`${group} `) ? command.name.slice(group.length + 1) : [],
  );
  const near = name === undefined ? undefined : nearName(name, members);
  return new UsageError(
    name === undefined
      ? `mikado ${group} needs another word.`
      : `There is no command named ${group} ${name}.`,
    near === undefined
      ? `It is one of: ${members.map((member) => `mikado ${group} ${member}`).join(', ')}.`
      : `Did you mean ${group} ${near}?`,
  );
}

/** The error for a word in a command's place that is no command. */
function unknownCommand(name: string): UsageError {
  const near = nearName(
    name,
    COMMANDS.map((command) => command.name),
  );
  return new UsageError(
    `There is no command named ${name}.`,
    near === undefined ? 'mikado help lists the commands.' : `Did you mean ${near}?`,
  );
}

function nodeOptions(options: readonly Option[]): ParseArgsOptionsConfig {
  const config: ParseArgsOptionsConfig = {};
  for (const { name, short, value } of options) {
    config[name] = {
      type: value === undefined ? 'boolean' : 'string',
      ...(short === undefined ? {} : { short }),
    };
  }
  return config;
}

function checkedValue(
  option: Option,
  token: {
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
  command: Command,
): string {
  const { value } = token;
  const isOption =
    token.inlineValue !== true && value !== undefined && value.length > 1 && value.startsWith('-');
  if (value === undefined || isOption) {
    throw usage(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`, command);
  }
  if (option.choices !== undefined && !option.choices.includes(value)) {
    const near = nearName(value, option.choices);
    const hint = near === undefined ? `It takes ${option.choices.join(', ')}.` : `Did you mean ${near}?`;
    throw new UsageError(`${token.rawName} does not take ${value}.`, hint);
  }
  return value;
}

function checkOperands(operands: readonly string[], command: Command): void {
  const wanted = command.operands ?? [];
  const [first] = wanted;
  if (first === undefined) {
    if (operands.length > 0)
      throw usage(`mikado ${command.name} takes nothing after it, and ${operands[0]} was given.`, command);
    return;
  }
  const needsOne = first.takes === 'one' || first.takes === 'one or more';
  if (needsOne && operands.length === 0)
    throw usage(`mikado ${command.name} needs a ${first.name}.`, command);
  const takesOne = first.takes === 'one' || first.takes === 'at most one';
  if (takesOne && operands.length > 1) {
    const name = command.name === '' ? 'mikado' : `mikado ${command.name}`;
    if (command.name === '') throw unknownCommand(operands[0] ?? '');
    throw usage(`${name} takes one ${first.name}, and ${operands.length} were given.`, command);
  }
}

function unknownOption(
  rawName: string,
  { command, options }: { command: Command; options: readonly Option[] },
): UsageError {
  const near = nearName(
    rawName.replace(/^-+/, ''),
    options.map((option) => option.name),
  );
  const place = command.name === '' ? 'mikado' : `mikado ${command.name}`;
  const help = command.name === '' ? 'mikado help' : `mikado help ${command.name}`;
  return new UsageError(
    `${place} has no option ${rawName}.`,
    near === undefined ? `${help} lists its options.` : `Did you mean --${near}?`,
  );
}

function usage(message: string, command: Command): UsageError {
  return new UsageError(
    message,
    command.name === '' ? 'mikado help says more.' : `mikado help ${command.name} says more.`,
  );
}
