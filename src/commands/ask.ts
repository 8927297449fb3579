import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from './host.ts';

/** What was typed before a question could be read is no answer to it. In milliseconds. */
const TOO_EARLY_MS = 300;

/** What a terminal sends for Ctrl-C and Ctrl-D where nobody takes them as a signal or the end. */
const INTERRUPTS = /[\u0003\u0004]/;

/** Tells whether a person can be asked: stdin and stderr are both terminals. */
export function canAsk(host: Host): boolean {
  return host.stdin.isTTY === true && host.stderr.isTerminal;
}

/**
 * Asks a person at the terminal and answers the line that was typed, trimmed; undefined at the end of input or when
 * interrupted. What arrives in the first 300 ms was typed before the question was read, and is dropped, the beginning of
 * a line as well.
 *
 * @param question text that is already safe to print
 */
export async function ask(host: Host, question: string): Promise<string | undefined> {
  host.stderr.write(question);
  const early = await drain(host);
  if (early === 'ended' || host.interrupted.aborted) return undefined;
  if (early === 'typed')
    host.stderr.write(`\n(what was typed before the question is not taken as an answer)\n${question}`);
  return readLine(host);
}

/**
 * Throws away what was typed until now. Only in raw mode does the terminal hand over the beginning of a line, which would
 * otherwise become an answer by one press of Enter.
 */
async function drain({ stdin, interrupted }: Host): Promise<'nothing' | 'typed' | 'ended'> {
  let typed = '';
  let ended = false;
  const onData = (chunk: Buffer | string): void => {
    typed += chunk.toString();
  };
  const onEnd = (): void => {
    ended = true;
  };
  stdin.on('data', onData);
  stdin.on('end', onEnd);
  stdin.setRawMode(true);
  try {
    stdin.resume();
    await pause(TOO_EARLY_MS, undefined, { signal: interrupted });
  } catch {
    ended = true;
  } finally {
    stdin.setRawMode(false);
    stdin.off('data', onData);
    stdin.off('end', onEnd);
    stdin.pause();
  }
  if (ended || INTERRUPTS.test(typed)) return 'ended';
  return typed === '' ? 'nothing' : 'typed';
}

function readLine({ stdin, interrupted }: Host): Promise<string | undefined> {
  return new Promise((resolve) => {
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
