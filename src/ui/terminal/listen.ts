import { stopAllCommands } from '../../verify/run-command.ts';

/** The exit statuses of the signals that end the screen. */
export const SIGNALS = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 } as const;
/** The exit status where something happened that never should. */
export const BUG = 70;
/** A window that is dragged tells of many sizes; this long after the last of them the screen is drawn anew. */
const RESIZED_MS = 50;

/** How the screen came to its end. */
export interface Ending {
  readonly status: number;
  readonly error?: unknown;
}

/** Listens to everything that changes or ends a screen from outside; the function returned stops that. */
export function listen(to: {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  readonly end: (ending: Ending) => void;
  /** Called once when the size of the window has settled. */
  readonly onResize: () => void;
  /** Somebody else than the keyboard asked this process to stop. */
  readonly onStop: () => void;
  /** This process goes on after it was stopped; by then the shell has changed the terminal's modes. */
  readonly onContinue: () => void;
}): () => void {
  const { stdout, stdin, end } = to;
  let signals = 0;
  let settling: NodeJS.Timeout | undefined;
  const onSignal = (signal: keyof typeof SIGNALS): void => {
    signals += 1;
    // The listener for the exit stops the commands.
    if (signals > 1) process.exit(SIGNALS[signal]);
    end({ status: SIGNALS[signal] });
  };
  const onBug = (error: unknown): void => end({ status: BUG, error });
  const onHangUp = (): void => end({ status: SIGNALS.SIGHUP });
  const onResize = (): void => {
    clearTimeout(settling);
    settling = setTimeout(to.onResize, RESIZED_MS);
  };
  const names = Object.keys(SIGNALS) as readonly (keyof typeof SIGNALS)[];
  process.on('exit', stopAllCommands);
  for (const name of names) process.on(name, onSignal);
  process.on('uncaughtException', onBug);
  process.on('unhandledRejection', onBug);
  stdout.on('error', onHangUp);
  stdin.on('error', onHangUp);
  stdin.on('end', onHangUp);
  stdout.on('resize', onResize);
  if (process.platform !== 'win32') {
    process.on('SIGTSTP', to.onStop);
    process.on('SIGCONT', to.onContinue);
  }
  return () => {
    process.off('exit', stopAllCommands);
    for (const name of names) process.off(name, onSignal);
    process.off('uncaughtException', onBug);
    process.off('unhandledRejection', onBug);
    stdin.off('error', onHangUp);
    stdin.off('end', onHangUp);
    stdout.off('resize', onResize);
    process.off('SIGTSTP', to.onStop);
    process.off('SIGCONT', to.onContinue);
    clearTimeout(settling);
    // The listener for errors of stdout stays: the last line may meet a terminal that is gone.
  };
}
