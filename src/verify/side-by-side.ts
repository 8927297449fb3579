/**
 * Does a piece of work for each thing, at most `jobs` at once, and answers the results in the order of the things.
 * Work starts in that order too; once `signal` aborts none starts any more, and what was not started has no result.
 *
 * @param options `jobs` counts from 1
 * @throws what `work` throws first; what runs then goes on by itself
 */
export async function sideBySide<T, R>(
  things: readonly T[],
  options: {
    readonly jobs: number;
    readonly signal: AbortSignal;
    readonly work: (thing: T) => Promise<R>;
  },
): Promise<readonly (R | undefined)[]> {
  const results: (R | undefined)[] = things.map(() => undefined);
  const pending = things.entries();
  const worker = async (): Promise<void> => {
    for (const [index, thing] of pending) {
      if (options.signal.aborted) return;
      results[index] = await options.work(thing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, things.length) }, worker));
  return results;
}
