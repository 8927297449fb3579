import { render } from 'ink';
import { createElement } from 'react';
import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { stopAllCommands } from '../verify/run-command.ts';
import type { Workbench } from '../workbench.ts';
import { App, type Suspend } from './app.tsx';
import { clipboardSequence } from './copy.ts';
import { farewell } from './farewell.ts';
import { chooseColour, chooseGlyphs } from './glyphs.ts';
import { BUG, type Ending, listen, SIGNALS } from './listen.ts';
import type { Size } from './model.ts';
import { openingModel } from './opening.ts';
import { clean } from './rows.ts';
import { Session } from './session.ts';
import { suspendProcess } from './suspend-process.ts';

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

/** How long a check that was told to stop is waited for, in milliseconds. */
const STOP_MS = 2_000;
const FRAMES_PER_SECOND = 60;
/** Moves the cursor to the top left corner and empties the screen. */
const ERASE_SCREEN = '\u001b[H\u001b[2J';

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
      copy: (text) => void stdout.write(clipboardSequence(text, process.env)),
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

/** Waits for work, but no longer than a number of milliseconds. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

/** Ctrl-L: leaves the alternate buffer and comes back to an empty one. While the screen is away, that happens anyway. */
function redraw(suspend: Suspend | undefined): void {
  suspend?.(() => Promise.resolve()).catch(() => undefined);
}

function sayFarewell(session: Session, { status, error }: Ending): void {
  const line = farewell(session.model);
  if (line !== undefined && status !== SIGNALS.SIGHUP) process.stdout.write(`${line}\n`);
  if (status !== BUG) return;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stderr.write(`mikado: the screen failed, which is a bug: ${clean(what)}\n`);
}
