import { inColumns } from '../report/in-columns.ts';
import type { Command, Operand, Option } from './command.ts';
import { COMMANDS, COMMON_OPTIONS, SCREEN } from './table.ts';

/** The widest line of prose in help. */
const WIDTH = 88;

/** What the program does and the commands it has: the answer to `mikado help`. */
export function overviewText(): string {
  const commands = COMMANDS.map((command) => [`  ${command.name}`, command.summary]);
  return [
    'mikado plans a big change as a Mikado graph of Markdown cards.\n\n',
    'Usage: mikado [goal]             open the screen\n',
    '       mikado COMMAND [options]  one of these:\n\n',
    inColumns(commands),
    '\nExamples:\n',
    examplesText([
      ...SCREEN.examples.slice(0, 1),
      { line: 'mikado ready', does: 'what to do next' },
      { line: 'mikado init --example', does: 'write a small chain to play with' },
    ]),
    '\nmikado help COMMAND says more about one of them.\n',
  ].join('');
}

/** Everything about one command: usage, what it does, options, examples. */
export function commandText(command: Command): string {
  const options = [...(command.options ?? []), ...COMMON_OPTIONS];
  const operands = command.operands ?? [];
  return [
    `${usageLine(command)}\n\n`,
    `${capital(command.summary)}.\n`,
    ...(command.details ?? []).map((paragraph) => `\n${wrap(paragraph)}\n`),
    operands.length === 0
      ? ''
      : `\n${inColumns(operands.map((operand) => [`  ${operand.name.toUpperCase()}`, operand.describes]))}`,
    '\nOptions:\n',
    inColumns(options.map((option) => [`  ${optionName(option)}`, optionText(option)])),
    '\nExamples:\n',
    examplesText(command.examples),
  ].join('');
}

/** How a command is typed, such as `Usage: mikado ready [GOAL] [options]`. */
export function usageLine(command: Command): string {
  const words = ['Usage: mikado', command.name, ...(command.operands ?? []).map(operandName), '[options]'];
  return words.filter((word) => word !== '').join(' ');
}

/** An option as it is typed: `-a, --all` or `--depth N`. */
export function optionName(option: Option): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  return `${short}--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`;
}

/** What an option does, with the values it can have. */
export function optionText(option: Option): string {
  return option.choices === undefined
    ? option.describes
    : `${option.choices.join(', ')}; ${option.describes}`;
}

function operandName(operand: Operand): string {
  const name = operand.name.toUpperCase();
  switch (operand.takes) {
    case 'one':
      return name;
    case 'at most one':
      return `[${name}]`;
    case 'one or more':
      return `${name}...`;
    case 'any number':
      return `[${name}...]`;
  }
}

function examplesText(examples: Command['examples']): string {
  return inColumns(examples.map((example) => [`  ${example.line}`, `# ${example.does}`]));
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function wrap(paragraph: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
