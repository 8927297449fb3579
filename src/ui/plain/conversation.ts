import { wrap } from '../draw/rows.ts';

/** What was typed sooner after a question that changes something was typed before it was read. In milliseconds. */
const TOO_EARLY_MS = 150;

/** Columns that lines are broken at where the terminal does not tell its own. */
const USUAL_COLUMNS = 80;

interface Question {
  readonly text: string;
  readonly since: number;
  /** Whether lines that were typed before it count as its answer. */
  readonly takes: 'any-line' | 'later-lines';
  readonly resolve: (line: string) => void;
}

/** What a conversation is held over: the terminal in its usual mode, in which it echoes and hands over whole lines. */
interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/**
 * Sentences to a person and lines from him, in turn. Writes text and line ends alone: no cursor is moved, nothing is
 * written twice, and nothing that stands is changed. Texts that are handed to it must be safe to print.
 */
export class Conversation {
  readonly #terminal: Terminal;
  readonly #hearEnd: () => void;
  readonly #early: string[] = [];
  #typed = '';
  #question: Question | undefined;
  #hear: ((line: string) => void) | undefined;

  /** @param onEnd called once where nothing more can be typed, as after Ctrl-D */
  constructor(terminal: Terminal, onEnd: () => void) {
    this.#terminal = terminal;
    this.#hearEnd = onEnd;
    terminal.stdin.setEncoding('utf8');
    terminal.stdin.on('data', this.#take);
    terminal.stdin.on('end', this.#hearEnd);
  }

  /** Says a paragraph, broken at words. */
  say(text: string, indent = ''): void {
    this.#write(`${this.#broken(text, indent)}\n`);
  }

  /** Says a paragraph while a question may be open, and asks it again then. */
  interject(text: string): void {
    const { text: open } = this.#question ?? {};
    this.#write(open === undefined ? '' : '\n');
    this.say(text);
    if (open !== undefined) this.#put(open);
  }

  /** Asks, and answers with the line that was typed, trimmed; a line that was typed before is an answer too. */
  ask(question: string): Promise<string> {
    const early = this.#early.shift();
    this.#put(question);
    if (early !== undefined) {
      this.#write(`${early}\n`);
      return Promise.resolve(early);
    }
    return this.#await(question, 'any-line');
  }

  /** Asks what changes something: a line that was typed before the question could be read is no answer. */
  askAnew(question: string): Promise<string> {
    this.#put(question);
    if (this.#early.splice(0).length > 0) this.#refuseEarly(question);
    return this.#await(question, 'later-lines');
  }

  /** Hears the lines that are typed while no question is open, for as long as the work lasts. */
  async hearing<T>(hear: (line: string) => void, work: () => Promise<T>): Promise<T> {
    this.#hear = hear;
    try {
      return await work();
    } finally {
      this.#hear = undefined;
    }
  }

  /** Leaves the terminal to somebody else for as long as the work lasts. */
  async lend<T>(work: () => Promise<T>): Promise<T> {
    this.#terminal.stdin.pause();
    try {
      return await work();
    } finally {
      this.#terminal.stdin.resume();
    }
  }

  /** Ends the line of an open question and listens no more. */
  end(): void {
    const { stdin } = this.#terminal;
    stdin.off('data', this.#take);
    stdin.off('end', this.#hearEnd);
    stdin.pause();
    if (this.#question !== undefined) this.#write('\n');
    this.#question = undefined;
  }

  readonly #take = (chunk: Buffer | string): void => {
    const lines = (this.#typed + chunk.toString()).split(/\r?\n/);
    this.#typed = lines.pop() ?? '';
    for (const line of lines) this.#takeLine(line.trim());
  };

  #takeLine(line: string): void {
    const question = this.#question;
    if (question === undefined) {
      if (this.#hear === undefined) this.#early.push(line);
      else this.#hear(line);
      return;
    }
    if (question.takes === 'later-lines' && performance.now() - question.since < TOO_EARLY_MS) {
      this.#refuseEarly(question.text);
      return;
    }
    this.#question = undefined;
    question.resolve(line);
  }

  #refuseEarly(question: string): void {
    this.#write('\n');
    this.say('What was typed before the question is not taken as an answer.');
    this.#put(question);
  }

  #await(text: string, takes: Question['takes']): Promise<string> {
    return new Promise((resolve) => {
      this.#question = { text, since: performance.now(), takes, resolve };
    });
  }

  #put(question: string): void {
    this.#write(`${this.#broken(question)} `);
  }

  #broken(text: string, indent = ''): string {
    const columns = this.#terminal.stdout.columns || USUAL_COLUMNS;
    return wrap(text, columns - 1, indent).join('\n');
  }

  #write(text: string): void {
    if (text !== '') this.#terminal.stdout.write(text);
  }
}
