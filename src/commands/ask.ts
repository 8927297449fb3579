import type { Host } from './host.ts';

/** What was typed before a question could be read is no answer to it. In milliseconds. */
const TOO_EARLY_MS = 300;

/** Tells whether a person can be asked: stdin and stderr are both terminals. */
export function canAsk(host: Host): boolean {
  return host.stdin.isTTY === true && host.stderr.isTerminal;
}

/**
 * Asks a person at the terminal and answers the line that was typed, trimmed; undefined at the end of input or when
 * interrupted. What arrives in the first 300 ms was typed before the question was read, and is dropped.
 *
 * @param question text that is already safe to print
 */
export function ask(host: Host, question: string): Promise<string | undefined> {
  const { stdin, interrupted } = host;
  return new Promise((resolve) => {
    host.stderr.write(question);
    const asked = performance.now();
    let typed = '';
    const finish = (answer: string | undefined) => {
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      interrupted.removeEventListener('abort', onEnd);
      stdin.pause();
      resolve(answer);
    };
    const onEnd = () => finish(undefined);
    const onData = (chunk: Buffer | string) => {
      if (performance.now() - asked < TOO_EARLY_MS) {
        host.stderr.write(`(what was typed before the question is not taken as an answer)\n${question}`);
        return;
      }
      typed += chunk.toString();
      const end = typed.indexOf('\n');
      if (end !== -1) finish(typed.slice(0, end).trim());
    };
    stdin.on('data', onData);
    stdin.on('end', onEnd);
    interrupted.addEventListener('abort', onEnd);
    if (interrupted.aborted) return onEnd();
    stdin.resume();
  });
}
