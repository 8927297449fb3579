import type { Option } from '../command.ts';
import { COMMANDS } from '../table.ts';
import {
  byFirstWord,
  FILTER_TERMS,
  optionsOf,
  quote,
  SHELLS,
  STEMS,
  secondWords,
  summaryOf,
} from './completion-words.ts';

/** Writes the completion script for fish. */
export function fishScript(): string {
  const lines = [
    '# fish completion for mikado: mikado completion fish > ~/.config/fish/completions/mikado.fish',
    'complete -c mikado -f',
  ];
  const first = '__fish_is_first_token';
  for (const [name, commands] of byFirstWord()) {
    lines.push(`complete -c mikado -n ${first} -a ${name} -d ${quote(summaryOf(commands))}`);
    const seconds = secondWords(commands);
    if (seconds.length > 0)
      lines.push(
        `complete -c mikado -n ${quote(`__fish_seen_subcommand_from ${name}`)} -a ${quote(seconds.join(' '))}`,
      );
  }
  for (const command of COMMANDS) {
    const seen = command.name.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
    // The second word of one command may be the only one of another.
    const others = COMMANDS.filter(({ name }) => name.endsWith(` ${command.name}`)).map(
      ({ name }) => `not __fish_seen_subcommand_from ${name.split(' ')[0]}`,
    );
    const when = quote([...seen, ...others].join('; and '));
    for (const option of optionsOf(command))
      lines.push(`complete -c mikado -n ${when} ${fishOption(option)}`);
    const completes = command.operands?.[0]?.completes;
    if (completes === 'shell') lines.push(`complete -c mikado -n ${when} -a ${quote(SHELLS.join(' '))}`);
    else if (completes !== undefined)
      lines.push(`complete -c mikado -n ${when} -a ${quote(`(${STEMS[completes]})`)}`);
  }
  lines.push(`complete -c mikado -n ${first} -a help -d 'say what a command does'`);
  lines.push(`complete -c mikado -n ${first} -a ${quote(`(${STEMS.goal})`)} -d goal`);
  return `${lines.join('\n')}\n`;
}

function fishOption(option: Option): string {
  const parts = [`-l ${option.name}`];
  if (option.short !== undefined) parts.push(`-s ${option.short}`);
  if (option.value !== undefined) parts.push('-r');
  if (option.choices !== undefined) parts.push(`-a ${quote(option.choices.join(' '))}`);
  if (option.completes === 'card' || option.completes === 'goal')
    parts.push(`-a ${quote(`(${STEMS[option.completes]})`)}`);
  if (option.completes === 'filter') parts.push(`-a ${quote(FILTER_TERMS.join(' '))}`);
  if (option.completes === 'file' || option.completes === 'folder') parts.push('-F');
  parts.push(`-d ${quote(option.describes)}`);
  return parts.join(' ');
}
