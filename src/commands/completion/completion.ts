import { UsageError } from '../../usage-error.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { bashScript } from './bash-script.ts';
import { SHELLS } from './completion-words.ts';
import { fishScript } from './fish-script.ts';
import { zshScript } from './zsh-script.ts';

/** Prints the completion script of a shell. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const [name] = input.operands;
  const shell = SHELLS.find((each) => each === name);
  if (shell === undefined) {
    throw new UsageError(`There is no completion for ${name}.`, `Name one of ${SHELLS.join(', ')}.`);
  }
  const script = completionScript(shell);
  if (input.flags.has('json')) printJson(host, { schemaVersion: 1, shell, script });
  else host.stdout.write(script);
  return 0;
}

/**
 * Writes the completion script of a shell from the table of commands. Cards and goals are asked of `mikado` itself at
 * the moment of completing, from front matter alone.
 */
function completionScript(shell: (typeof SHELLS)[number]): string {
  switch (shell) {
    case 'bash':
      return bashScript();
    case 'zsh':
      return zshScript();
    case 'fish':
      return fishScript();
  }
}
