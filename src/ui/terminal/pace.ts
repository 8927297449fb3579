/**
 * Calls back after changes, at most so often: at once after quiet, else when the time between two has passed. Changes that
 * come in one turn of the event loop are one.
 *
 * @param between the least time between two calls, in milliseconds
 * @returns what to call after each change; and how to stop
 */
export function pace(call: () => void, between: number): { changed(): void; stop(): void } {
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  const now = (): void => {
    cancel = undefined;
    last = performance.now();
    call();
  };
  return {
    changed() {
      if (cancel !== undefined) return;
      const wait = last + between - performance.now();
      if (wait > 0) {
        const timer = setTimeout(now, wait);
        cancel = () => clearTimeout(timer);
      } else {
        const immediate = setImmediate(now);
        cancel = () => clearImmediate(immediate);
      }
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
