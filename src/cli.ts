import { fstatSync, statSync, writeSync } from 'node:fs';
import type { ExitStatus } from './commands/command.ts';
import type { Host, TextStream } from './commands/host.ts';
import { parseArguments } from './commands/parse-arguments.ts';
import { hasCode } from './system-error.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import { visible } from './visible.ts';

/** Signals that stop the program, with the exit status that tells of them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The exit status of a bug of this program, as sysexits has it for internal errors. */
const BUG = 70;

void main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await answer(words);
  } catch (error) {
    if (error instanceof UsageError) {
      textStream(2, words).write(`mikado: ${visible(error.message)}\n  ${visible(error.help)}\n`);
      process.exitCode = 2;
    } else {
      const trace = error instanceof Error ? error.stack : String(error);
      process.stderr.write(`mikado: this is a bug in mikado ${version}.\n${trace}\n`);
      process.exitCode = BUG;
    }
  }
}

async function answer(words: readonly string[]): Promise<ExitStatus> {
  const request = parseArguments(words);
  const interrupt = interruption();
  // Each stream costs a millisecond to open, and most commands need only one.
  const stdout = lazily(() => textStream(1, words));
  const stderr = lazily(() => textStream(2, words));
  const host: Host = {
    cwd: process.cwd(),
    env: process.env,
    version,
    get stdout() {
      return stdout();
    },
    get stderr() {
      return stderr();
    },
    get stdin() {
      return process.stdin;
    },
    get interrupted() {
      return interrupt.signal();
    },
    onExit: (callback) => void process.once('exit', callback),
  };
  if (request.kind === 'version') {
    host.stdout.write(`${version}\n`);
    return 0;
  }
  if (request.kind === 'help') {
    const { commandText, overviewText } = await import('./commands/help.ts');
    host.stdout.write(request.command === undefined ? overviewText() : commandText(request.command));
    return 0;
  }
  const { run } = await request.command.load();
  const status = await run(request.input, host);
  return interrupt.status() ?? status;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Opens stdout (1) or stderr (2) for text. What is no terminal is written to directly: Node's own stream for it takes
 * 3 ms to load, an eighth of what Node itself takes to start.
 */
function textStream(descriptor: 1 | 2, words: readonly string[]): TextStream {
  const open = lazily(() => nodeStream(descriptor));
  const isTerminal = mayBeTerminal(descriptor) && open().isTTY === true;
  return {
    isTerminal,
    columns: isTerminal ? (open().columns ?? 80) : 80,
    hasColour: wantsColour(isTerminal, words),
    write: isTerminal ? (text) => void open().write(text) : (text) => writeDirectly(descriptor, text, open),
  };
}

function nodeStream(descriptor: 1 | 2): NodeJS.WriteStream {
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  // Who reads only the first lines and closes the pipe has what he wanted.
  stream.on('error', () => {});
  return stream;
}

/** Every terminal is a character device; the null device is one too, and no terminal. */
function mayBeTerminal(descriptor: 1 | 2): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
  } catch {
    // The stream was closed before the start.
    return false;
  }
}

/** Writes all of a text; a pipe that takes no more just now is left to Node's stream, and a closed one to itself. */
function writeDirectly(descriptor: 1 | 2, text: string, open: () => NodeJS.WriteStream): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if (hasCode(error, 'EAGAIN')) open().write(bytes.subarray(written));
  }
}

/** Colour is for terminals that can show it, unless somebody said no: see no-color.org and force-color.org. */
function wantsColour(isTerminal: boolean, words: readonly string[]): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM, CLICOLOR } = process.env;
  if (words.includes('--no-color') || (NO_COLOR !== undefined && NO_COLOR !== '')) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return isTerminal && TERM !== 'dumb' && CLICOLOR !== '0';
}

/** Listens for signals only once a command asks to be told of them, so that all others end as the system has it. */
function interruption() {
  const controller = new AbortController();
  let listening = false;
  let status: ExitStatus | undefined;
  return {
    status: () => status,
    signal(): AbortSignal {
      if (!listening) {
        listening = true;
        for (const [signal, code] of Object.entries(SIGNALS)) {
          process.on(signal, () => {
            // The second one is meant: whoever waits for an orderly end has waited enough.
            if (status !== undefined) process.exit(code);
            status = code;
            controller.abort(signal);
          });
        }
      }
      return controller.signal;
    },
  };
}
