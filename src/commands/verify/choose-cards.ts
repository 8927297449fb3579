import { availableParallelism } from 'node:os';
import type { Card } from '../../cards/card.ts';
import { parseDuration } from '../../duration.ts';
import type { Plan } from '../../plan.ts';
import { UsageError } from '../../usage-error.ts';
import { cardsOfShard, parseShard, type Shard } from '../../verify/shard.ts';
import type { Input } from '../command.ts';
import { findCard } from '../find-card.ts';
import type { Host } from '../host.ts';

/** More cards than this side by side are only for who asks for it. */
const MOST_JOBS = 4;

/** Which cards are to be verified, and how. */
export interface Choice {
  /** In the order in which they start. */
  readonly cards: readonly Card[];
  /** How many there are in all shards together. */
  readonly total: number;
  readonly shard: Shard | null;
  /** How many run side by side. */
  readonly jobs: number;
  /** Time limit of one command in milliseconds, or undefined for the usual one. */
  readonly timeoutMs: number | undefined;
}

/**
 * Reads from the command line which cards are to be verified, and how.
 *
 * @throws UsageError for a card that is not there, choices that contradict one another, and values that are none
 */
export function chooseCards(plan: Plan, input: Input, host: Host): Choice {
  const shard = shardFrom(input);
  const timeoutMs = timeoutFrom(input);
  const jobs = jobsFrom(input) ?? plan.config.verification?.jobs ?? usualJobs();
  const all = namedCards(plan, input, host) ?? cardsByState(plan, input, host);
  const cards = shard === null ? all : cardsOfShard(all, shard);
  return { cards, total: all.length, shard, jobs, timeoutMs };
}

/** The cards that the command line names, or undefined where it says which kind. */
function namedCards(plan: Plan, input: Input, host: Host): readonly Card[] | undefined {
  const kind =
    ['ready', 'done'].find((flag) => input.flags.has(flag)) ?? (input.values.has('chain') && 'chain');
  if (input.operands.length === 0 && kind === false)
    throw new UsageError(
      'mikado verify needs a card, --ready, --chain GOAL or --done.',
      'mikado ready lists the ready cards.',
    );
  if (input.operands.length === 0) return undefined;
  if (kind !== false)
    throw new UsageError(`mikado verify takes cards or --${kind}, not both.`, 'Leave one out.');
  return [...new Set(input.operands.map((name) => findCard(plan, name, host.cwd)))];
}

/** The ready and the done cards, as far as they are asked for, of a chain or of all; of a chain alone all open ones. */
function cardsByState(plan: Plan, input: Input, host: Host): readonly Card[] {
  const goal = input.values.get('chain');
  const head = goal === undefined ? undefined : findCard(plan, goal, host.cwd);
  const within = head === undefined ? plan.cards : plan.graph.chainOf(head).toReversed();
  const ready = input.flags.has('ready') ? plan.rankReady(head).map((ranked) => ranked.card) : [];
  const done = input.flags.has('done') ? within.filter((card) => plan.stateOf(card).kind === 'done') : [];
  if (input.flags.has('ready') || input.flags.has('done')) return [...ready, ...done];
  return within.filter((card) => plan.stateOf(card).kind !== 'done');
}

function shardFrom(input: Input): Shard | null {
  const text = input.values.get('shard');
  if (text === undefined) return null;
  const shard = parseShard(text);
  if (shard === undefined)
    throw new UsageError(
      `--shard takes a part such as 1/3, and ${text} is none.`,
      'The first of three machines takes 1/3, the last 3/3.',
    );
  return shard;
}

function jobsFrom(input: Input): number | undefined {
  const text = input.values.get('jobs');
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`--jobs takes a number from 1 to 9999, and ${text} is none.`, 'Write --jobs 4.');
  return Number(text);
}

function usualJobs(): number {
  return Math.min(availableParallelism(), MOST_JOBS);
}

function timeoutFrom(input: Input): number | undefined {
  const text = input.values.get('timeout');
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds === 0) {
    throw new UsageError(
      `--timeout takes a time such as 30s or 5m, and ${text} is none.`,
      'The units are ms, s, m and h.',
    );
  }
  return milliseconds;
}
