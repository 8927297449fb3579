import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import type { Meanwhile } from '../take-turns.ts';
import { stopAllCommands } from '../verify/run-command.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { Suspend } from './app.tsx';
import { chooseColour, chooseGlyphs, type Glyphs } from './draw/glyphs.ts';
import { clean } from './draw/rows.ts';
import { openingModel } from './model/opening.ts';
import { keepTrace } from './next-start/crash-trace.ts';
import { Memory } from './next-start/memory.ts';
import { frameOf } from './panes/frame.ts';
import { ReadingScreen } from './reading/reading-screen.ts';
import { clipboardSequence } from './reduce/copy.ts';
import { farewell } from './session/farewell.ts';
import { Session } from './session/session.ts';
import { within } from './session/within.ts';
import { spareMemory } from './spare-memory.ts';
import { HeldTerminal } from './terminal/held-terminal.ts';
import { BUG, type Ending, SIGNALS } from './terminal/listen.ts';
import { suspendProcess } from './terminal/suspend-process.ts';
import { TerminalLoan } from './terminal/terminal-loan.ts';

/** What a screen shows and works with. */
interface Opened {
  readonly workbench: Workbench;
  readonly plan: Plan;
  /** The goal whose chain is shown first, or a card to show in the chain it belongs to. */
  readonly goal?: Card | undefined;
}

/** What the screen is opened with. */
export interface ScreenRequest {
  /** Reads what is to be shown; gives `meanwhile` turns, and is over when that throws. */
  readonly read: (meanwhile: Meanwhile) => Promise<Opened>;
  /** True for ASCII characters alone; left out, the terminal's locale decides. */
  readonly ascii?: boolean | undefined;
  /** Left out, `NO_COLOR` and the like decide. */
  readonly colour?: boolean | undefined;
}

/** What the screen is drawn with. */
interface Look {
  readonly glyphs: Glyphs;
  readonly colour: boolean;
}

/** How long a check that was told to stop is waited for, in milliseconds. */
const STOP_MS = 2_000;

/**
 * Opens the screen on the terminal's alternate buffer and resolves with the exit status once it is closed: 0 for a quit,
 * 130, 143 and 129 for an interrupt, SIGTERM and a hang-up or closed terminal, 70 for a bug. By then the running check has
 * been stopped, the terminal is as it was, and one line on the main screen says what was done.
 *
 * Standard input and output must be terminals. A second signal ends the process at once.
 *
 * @throws whatever reading throws, once the terminal was given back
 */
export async function openScreen(request: ScreenRequest): Promise<number> {
  const { ascii, colour } = request;
  const look = {
    glyphs: chooseGlyphs(process.env, { ascii }),
    colour: chooseColour(process.env, { colour }),
  };
  const terminal = new HeldTerminal(process);
  try {
    const reading = new ReadingScreen(terminal, { stdin: process.stdin, ...look });
    const began = Date.now();
    const opened = await Promise.race([request.read(reading.meanwhile), terminal.ended]);
    const notice = await reading.stop();
    if ('status' in opened) return opened.status;
    return await work(opened, { terminal, look, notice, began });
  } finally {
    terminal.release();
  }
}

/** Shows what was read until the screen is to end, and returns its exit status. */
async function work(
  { workbench, plan, goal }: Opened,
  on: {
    readonly terminal: HeldTerminal;
    readonly look: Look;
    readonly notice: string | undefined;
    /** When reading began, in milliseconds since 1970. */
    readonly began: number;
  },
): Promise<number> {
  const { terminal, look, notice, began } = on;
  const { display, end } = terminal;
  // The first frame stands before Ink is loaded: whoever stops or continues this process until then is answered afterwards.
  let onSuspendable: (suspend: Suspend) => void = () => undefined;
  const suspendable = new Promise<Suspend>((resolve) => {
    onSuspendable = resolve;
  });
  const loan = new TerminalLoan();
  const memory = new Memory(plan.place, process.env);
  const { size } = terminal;
  const opening = openingModel({ plan, goal, git: 'unread', size, glyphs: look.glyphs, at: Date.now() });
  const session = new Session(workbench, {
    model: memory.resume(opening, { chosen: goal !== undefined }),
    terminal: {
      suspend: () => void suspendable.then((suspend) => suspendProcess(session, suspend)),
      copy: (text) => void process.stdout.write(clipboardSequence(text, process.env)),
      redraw: () => display.redraw(),
      lend: (borrow) => suspendable.then((suspend) => loan.lend(suspend, borrow)).finally(resizeIfOther),
      quit: (status) => end({ status }),
      fail: (error) => end({ status: BUG, error }),
    },
  });
  if (notice !== undefined) {
    session.send({ kind: 'noticed', message: [notice, session.model.notice ?? []].flat().join(' ') });
  }
  const draw = (): void => display.show(frameOf(session.model, look));
  draw();
  const onResize = (): void => {
    if (loan.isOut) return;
    display.forget();
    session.send({ kind: 'resized', size: terminal.size });
    draw();
  };
  // What happened while the terminal was lent is told to nobody again.
  const resizeIfOther = (): void => {
    const { columns, rows } = session.model.size;
    if (terminal.size.columns !== columns || terminal.size.rows !== rows) onResize();
  };
  terminal.hold({
    onResize,
    onStop: () => {
      // Whoever has the terminal cannot be brought back by a shell that did not start him.
      if (!loan.isOut) void suspendable.then((suspend) => suspendProcess(session, suspend));
    },
    // The shell has changed the terminal's modes meanwhile: everything is taken anew.
    onContinue: () =>
      void suspendable.then((suspend) => suspend(() => Promise.resolve())).catch(() => undefined),
  });
  const app = import('./app.tsx').then(({ mountApp }) =>
    mountApp({
      session,
      display,
      colour: look.colour,
      onSuspendable: (given) => onSuspendable((whileAway) => given(() => away(terminal, whileAway))),
    }),
  );
  app
    .then(({ ended }) => ended)
    .then(
      () => end({ status: 0 }),
      (error: unknown) => end({ status: BUG, error }),
    );
  session.start(began);
  const forget = keepUp(memory, session);
  const stopSparing = spareMemory();
  const ending = await terminal.ended;
  const stopped = within(STOP_MS, session.end());
  await within(STOP_MS, loan.recall());
  await app.then((mounted) => mounted.unmount()).catch(() => undefined);
  // The terminal is given back before a check that is deaf was waited for.
  terminal.leave();
  await stopped;
  stopAllCommands();
  stopSparing();
  forget();
  memory.keep(session.model);
  terminal.release();
  sayFarewell(session, ending);
  return ending.status;
}

/** Gives the terminal back for as long as somebody else has it. */
async function away(
  terminal: Pick<HeldTerminal, 'take' | 'giveBack'>,
  whileAway: () => Promise<void>,
): Promise<void> {
  terminal.giveBack();
  try {
    await whileAway();
  } finally {
    terminal.take();
  }
}

/** Remembers the chain and the check that runs as they change, since a session that is killed remembers nothing more. */
function keepUp(memory: Memory, session: Session): () => void {
  let { running, goal } = session.model;
  return session.subscribe(() => {
    const { model } = session;
    if (model.running === running && model.goal?.path === goal?.path) return;
    ({ running, goal } = model);
    memory.keep(model);
  });
}

function sayFarewell(session: Session, { status, error }: Ending): void {
  const line = farewell(session.model);
  if (line !== undefined && status !== SIGNALS.SIGHUP) process.stdout.write(`${line}\n`);
  if (status !== BUG) return;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const trace = keepTrace(error, process.env);
  const where = trace === undefined ? '' : ` (trace: ${clean(trace)})`;
  process.stderr.write(`mikado: the screen failed, which is a bug: ${clean(what)}${where}\n`);
}
