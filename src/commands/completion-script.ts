import { FILTER_KEYS } from '../filter/filter-keys.ts';
import type { Command, Option } from './command.ts';
import { COMMANDS, COMMON_OPTIONS, SCREEN } from './table.ts';

/** The shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** One of these shells. */
export type Shell = (typeof SHELLS)[number];

/**
 * Writes the completion script of a shell from the table of commands. Cards and goals are asked of `mikado` itself at
 * the moment of completing, from front matter alone.
 */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bashScript();
    case 'zsh':
      return zshScript();
    case 'fish':
      return fishScript();
  }
}

/** What lists stems: every card in the graph, or the goals of open chains. */
const STEMS = {
  card: `mikado graph --headers-only --json -q 2>/dev/null | sed -n 's/^      "stem": "\\(.*\\)",$/\\1/p'`,
  goal: `mikado chains --json -q 2>/dev/null | sed -n 's/^      "goal": "\\(.*\\)",$/\\1/p'`,
};

/** What can begin a term of a filter, with the value where there are few of them. */
const FILTER_TERMS = FILTER_KEYS.flatMap(({ key, values }) =>
  values === undefined ? [`${key}:`] : values.map((value) => `${key}:${value}`),
);

function optionsOf(command: Command): readonly Option[] {
  return [...(command.options ?? []), ...COMMON_OPTIONS];
}

function words(command: Command): string {
  return optionsOf(command)
    .flatMap((option) => [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])])
    .join(' ');
}

/** The commands by their first word; those of two words share one. */
function byFirstWord(): ReadonlyMap<string, readonly Command[]> {
  const found = new Map<string, Command[]>();
  for (const command of COMMANDS) {
    const [first = ''] = command.name.split(' ');
    found.set(first, [...(found.get(first) ?? []), command]);
  }
  return found;
}

/** The second words of commands that share a first one; none for a command of one word. */
function secondWords(commands: readonly Command[]): readonly string[] {
  return commands.flatMap(({ name }) => name.split(' ')[1] ?? []);
}

function bashScript(): string {
  const first = byFirstWord();
  const names = [...first.keys()].join(' ');
  const groups = [...first].filter(([, commands]) => secondWords(commands).length > 0);
  const cases = [SCREEN, ...COMMANDS].flatMap((command) => {
    const lines = [
      `    '${command.name}') options='${words(command)}' operand='${command.operands?.[0]?.completes ?? ''}' ;;`,
    ];
    return lines;
  });
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

function zshScript(): string {
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

/** What a first word is for: the one thing it does, or what may follow it. */
function summaryOf(commands: readonly Command[]): string {
  const [only] = commands;
  const seconds = secondWords(commands);
  return only === undefined || seconds.length > 0 ? seconds.join(', ') : only.summary;
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

function fishScript(): string {
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

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
