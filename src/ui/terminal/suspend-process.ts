import type { Suspend } from '../app.tsx';
import type { Session } from '../session/session.ts';
import { isSessionLeader } from './session-leader.ts';

/** After it asked to be stopped, a process runs on for a moment. */
const STOPPED_MS = 50;
/** How long a signal to this process takes to arrive, at most. */
const SIGNAL_MS = 20;

/** Why this process cannot be stopped and brought back, in a sentence; undefined where it can. */
export function whyNotSuspend(): string | undefined {
  return process.platform === 'win32' || isSessionLeader()
    ? 'There is no shell below to come back from; q quits.'
    : undefined;
}

/** Ctrl-Z, or a stop from outside: gives the terminal back, stops this process and whoever runs in its job, and comes back with `fg`. */
export function suspendProcess(session: Session, suspend: Suspend): void {
  const reason = whyNotSuspend();
  if (reason !== undefined) {
    session.send({ kind: 'noticed', message: reason });
    return;
  }
  suspend(untilContinued).catch((error: unknown) =>
    session.send({ kind: 'noticed', message: String(error) }),
  );
}

/** Stops this process and its job; resolves once it goes on. By then the terminal must have been given back. */
export async function untilContinued(): Promise<void> {
  await stopJob();
  // While this process was stopped, the shell alone was told of a new size.
  process.kill(process.pid, 'SIGWINCH');
  await elapse(SIGNAL_MS);
}

/** Stops this process and whoever runs in its job; only a signal that nobody listens to stops a process. */
async function stopJob(): Promise<void> {
  const listeners = process.listeners('SIGTSTP');
  process.removeAllListeners('SIGTSTP');
  process.kill(0, 'SIGTSTP');
  await elapse(STOPPED_MS);
  for (const listener of listeners) process.on('SIGTSTP', listener);
}

function elapse(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
