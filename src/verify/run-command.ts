/// <reference lib="es2024.arraybuffer" />
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { AuthorCheck } from '../checklist/checklist.ts';
import { commandEnvironment } from './command-environment.ts';
import { type Exit, judgeExit, type Verdict } from './judge-exit.ts';
import { OutputKeeper } from './keep-output.ts';
import { LiveOutput } from './live-output.ts';
import {
  type EndRequest,
  endTree,
  isGoneWithin,
  notePresent,
  type ProcessTree,
  signalTree,
} from './process-tree.ts';
import { StdoutClaim } from './stdout-claim.ts';
import type { CommandOutcome } from './verify-event.ts';
import { WATCHDOG } from './watchdog.ts';

/** How long a command may take to end after TERM, and its remains after KILL, in milliseconds. */
const GRACE_MS = 2_000;
/** How long a command that a person interrupts has after INT, and once more after TERM, in milliseconds. */
const INTERRUPT_MS = 3_000;
const KILL_MS = 300;
/** How long to wait for the system to tell of the end of what was killed, in milliseconds. */
const AFTER_KILL_MS = 100;
/** The same for what a command leaves behind, which is to be said within half a second of its end. */
const STRAGGLER_MS = 150;
const LEAK_GRACE_MS = 100;
const LEAK_KILL_MS = 150;

/** A timer set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The shell of card commands unless the user says otherwise. */
export const DEFAULT_SHELL = '/bin/sh';

/** How a command is run. */
export interface RunOptions {
  /** The folder it runs in. */
  readonly cwd: string;
  /** A program that takes `-c COMMAND`; `/bin/sh` by default. */
  readonly shell?: string;
  /** Time limit in milliseconds. */
  readonly timeoutMs: number;
  /** What counts as passed; an exit status of 0 by default. */
  readonly claim?: Pick<AuthorCheck, 'exitCode' | 'stdout'>;
  /** Ends the command early, as `killed`; with INT first where the reason it aborts for is `SIGINT`. */
  readonly signal?: AbortSignal;
  /** How long an interrupted command has after INT, and once more after TERM, in milliseconds; three seconds by default. */
  readonly interruptMs?: number;
  /** Gets stdout and stderr as they come, of a flood only parts, raw: escape before printing. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** Gets every byte of both, in the order they came; a chunk is no longer there once it returns. */
  readonly onEveryByte?: (chunk: Buffer) => void;
  /** The environment to start from, `process.env` by default. */
  readonly env?: NodeJS.ProcessEnv;
}

/** How a command came to its end: by itself, or made to. */
type End =
  | { readonly by: 'itself' }
  | { readonly by: 'time-limit' }
  | { readonly by: 'abort' }
  | { readonly by: 'start'; readonly error: NodeJS.ErrnoException };

const running = new Set<ProcessTree>();

/**
 * Runs one approved command of a card and says what came of it; the only place that starts such commands.
 *
 * The command gets a session of its own without a terminal, an input that is at its end, and the user's environment
 * without what a launcher added. It never outlives the answer, nor does anything it started and that can be found
 * (see `survivors`): past the time limit, or when aborted, everything gets TERM and two seconds later KILL; a person's
 * Ctrl-C is INT, three seconds later TERM and after three more KILL; what is left behind by a command that exits is ended
 * at once, and the answer within half a second is `leaked`. The answer keeps the first and last 256 KiB of the output;
 * memory does not grow with it.
 *
 * For `not-found` see `judgeExit`. A command that cannot be started for another reason has `failed`, with the reason as
 * its output. It never rejects.
 */
export function runCommand(command: string, options: RunOptions): Promise<CommandOutcome> {
  return runLaunched(command, options, {
    program: options.shell ?? DEFAULT_SHELL,
    args: ['-c', command],
    spawn: { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  });
}

/** How a command's first process is started. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly spawn: Pick<SpawnOptions, 'detached' | 'stdio'>;
  /** Set where the first process is none of the command's own, but ends by itself when nothing of those is left. */
  readonly sparesLeader?: true;
}

/** Runs a command as `runCommand` does, started in another way. */
export async function runLaunched(
  command: string,
  options: RunOptions,
  launch: Launch,
): Promise<CommandOutcome> {
  const started = performance.now();
  const keeper = new OutputKeeper();
  const stdout = new StdoutClaim(options.claim?.stdout ?? null);
  const live = new LiveOutput(options.onOutput ?? (() => {}));
  const add = (chunk: Buffer): void => {
    keeper.add(chunk);
    options.onEveryByte?.(chunk);
    if (live.add(chunk) === 'left-out') giveBack(chunk);
  };
  const sinks = {
    stdout: (chunk: Buffer) => {
      stdout.add(chunk);
      add(chunk);
    },
    stderr: add,
  };
  const verdict = await settle(command, { ...options, launch }, sinks);
  live.end();
  const claimBroken = verdict.result === 'passed' && !stdout.holds();
  const durationMs = Math.round(performance.now() - started);
  return { command, ...verdict, ...(claimBroken && { result: 'failed' }), durationMs, ...keeper.finish() };
}

/**
 * Frees the memory of a chunk that nobody needs any more, unless it is a part of something larger. A flood otherwise
 * fills memory faster than it is collected.
 */
function giveBack({ buffer, length }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}

/** Kills everything of every command that runs, at once and without waiting: for the way out of the process. */
export function stopAllCommands(): void {
  for (const tree of running) {
    // More than once, since a process may have started another between two looks; not for ever.
    for (let look = 0; look < 5 && signalTree(tree, 'SIGKILL'); look += 1);
  }
}

interface Sinks {
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
}

async function settle(
  command: string,
  options: RunOptions & { readonly launch: Launch },
  sinks: Sinks,
): Promise<Verdict> {
  if (options.signal?.aborted) return { result: 'killed', exitCode: null, signal: null };
  const { launch } = options;
  const isWatched = launch.spawn.detached === true;
  const runId = isWatched ? WATCHDOG.begin() : randomBytes(16).toString('hex');
  const env = commandEnvironment(options.env ?? process.env, runId);
  const before = notePresent();
  let child: ChildProcess;
  try {
    child = spawn(launch.program, launch.args, { ...launch.spawn, cwd: options.cwd, env });
  } catch (error) {
    return notStarted(error, sinks);
  }
  child.stdout?.on('data', sinks.stdout);
  child.stderr?.on('data', sinks.stderr);
  const closed = once(child, 'close').catch(() => undefined);
  if (child.pid === undefined) return notStarted((await once(child, 'error'))[0], sinks);
  const spares = launch.sparesLeader && { sparesLeader: launch.sparesLeader };
  const tree = { leader: child.pid, runId, before, ...spares };
  running.add(tree);
  const endWatch = isWatched ? WATCHDOG.watch(tree.leader) : () => undefined;
  try {
    const end = await firstEnd(child, options);
    if (end.by === 'start') return notStarted(end.error, sinks);
    if (end.by === 'itself') {
      const leaked = !(await endedCleanly(tree, closed));
      return leaked
        ? { ...exitOf(child), result: 'leaked' }
        : judgeExit(command, exitOf(child), { ...options, env });
    }
    await endTree(tree, { requests: requestsFor(end, options), killMs: KILL_MS });
    const patience = launch.sparesLeader ? GRACE_MS : AFTER_KILL_MS;
    await Promise.race([closed, sleep(patience, undefined, { ref: false })]);
    const result = end.by === 'abort' ? 'killed' : 'timed-out';
    return { result, exitCode: null, signal: child.signalCode };
  } finally {
    running.delete(tree);
    endWatch();
    // Someone who got away may still hold the other end of the pipes.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

/** Ctrl-C means to a command what it means at a terminal: programs clean up behind INT that do not behind TERM. */
function requestsFor(end: End, { signal, interruptMs = INTERRUPT_MS }: RunOptions): readonly EndRequest[] {
  if (end.by !== 'abort' || signal?.reason !== 'SIGINT') return [{ signal: 'SIGTERM', graceMs: GRACE_MS }];
  return [
    { signal: 'SIGINT', graceMs: interruptMs },
    { signal: 'SIGTERM', graceMs: interruptMs },
  ];
}

function notStarted(error: unknown, sinks: Sinks): Verdict {
  sinks.stderr(Buffer.from(`mikado could not start the command: ${String(error)}\n`));
  return { result: 'failed', exitCode: null, signal: null };
}

/** Waits for the first of: the command's own end, its time limit, and the caller's wish. */
function firstEnd(child: ChildProcess, options: RunOptions): Promise<End> {
  return new Promise((resolve) => {
    const finish = (end: End): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      resolve(end);
    };
    const onAbort = (): void => finish({ by: 'abort' });
    const timer = setTimeout(
      () => finish({ by: 'time-limit' }),
      Math.min(options.timeoutMs, LONGEST_TIMER_MS),
    );
    options.signal?.addEventListener('abort', onAbort);
    child.once('exit', () => finish({ by: 'itself' }));
    child.once('error', (error) => finish({ by: 'start', error }));
  });
}

/**
 * Waits until nothing of a command that exited is left and its pipes are closed, and answers whether that came soon;
 * otherwise what is left is ended.
 */
async function endedCleanly(tree: ProcessTree, closed: Promise<unknown>): Promise<boolean> {
  if (!(await isGoneWithin(tree, STRAGGLER_MS))) {
    await endTree(tree, {
      requests: [{ signal: 'SIGTERM', graceMs: LEAK_GRACE_MS }],
      killMs: LEAK_KILL_MS,
    });
    return false;
  }
  const drained = closed.then(() => true);
  const late = sleep(STRAGGLER_MS, undefined, { ref: false })
    // What the command wrote before its end may still be waiting in the pipes when this process was busy.
    .then(() => nextTurn())
    .then(() => nextTurn(false));
  if (await Promise.race([drained, late])) return true;
  await endTree(tree, { requests: [], killMs: LEAK_KILL_MS });
  return false;
}

function exitOf({ exitCode, signalCode }: ChildProcess): Exit {
  return { exitCode, signal: signalCode };
}
