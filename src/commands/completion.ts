import { UsageError } from '../usage-error.ts';
import { printJson } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { completionScript, SHELLS } from './completion-script.ts';
import type { Host } from './host.ts';

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
