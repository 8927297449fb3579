import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { answer } from './answer.ts';
import { MIKADO, makeFolder, NODE } from './cli.ts';
import { startInPty } from './pty.ts';
import { waitFor } from './wait-for.ts';

/** One command of a transcript, what was typed at its questions, and all that stood on the terminal. */
export interface Step {
  readonly command: string;
  readonly answers: readonly string[];
  readonly output: string;
}

/** The end of a question; the answer follows it on the same line. */
const QUESTION = /(?:y or \[n\]|a note if you like:) /g;
const ANSWERED = /(?:y or \[n\]|a note if you like:) (.*)/g;

/** The steps in the `console` blocks of a Markdown text: each starts with `$ ` at the beginning of a line. */
export function stepsIn(markdown: string): readonly Step[] {
  const blocks = [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
  return blocks
    .flatMap((block) => block.split(/^\$ /m).slice(1))
    .map((text) => {
      const [command = '', ...lines] = text.trimEnd().split('\n');
      const output = lines.join('\n').trimEnd();
      return { command, output, answers: [...output.matchAll(ANSWERED)].map((match) => match[1] ?? '') };
    });
}

/** A command of a page; its output where the page shows that. */
export interface Command {
  readonly command: string;
  readonly answers: readonly string[];
  readonly output: string | undefined;
}

/**
 * Every command in the code blocks of a page, in their order: each line of a `sh` block, each step of a `console` block,
 * and what a job of a forge runs by `npx`.
 */
export function commandsIn(markdown: string): readonly Command[] {
  const blocks = [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  return blocks.flatMap(([block, language, text = '']): readonly Command[] => {
    if (language === 'console') return stepsIn(block);
    const lines = text.split('\n');
    const typed =
      language === 'yaml'
        ? lines.flatMap((line) => /^ *- run: npx mikado-planner (.*)$/.exec(line)?.[1] ?? [])
        : lines.filter((line) => language === 'sh' && line !== '');
    const front = language === 'yaml' ? 'mikado ' : '';
    return typed.map((line) => ({ command: front + line, answers: [], output: undefined }));
  });
}

/** A terminal to type commands of a transcript at: one folder, and approvals that nobody else has. */
export class TranscriptPlace {
  readonly folder = makeFolder();
  /** What its commands run with, for a program that is started beside the terminal. */
  readonly env: Readonly<Record<string, string>>;

  /** @param env set on top of what every transcript has */
  constructor(env: Readonly<Record<string, string>> = {}) {
    const bin = makeFolder();
    writeFileSync(join(bin, 'mikado'), `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n`, { mode: 0o755 });
    this.env = {
      PATH: [bin, process.env.PATH ?? ''].join(delimiter),
      XDG_STATE_HOME: makeFolder(),
      NO_COLOR: '1',
      // No progress line, which comes and goes with the speed of the machine.
      TERM: 'dumb',
      ...env,
    };
  }

  /** Types a step's command and answers, and returns what a transcript would show of it. */
  async play({ command, answers }: Pick<Step, 'command' | 'answers'>): Promise<string> {
    const screen = startInPty('/bin/sh', ['-c', command], {
      cwd: this.folder,
      env: this.env,
      columns: 200,
      rows: 50,
    });
    for (const [index, line] of answers.entries()) {
      await waitFor(() => ([...screen.received.matchAll(QUESTION)].length > index ? true : undefined), {
        complain: () => `\`${command}\` asks no question ${index + 1}:\n${screen.received}`,
      });
      await answer(screen, line);
    }
    await screen.waitForExit();
    return this.#asShown(screen.received);
  }

  /** What differs from run to run is shown as it was for the author: the folder and the time a command took. */
  #asShown(received: string): string {
    return received
      .replaceAll('\r\n', '\n')
      .replaceAll(this.folder, '/home/you/plan')
      .replace(/\d+\.\d s(?=$| {2})/gm, '0.0 s')
      .trimEnd();
  }
}
