import { setTimeout as pause } from 'node:timers/promises';

/** How long a test waits for something that should happen soon, in milliseconds. */
const PATIENCE = 15_000;

/** What `waitFor` needs to know besides the question. */
export interface Waiting {
  /** Says what was missing and what stood there instead; called once, when time is up. */
  readonly complain: () => string;
  /** How long to ask, in milliseconds; 15 seconds unless told. */
  readonly patience?: number;
  /** Between two questions, in milliseconds; 5 unless told, which is too often where each takes a process. */
  readonly every?: number;
}

/**
 * Asks a question until it has an answer, and returns that answer.
 *
 * @param ask returns undefined while there is no answer yet
 * @throws Error with the complaint when time is up first
 */
export async function waitFor<T>(ask: () => T | undefined, waiting: Waiting): Promise<T> {
  const { patience = PATIENCE, every = 5 } = waiting;
  const end = performance.now() + patience;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`after ${patience} ms: ${waiting.complain()}`);
    await pause(every);
  }
}

/** Waits until a time has passed: for what a program leaves out of account for so long. In milliseconds. */
export async function waitAtLeast(milliseconds: number): Promise<void> {
  const since = performance.now();
  await waitFor(() => (performance.now() - since > milliseconds ? true : undefined), {
    complain: () => 'time stands still',
  });
}
