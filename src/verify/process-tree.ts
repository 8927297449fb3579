import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, readProcessStat } from '../process-stat.ts';
import { RUN_VARIABLE } from './command-environment.ts';

const POLL_MS = 20;

/** For how long, in milliseconds, no process id of one that ran before can have become another's. */
const NO_REUSE_MS = 1_000;
/** For how long, in milliseconds, what was seen serves the next command as well. */
const SERVES_MS = 100;

/** How many looks more are taken while a new process may be just starting. */
const MOST_UNSURE = 2;
/** The parent of the threads of the kernel. */
const KERNEL_THREADS = 2;

/** A command and everything it started. */
export interface ProcessTree {
  /** The process id of the command's shell, which is also its group. */
  readonly leader: number;
  /** What the environment of all its descendants holds. */
  readonly runId: string;
  readonly before: Before;
  /** Set where the leader ends by itself once nothing else is left, and is not to be counted or signalled. */
  readonly sparesLeader?: true;
}

/** What ran before a command was started, and so is none of it. */
export interface Before {
  /** Their process ids as `/proc` names them; empty where there is no `/proc`. */
  readonly processes: ReadonlySet<string>;
  /** When that was, by `performance.now()`. */
  readonly at: number;
}

let lastSeen: Before = { processes: new Set(), at: Number.NEGATIVE_INFINITY };

/** Lists what runs now. */
function look(): readonly string[] {
  const names = readdirSync('/proc');
  lastSeen = { processes: new Set(names), at: performance.now() };
  return names;
}

/**
 * Notes what runs now, or ran a moment ago: whatever was there then belongs to no command that starts from here on.
 * Looking closely at each process is what makes looking for survivors slow.
 */
export function notePresent(): Before {
  if (process.platform === 'linux' && performance.now() - lastSeen.at > SERVES_MS) look();
  return lastSeen;
}

/**
 * The processes of a tree that still run, as targets for a signal. On Linux these are the members of the command's
 * group and session, and whoever inherited its run id, which finds those that left both. A process that left both
 * and cleared its environment is not found. Elsewhere only the group is known, as one negative target.
 */
function survivors(tree: ProcessTree): readonly number[] {
  if (process.platform !== 'linux') return send(-tree.leader, 0) ? [-tree.leader] : [];
  const { processes, at } = tree.before;
  const mayBeReused = performance.now() - at > NO_REUSE_MS;
  const pids = look().filter((name) => mayBeReused || !processes.has(name));
  return pids.map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid && belongs(pid, tree));
}

/** Sends a signal to everything of a tree that still runs, and answers whether there was anything. */
export function signalTree(tree: ProcessTree, signal: NodeJS.Signals): boolean {
  const alive = survivors(tree);
  for (const pid of alive) send(pid, signal);
  return alive.length > 0;
}

/** A polite request to end, and how long it is given, in milliseconds. */
export interface EndRequest {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/**
 * Ends a tree: sends it one polite request after the other and, whatever is left when the last grace is over, kills it.
 *
 * @param limits.killMs for how long it is tried to kill what is left, in milliseconds
 * @returns whether nothing is left; a process that hangs in the kernel cannot be killed.
 */
export async function endTree(
  tree: ProcessTree,
  limits: { readonly requests: readonly EndRequest[]; readonly killMs: number },
): Promise<boolean> {
  for (const { signal, graceMs } of limits.requests) {
    signalTree(tree, signal);
    if (await isGoneWithin(tree, graceMs)) return true;
  }
  const deadline = performance.now() + limits.killMs;
  // Again and again, since a process may have started another between two looks.
  while (signalTree(tree, 'SIGKILL')) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Waits until nothing of a tree runs, at most `ms` milliseconds, and answers whether that came. */
export async function isGoneWithin(tree: ProcessTree, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  // One that hid itself by an empty environment for good must not hold up the answer.
  let unsure = MOST_UNSURE;
  while (survivors(tree).length > 0 || (isAnyStarting(tree) && unsure-- > 0)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Tells whether any process that is new has no environment: while a program is put in the place of another it has none
 * for a moment, and nothing tells whose it is once it left its group and session. Threads of the kernel never have one.
 */
function isAnyStarting({ before }: ProcessTree): boolean {
  if (process.platform !== 'linux') return false;
  return [...lastSeen.processes].some((name) => {
    if (before.processes.has(name) || !/^\d+$/.test(name)) return false;
    const stat = readProcessStat(Number(name));
    return isRunning(stat) && stat.parent !== KERNEL_THREADS && environmentOf(Number(name)) === '';
  });
}

function belongs(pid: number, tree: ProcessTree): boolean {
  if (pid === tree.leader && tree.sparesLeader) return false;
  const stat = readProcessStat(pid);
  if (!isRunning(stat)) return false;
  return stat.group === tree.leader || stat.session === tree.leader || inheritedRun(pid, tree.runId);
}

function inheritedRun(pid: number, runId: string): boolean {
  const entries = environmentOf(pid)?.split('\0') ?? [];
  return entries.some((entry) => entry.startsWith(`${RUN_VARIABLE}=`) && entry.includes(runId));
}

/** Undefined for another user's, or one that is gone meanwhile. */
function environmentOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return undefined;
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
