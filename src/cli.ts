import type { ExitStatus } from './commands/command.ts';
import type { Host, TextStream } from './commands/host.ts';
import { parseArguments } from './commands/parse-arguments.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

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
      process.stderr.write(`mikado: ${error.message}\n  ${error.help}\n`);
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
  const stdout = lazily(() => textStream(process.stdout, words));
  const stderr = lazily(() => textStream(process.stderr, words));
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

function textStream(stream: NodeJS.WriteStream, words: readonly string[]): TextStream {
  // Who reads only the first lines and closes the pipe has what he wanted.
  stream.on('error', () => {});
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    columns: stream.columns ?? 80,
    hasColour: wantsColour(isTerminal, words),
    write: (text) => void stream.write(text),
  };
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
            controller.abort();
          });
        }
      }
      return controller.signal;
    },
  };
}
