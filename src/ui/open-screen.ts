import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { stopAllCommands } from '../verify/run-command.ts';
import type { Workbench } from '../workbench.ts';
import type { Suspend } from './app.tsx';
import { Display } from './draw/display.ts';
import { chooseColour, chooseGlyphs } from './draw/glyphs.ts';
import { clean } from './draw/rows.ts';
import type { Size } from './model/model.ts';
import { openingModel } from './model/opening.ts';
import { keepTrace } from './next-start/crash-trace.ts';
import { Memory } from './next-start/memory.ts';
import { leftBehindNotice, TerminalMark } from './next-start/terminal-mark.ts';
import { frameOf } from './panes/frame.ts';
import { clipboardSequence } from './reduce/copy.ts';
import { farewell } from './session/farewell.ts';
import { Session } from './session/session.ts';
import { within } from './session/within.ts';
import { spareMemory } from './spare-memory.ts';
import { BUG, type Ending, listen, SIGNALS } from './terminal/listen.ts';
import { suspendProcess } from './terminal/suspend-process.ts';
import { TerminalLoan } from './terminal/terminal-loan.ts';

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
  const display = new Display(stdout);
  let suspend: Suspend | undefined;
  const loan = new TerminalLoan();
  const memory = new Memory(plan.place, process.env);
  const opening = openingModel({
    plan,
    goal,
    git: 'unread',
    size: sizeOf(stdout),
    glyphs: chooseGlyphs(process.env, { ascii }),
    at: Date.now(),
  });
  const session = new Session(workbench, {
    model: memory.resume(opening, { chosen: goal !== undefined }),
    terminal: {
      suspend: () => suspendProcess(session, suspend),
      copy: (text) => void stdout.write(clipboardSequence(text, process.env)),
      redraw: () => display.redraw(),
      lend: (work) => loan.lend(suspend, work),
      quit: (status) => end({ status }),
      fail: (error) => end({ status: BUG, error }),
    },
  });
  const colours = { colour: chooseColour(process.env, { colour }) };
  const mark = new TerminalMark(stdin.fd, process.env);
  if (mark.isLeftBehind()) {
    const { putTerminalRight } = await import('../put-terminal-right.ts');
    const words = [leftBehindNotice(putTerminalRight(stdin.fd)), session.model.notice ?? []].flat();
    session.send({ kind: 'noticed', message: words.join(' ') });
  }
  const take = (): void => {
    display.enter();
    mark.set();
  };
  const giveBack = (): void => {
    display.leave();
    mark.clear();
  };
  process.on('exit', giveBack);
  // What is typed from here on is for the screen, and must not be echoed onto it.
  stdin.setRawMode(true);
  display.show(frameOf(session.model, colours));
  take();
  const ignore = listen({
    stdout,
    stdin,
    end,
    onResize: () => {
      if (loan.isOut) return;
      display.forget();
      session.send({ kind: 'resized', size: sizeOf(stdout) });
      display.show(frameOf(session.model, colours));
    },
    onStop: () => {
      // Whoever has the terminal cannot be brought back by a shell that did not start him.
      if (!loan.isOut) suspendProcess(session, suspend);
    },
    // The shell has changed the terminal's modes meanwhile: everything is taken anew.
    onContinue: () => void suspend?.(() => Promise.resolve()).catch(() => undefined),
  });
  const app = import('./app.tsx').then(({ mountApp }) =>
    mountApp({
      session,
      display,
      ...colours,
      onSuspendable: (given) => {
        suspend = (whileAway) => given(() => away({ take, giveBack }, whileAway));
      },
    }),
  );
  void app.then(spareMemory);
  app
    .then(({ ended }) => ended)
    .then(
      () => end({ status: 0 }),
      (error: unknown) => end({ status: BUG, error }),
    );
  session.start();
  const forget = keepUp(memory, session);
  const ending = await ended;
  await within(STOP_MS, Promise.all([session.end(), loan.recall()]));
  stopAllCommands();
  forget();
  memory.keep(session.model);
  await app.then((mounted) => mounted.unmount()).catch(() => undefined);
  stdin.setRawMode(false);
  giveBack();
  ignore();
  process.off('exit', giveBack);
  sayFarewell(session, ending);
  return ending.status;
}

function sizeOf({ columns, rows }: Partial<Size>): Size {
  return { columns: columns ?? 80, rows: rows ?? 24 };
}

/** Gives the terminal back for as long as somebody else has it. */
async function away(
  terminal: { readonly take: () => void; readonly giveBack: () => void },
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
