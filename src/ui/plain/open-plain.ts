import type { Card } from '../../cards/card.ts';
import type { Plan } from '../../plan.ts';
import { stopAllCommands } from '../../verify/run-command.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { clean } from '../draw/rows.ts';
import { goalOver, usualGoal } from '../model/opening.ts';
import { within } from '../session/within.ts';
import { BUG, type Ending, SIGNALS } from '../terminal/listen.ts';
import { Conversation } from './conversation.ts';
import { Dialogue } from './dialogue.ts';

/** How long a check that was told to stop is waited for, in milliseconds. */
const STOP_MS = 2_000;
/** A terminal that is gone ends its input too; its signal comes within this time, in milliseconds. */
const HANG_UP_MS = 50;

/**
 * Holds the screen's conversation in sentences and lines on the terminal's main buffer, and resolves with the exit status:
 * 0 for quitting and Ctrl-D, 130, 143 and 129 for an interrupt, SIGTERM and a hang-up, 70 for a bug. By then the running
 * check has been stopped. No control sequence is written.
 *
 * Standard input and output must be terminals. Ctrl-C stops a running check first; a second signal that ends ends at once.
 */
export async function openPlain(request: {
  readonly workbench: Workbench;
  readonly plan: Plan;
  /** The goal whose chain is talked about, or a card to begin with. */
  readonly goal?: Card | undefined;
}): Promise<number> {
  const { workbench, plan, goal } = request;
  const { stdin, stdout } = process;
  let end: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  const conversation = new Conversation({ stdin, stdout }, () => {
    setTimeout(() => end({ status: 0 }), HANG_UP_MS);
  });
  const chain = goal === undefined ? usualGoal(plan, await workbench.gitPlace()) : goalOver(plan, goal);
  const dialogue = new Dialogue(workbench, conversation, {
    plan,
    goal: chain,
    card: goal === chain ? undefined : goal,
  });
  const ignore = listenForEnd(dialogue, end);
  dialogue.run().then(
    () => end({ status: 0 }),
    (error: unknown) => end({ status: BUG, error }),
  );
  const ending = await ended;
  conversation.end();
  await within(STOP_MS, dialogue.end());
  stopAllCommands();
  ignore();
  sayFarewell(dialogue, ending);
  return ending.status;
}

function listenForEnd(dialogue: Dialogue, end: (ending: Ending) => void): () => void {
  let signals = 0;
  const onSignal = (signal: keyof typeof SIGNALS): void => {
    if (signal === 'SIGINT' && dialogue.interrupt() === 'stopped') return;
    signals += 1;
    if (signals > 1) process.exit(SIGNALS[signal]);
    end({ status: SIGNALS[signal] });
  };
  const onHangUp = (): void => end({ status: SIGNALS.SIGHUP });
  const names = Object.keys(SIGNALS) as readonly (keyof typeof SIGNALS)[];
  for (const name of names) process.on(name, onSignal);
  process.on('exit', stopAllCommands);
  process.stdin.on('error', onHangUp);
  process.stdout.on('error', onHangUp);
  return () => {
    for (const name of names) process.off(name, onSignal);
    process.off('exit', stopAllCommands);
    process.stdin.off('error', onHangUp);
    // The listener for errors of stdout stays: the last line may meet a terminal that is gone.
  };
}

function sayFarewell({ tally }: Dialogue, { status, error }: Ending): void {
  const closed = tally.closed.length === 0 ? [] : [`closed ${tally.closed.join(', ')}`];
  const ready = tally.ready.filter((stem) => !tally.closed.includes(stem));
  const said = ready.length === 0 ? closed : [...closed, `newly ready ${ready.join(', ')}`];
  if (said.length > 0 && status !== SIGNALS.SIGHUP) process.stdout.write(`mikado: ${said.join('; ')}\n`);
  if (status !== BUG) return;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stderr.write(`mikado: plain mode failed, which is a bug: ${clean(what)}\n`);
}
