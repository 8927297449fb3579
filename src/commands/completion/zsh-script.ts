import type { Command, Option } from '../command.ts';
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

/** Writes the completion script for zsh. */
export function zshScript(): string {
  const first = [...byFirstWord()];
  const list = first.map(([name, commands]) => `    ${quote(`${name}:${summaryOf(commands)}`)}`).join('\n');
  const cases = first.map(([name, commands]) => `      ${name}) ${zshCase(commands)} ;;`);
  return `#compdef mikado
# zsh completion for mikado: mikado completion zsh > "\${fpath[1]}/_mikado"
_mikado_card() { local -a stems; stems=(\${(f)"$(${STEMS.card})"}); compadd -a stems }
_mikado_goal() { local -a stems; stems=(\${(f)"$(${STEMS.goal})"}); compadd -a stems }
_mikado() {
  local -a commands
  commands=(
${list}
    'help:say what a command does'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _mikado_goal
  else
    shift words
    (( CURRENT-- ))
    case "$words[1]" in
${cases.join('\n')}
      help) _describe command commands ;;
    esac
  fi
}
if [ "$funcstack[1]" = _mikado ]; then _mikado "$@"; else compdef _mikado mikado; fi
`;
}

function zshCase(commands: readonly Command[]): string {
  const [only] = commands;
  const seconds = secondWords(commands);
  if (only === undefined || seconds.length === 0) return only ? `_arguments ${zshArguments(only)}` : ':';
  const cases = commands.map((each, index) => `${seconds[index]}) _arguments ${zshArguments(each)} ;;`);
  return [
    `if (( CURRENT == 2 )); then compadd ${seconds.join(' ')}`,
    `else shift words; (( CURRENT-- )); case "$words[1]" in ${cases.join(' ')} esac; fi`,
  ]
    .join('; ')
    .replace('; else', '\n      else');
}

function zshArguments(command: Command): string {
  const options = optionsOf(command).flatMap((option) => {
    const said = `[${option.describes.replace(/[[\]:]/g, '')}]`;
    const value =
      option.value === undefined
        ? ''
        : `:${option.value.toLowerCase()}:${zshAction(option.choices, option.completes)}`;
    const names =
      option.short === undefined ? [`--${option.name}`] : [`-${option.short}`, `--${option.name}`];
    return names.map((name) => quote(`${name}${said}${value}`));
  });
  const operands = (command.operands ?? []).map((operand) => {
    const many = operand.takes === 'any number' || operand.takes === 'one or more' ? '*' : '1';
    const choices = operand.completes === 'shell' ? SHELLS : undefined;
    return quote(`${many}:${operand.name}:${zshAction(choices, operand.completes)}`);
  });
  return [...options, ...operands].join(' ');
}

function zshAction(choices: readonly string[] | undefined, completes: Option['completes'] | 'shell'): string {
  if (choices !== undefined) return `(${choices.join(' ')})`;
  switch (completes) {
    case 'card':
      return '_mikado_card';
    case 'goal':
      return '_mikado_goal';
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'filter':
      return `(${FILTER_TERMS.map((term) => term.replace(':', '\\:')).join(' ')})`;
    default:
      return ' ';
  }
}
