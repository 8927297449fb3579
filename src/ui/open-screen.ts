import { render } from 'ink';
import { createElement } from 'react';
import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { stopAllCommands } from '../verify/run-command.ts';
import type { Workbench } from '../workbench.ts';
import { App, type Suspend } from './app.tsx';
import { farewell } from './farewell.ts';
import { chooseColour, chooseGlyphs } from './glyphs.ts';
import type { Size } from './model.ts';
import { openingModel } from './opening.ts';
import { clean } from './rows.ts';
import { Session } from './session.ts';
import { isSessionLeader } from './session-leader.ts';

/** What the screen is opened with. */
export interface ScreenRequest {
  readonly workbench: Workbench;
  readonly plan: Plan;
  /** The goal whose chain is shown first, or a card to show in the chain it belongs to. */
  readonly goal?: Card | undefined;
  /** True for ASCII characters alone; left out, the terminal's locale decides. */
  readonly ascii?: boolean | undefined;
  /** Left out, `NO_COLOR` and the like decide. */
  readonly colour?: boolean | undefined;
}

const SIGNALS = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 } as const;
/** Something that should never happen did. */
const BUG = 70;
/** How long a check that was told to stop is waited for, in milliseconds. */
const STOP_MS = 2_000;
/** After it asked to be stopped, a process runs on for a moment. */
const STOPPED_MS = 50;
/** How long a signal to this process takes to arrive, at most. */
const SIGNAL_MS = 20;
const FRAMES_PER_SECOND = 60;
/** A window that is dragged tells of many sizes; this long after the last of them the screen is drawn anew. */
const RESIZED_MS = 50;
/** Moves the cursor to the top left corner and empties the screen. */
const ERASE_SCREEN = '\u001b[H\u001b[2J';

/** How the screen came to its end. */
interface Ending {
  readonly status: number;
  readonly error?: unknown;
}

/**
 * Opens the screen on the terminal's alternate buffer and resolves with the exit status once it is closed: 0 for a quit,
 * 130, 143 and 129 for an interrupt, SIGTERM and a hang-up or closed terminal, 70 for a bug. By then the running check has
 * been stopped, the terminal is as it was, and one line on the main screen says what was done.
 *
 * Standard input and output must be terminals. A second signal ends the process at once.
 */
export async function openScreen(request: ScreenRequest): Promise<number> {
  const { workbench, plan, goal, ascii, colour } = request;
  const { stdout, stdin } = process;
  let end: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  let suspend: Suspend | undefined;
  const session = new Session(workbench, {
    model: openingModel({
      plan,
      goal,
      git: 'unread',
      size: sizeOf(stdout),
      glyphs: chooseGlyphs(process.env, { ascii }),
      at: Date.now(),
    }),
    terminal: {
      suspend: () => suspendProcess(session, suspend),
      redraw: () => redraw(suspend),
      quit: (status) => end({ status }),
      fail: (error) => end({ status: BUG, error }),
    },
  });
  const instance = render(
    createElement(App, {
      session,
      colour: chooseColour(process.env, { colour }),
      onSuspendable: (given: Suspend) => {
        suspend = given;
      },
    }),
    {
      stdout,
      stdin,
      exitOnCtrlC: false,
      patchConsole: false,
      alternateScreen: true,
      incrementalRendering: true,
      interactive: true,
      isScreenReaderEnabled: false,
      maxFps: FRAMES_PER_SECOND,
    },
  );
  const onResize = (): void => {
    const size = sizeOf(stdout);
    const { columns, rows } = session.model.size;
    if (size.columns === columns && size.rows === rows) {
      redraw(suspend);
      return;
    }
    // Ink writes only the rows that changed, but the terminal has moved all of them: it must forget what it wrote.
    instance.clear();
    stdout.write(ERASE_SCREEN);
    session.send({ kind: 'resized', size });
  };
  const ignore = listen({
    stdout,
    stdin,
    end,
    onResize,
    onStop: () => suspendProcess(session, suspend),
    onContinue: () => redraw(suspend),
  });
  instance.waitUntilExit().then(
    () => end({ status: 0 }),
    (error: unknown) => end({ status: BUG, error }),
  );
  session.start();
  const ending = await ended;
  await within(STOP_MS, session.end());
  stopAllCommands();
  instance.unmount();
  await instance.waitUntilExit().catch(() => undefined);
  ignore();
  sayFarewell(session, ending);
  return ending.status;
}

function sizeOf({ columns, rows }: Partial<Size>): Size {
  return { columns: columns ?? 80, rows: rows ?? 24 };
}

function elapse(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** Waits for work, but no longer than a number of milliseconds. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

/** Listens to everything that changes or ends a screen from outside; the function returned stops that. */
function listen(to: {
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

/** Ctrl-L: leaves the alternate buffer and comes back to an empty one. While the screen is away, that happens anyway. */
function redraw(suspend: Suspend | undefined): void {
  suspend?.(() => Promise.resolve()).catch(() => undefined);
}

/** Ctrl-Z, or a stop from outside: gives the terminal back, stops this process and whoever runs in its job, and comes back with `fg`. */
function suspendProcess(session: Session, suspend: Suspend | undefined): void {
  if (suspend === undefined) return;
  if (process.platform === 'win32' || isSessionLeader()) {
    session.send({ kind: 'noticed', message: 'There is no shell below to come back from; q quits.' });
    return;
  }
  suspend(async () => {
    await stopJob();
    // While this process was stopped, the shell alone was told of a new size.
    process.kill(process.pid, 'SIGWINCH');
    await elapse(SIGNAL_MS);
  }).catch((error: unknown) => session.send({ kind: 'noticed', message: String(error) }));
}

/** Stops this process and whoever runs in its job; only a signal that nobody listens to stops a process. */
async function stopJob(): Promise<void> {
  const listeners = process.listeners('SIGTSTP');
  process.removeAllListeners('SIGTSTP');
  process.kill(0, 'SIGTSTP');
  await elapse(STOPPED_MS);
  for (const listener of listeners) process.on('SIGTSTP', listener);
}

function sayFarewell(session: Session, { status, error }: Ending): void {
  const line = farewell(session.model);
  if (line !== undefined && status !== SIGNALS.SIGHUP) process.stdout.write(`${line}\n`);
  if (status !== BUG) return;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stderr.write(`mikado: the screen failed, which is a bug: ${clean(what)}\n`);
}
