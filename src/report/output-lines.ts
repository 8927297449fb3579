import { visible } from '../visible.ts';

/** A line without an end is shown once it is this long, in UTF-16 code units. */
const LONGEST_LINE = 8 * 1024;

/**
 * Cuts what a command prints into lines that are safe to show, each behind a bar so that it cannot pass for a line of
 * ours. Characters and lines may lie across chunks.
 */
export class OutputLines {
  #decoder = new TextDecoder();
  #rest = '';

  /** The lines that this chunk completes, or nothing yet. */
  add(chunk: Uint8Array): string {
    const lines = `${this.#rest}${this.#decoder.decode(chunk, { stream: true })}`.split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE) lines.push(this.#takeRest());
    return lines.map(behindBar).join('');
  }

  /** The last line, which had no end; afterwards the output of another command may follow. */
  end(): string {
    const last = this.#rest + this.#decoder.decode();
    this.#rest = '';
    return last === '' ? '' : behindBar(last);
  }

  #takeRest(): string {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }
}

function behindBar(line: string): string {
  return `  | ${visible(line.replace(/\r$/, ''))}\n`;
}
