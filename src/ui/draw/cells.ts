import { columnsOf } from './rows.ts';

/** One column of a painted line. The second column of a wide character holds an empty text. */
interface Cell {
  readonly text: string;
  /** What the style is, as the parameters of one SGR sequence; empty for the terminal's own. */
  readonly style: string;
}

/** A painted line of the screen, column by column. */
export interface CellLine {
  readonly painted: string;
  readonly cells: readonly Cell[];
  /** False where terminals may disagree about how wide a character is. */
  readonly certain: boolean;
}

const BLANK: Cell = { text: ' ', style: '' };
/** Latin letters, rules and our own signs: one column on every terminal that shows them at all. */
const CERTAIN = /^[\x20-\x7e\u00a0-\u024f\u2013-\u2026\u2190-\u2193\u2500-\u257f▸◌✓✗⟳⤷]*$/;
const STYLED = /\x1b\[([\d;]*)m/g;
/** Writing so many columns that did not change is no longer than moving the cursor over them. */
const BRIDGE = 4;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Reads a line that was painted with style sequences into its columns. */
export function cellsOf(painted: string): CellLine {
  const cells: Cell[] = [];
  const style = new Style();
  let certain = true;
  let from = 0;
  const add = (text: string): void => {
    if (text === '') return;
    if (CERTAIN.test(text)) {
      for (const character of text) cells.push({ text: character, style: style.parameters });
      return;
    }
    certain = false;
    for (const { segment } of graphemes.segment(text)) {
      cells.push({ text: segment, style: style.parameters });
      for (let more = columnsOf(segment); more > 1; more -= 1)
        cells.push({ text: '', style: style.parameters });
    }
  };
  for (const match of painted.matchAll(STYLED)) {
    add(painted.slice(from, match.index));
    from = match.index + match[0].length;
    style.apply(match[1] ?? '');
  }
  add(painted.slice(from));
  return { painted, cells, certain };
}

/**
 * What to write so that a line on the screen becomes another. The style is the terminal's own before and after.
 *
 * @param row the line, counted from 1
 */
export function changeLine(row: number, before: CellLine, after: CellLine): string {
  if (before.painted === after.painted) return '';
  // Where the width of a character is in doubt, so is every column behind it.
  if (!before.certain || !after.certain) return `\x1b[${row};1H\x1b[2K${after.painted}\x1b[m`;
  const end = after.cells.length - blanksAtEnd(after.cells);
  const pen = new Pen(row);
  const columns = Math.max(before.cells.length, after.cells.length);
  for (let column = 0; column < columns; column += 1) {
    const cell = after.cells[column] ?? BLANK;
    if (isSame(before.cells[column] ?? BLANK, cell)) continue;
    if (column >= end) {
      pen.wipe(column);
      break;
    }
    pen.draw(column, after.cells);
  }
  return pen.finished();
}

function isSame(one: Cell, other: Cell): boolean {
  return one.text === other.text && one.style === other.style;
}

function blanksAtEnd(cells: readonly Cell[]): number {
  let count = 0;
  while (count < cells.length && isSame(cells[cells.length - 1 - count] ?? BLANK, BLANK)) count += 1;
  return count;
}

/** Writes cells of one line, with as few moves and changes of style as that takes. */
class Pen {
  readonly #row: number;
  #written = '';
  #style = '';
  /** The column it stands at, or undefined before the first move. */
  #column: number | undefined;

  constructor(row: number) {
    this.#row = row;
  }

  draw(column: number, cells: readonly Cell[]): void {
    this.#moveTo(column, cells);
    this.#put(cells[column] ?? BLANK);
  }

  /** Empties the line from a column on. */
  wipe(column: number): void {
    this.#moveTo(column, []);
    this.#take('');
    this.#written += '\x1b[K';
  }

  finished(): string {
    this.#take('');
    return this.#written;
  }

  #moveTo(column: number, cells: readonly Cell[]): void {
    const from = this.#column;
    this.#column = column;
    if (from === column) return;
    if (from === undefined) {
      this.#written += `\x1b[${this.#row};${column + 1}H`;
      return;
    }
    const between = cells.slice(from, column);
    const isShort = between.length === column - from && between.length <= BRIDGE;
    if (isShort && between.every((cell) => cell.style === this.#style)) {
      this.#written += between.map((cell) => cell.text).join('');
    } else {
      this.#written += `\x1b[${column - from}C`;
    }
  }

  #put(cell: Cell): void {
    this.#take(cell.style);
    this.#written += cell.text;
    this.#column = (this.#column ?? 0) + 1;
  }

  #take(style: string): void {
    if (style === this.#style) return;
    if (style === '') this.#written += '\x1b[m';
    else this.#written += this.#style === '' ? `\x1b[${style}m` : `\x1b[0;${style}m`;
    this.#style = style;
  }
}

/** The style that a row of SGR sequences has come to: bold or dim, a colour of the sixteen, inverse. */
class Style {
  readonly #parts = new Map<'weight' | 'colour' | 'inverse', string>();
  parameters = '';

  apply(parameters: string): void {
    for (const each of parameters.split(';')) this.#set(Number(each), each);
    this.parameters = [...this.#parts.values()].join(';');
  }

  #set(code: number, parameter: string): void {
    if (code === 0) this.#parts.clear();
    else if (code === 22) this.#parts.delete('weight');
    else if (code === 27) this.#parts.delete('inverse');
    else if (code === 39) this.#parts.delete('colour');
    else this.#parts.set(code <= 2 ? 'weight' : code === 7 ? 'inverse' : 'colour', parameter);
  }
}
