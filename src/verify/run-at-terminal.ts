import { DEFAULT_SHELL, type RunOptions, runLaunched } from './run-command.ts';
import type { CommandOutcome } from './verify-event.ts';

/** What a full-screen program switches on and may leave behind: alternate screen, mouse, pasting, hidden cursor, colour. */
const MODES_OFF =
  '\\033[?1047l\\033[?1000l\\033[?1002l\\033[?1003l\\033[?1006l\\033[?2004l\\033[?25h\\033[0m';

/**
 * Runs its arguments as the one job in the foreground of the terminal, so that Ctrl-C goes to them alone, and puts the
 * terminal in order behind them. `-m` is what gives a job the foreground. Nobody could bring back a job that Ctrl-Z
 * stopped, so it is ignored; where a job was stopped all the same, some shells refuse to exit the first time. A line of
 * blanks goes out of sight where the cursor is at the start of a line, and else breaks the line, so that what follows
 * has one of its own.
 */
export const IN_FOREGROUND = `
trap : INT QUIT
trap '' TSTP
settings=$(stty -g)
"$@"
status=$?
stty "$settings"
set -- $(stty size)
printf "${MODES_OFF}%$(($2 - 1))s\\r" >&2
exit "$status" 2>/dev/null
exit "$status"`;

/**
 * Runs one approved command of a card with the terminal for its own, and says what came of it: it reads the keyboard,
 * draws on the screen, and gets Ctrl-C. Afterwards the terminal has the settings that it had.
 *
 * Stdin and stderr must be terminals, and nobody else may use them meanwhile; the command's output goes to stderr, since
 * stdout may be a file. Nothing of the output is kept. Everything else is as with `runCommand`; a command that dies by a
 * signal shows as its shell's exit status, 128 and the number of the signal.
 */
export async function runAtTerminal(
  command: string,
  options: Omit<RunOptions, 'onOutput'>,
): Promise<CommandOutcome> {
  const outcome = await runLaunched(command, options, {
    program: DEFAULT_SHELL,
    args: ['-m', '-c', IN_FOREGROUND, 'mikado', options.shell ?? DEFAULT_SHELL, '-c', command],
    spawn: { stdio: ['inherit', 2, 2] },
    sparesLeader: true,
  });
  return { ...outcome, atTerminal: true };
}
