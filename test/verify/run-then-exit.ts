// Starts a command, and kills everything of it on the way out. Run as a process of its own by run-command.test.ts.
import { runCommand, stopAllCommands } from '../../src/verify/run-command.ts';

const [command = '', cwd = ''] = process.argv.slice(2);
process.on('exit', stopAllCommands);
await runCommand(command, {
  cwd,
  timeoutMs: 60_000,
  onOutput: (chunk) => {
    if (chunk.includes('ready')) process.exit(0);
  },
});
