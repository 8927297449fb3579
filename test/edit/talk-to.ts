import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process of this folder that answers lines on its stdout. */
export interface Partner {
  /** Writes to its stdin. */
  readonly tell: (text: string) => void;
  /** The next line of its stdout. */
  readonly hear: () => Promise<string>;
  /** Ends its stdin and waits for its exit status. */
  readonly end: () => Promise<number | null>;
}

/** Starts a program of this folder as a process of its own. */
export function talkTo(program: string, args: readonly string[]): Partner {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [
    join(import.meta.dirname, program),
    ...args,
  ]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: (text) => void child.stdin.write(text),
    hear: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${program} ended`);
      return next.value;
    },
    end: async () => {
      child.stdin.end();
      const [code]: unknown[] = await once(child, 'exit');
      return typeof code === 'number' ? code : null;
    },
  };
}
