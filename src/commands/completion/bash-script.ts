import type { Command, Option } from '../command.ts';
import { COMMANDS, SCREEN } from '../table.ts';
import { byFirstWord, FILTER_TERMS, optionsOf, SHELLS, STEMS, secondWords } from './completion-words.ts';

/** Writes the completion script for bash. */
export function bashScript(): string {
  const first = byFirstWord();
  const names = [...first.keys()].join(' ');
  const groups = [...first].filter(([, commands]) => secondWords(commands).length > 0);
  const cases = [SCREEN, ...COMMANDS].map(
    (command) =>
      `    '${command.name}') options='${words(command)}' operand='${command.operands?.[0]?.completes ?? ''}' ;;`,
  );
  // Two commands may have options of one name that take other values.
  const values = [SCREEN, ...COMMANDS].flatMap((command) =>
    optionsOf(command)
      .filter((option) => option.value !== undefined)
      .map((option) => `    '${command.name} --${option.name}') ${bashValue(option)}; return ;;`),
  );
  return `# bash completion for mikado: source <(mikado completion bash)
_mikado() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command='' options='' operand='' each
  COMPREPLY=()
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [ -n "$command" ]; then
      case " ${groups.map(([name]) => name).join(' ')} " in *" $command "*) command="$command $each" ;; esac
      break
    fi
    case " ${names} help " in *" $each "*) command="$each" ;; esac
  done
  case "$command" in
${groups.map(([name, commands]) => `    '${name}') COMPREPLY=($(compgen -W '${secondWords(commands).join(' ')}' -- "$word")); return ;;`).join('\n')}
  esac
  case "$command $before" in
${values.join('\n')}
  esac
  if [ "$command" = help ]; then COMPREPLY=($(compgen -W '${names}' -- "$word")); return; fi
  case "$command" in
${cases.join('\n')}
  esac
  if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$word")); return; fi
  if [ -z "$command" ]; then COMPREPLY=($(compgen -W "${names} help" -- "$word")); fi
  case "$operand" in
    card) COMPREPLY+=($(compgen -W "$(${STEMS.card})" -- "$word")) ;;
    goal) COMPREPLY+=($(compgen -W "$(${STEMS.goal})" -- "$word")) ;;
    shell) COMPREPLY+=($(compgen -W '${SHELLS.join(' ')}' -- "$word")) ;;
  esac
}
complete -F _mikado mikado
`;
}

function bashValue(option: Option): string {
  if (option.choices !== undefined)
    return `COMPREPLY=($(compgen -W '${option.choices.join(' ')}' -- "$word"))`;
  switch (option.completes) {
    case 'card':
    case 'goal':
      return `COMPREPLY=($(compgen -W "$(${STEMS[option.completes]})" -- "$word"))`;
    case 'file':
      return 'COMPREPLY=($(compgen -f -- "$word"))';
    case 'folder':
      return 'COMPREPLY=($(compgen -d -- "$word"))';
    case 'filter':
      return `COMPREPLY=($(compgen -W '${FILTER_TERMS.join(' ')}' -- "$word"))`;
    default:
      return ':';
  }
}

function words(command: Command): string {
  return optionsOf(command)
    .flatMap((option) => [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])])
    .join(' ');
}
