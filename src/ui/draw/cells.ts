import { columnsOf, isNarrow } from './rows.ts';

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
const STYLED = /\x1b\[([\d;]*)m/g;
/** Writing so many columns that did not change is no longer than moving the cursor over them. */
const BRIDGE = 4;
/** Writing so many blanks is no longer than emptying their columns and moving the cursor over them. */
const BLANKS = 9;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Reads a line that was painted with style sequences into its columns. */
export function cellsOf(painted: string): CellLine {
  const cells: Cell[] = [];
  const style = new Style();
  let certain = true;
  let from = 0;
  const add = (text: string): void => {
    if (text === '') return;
    if (isNarrow(text)) {
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

/** Writes what makes the lines on a screen others, with as few bytes as that takes. The style is the terminal's own before and after. */
export class Pen {
  readonly #columns: number;
  #written = '';
  #style = '';
  /** Where the cursor is, counted from 0; undefined where terminals may disagree about that. */
  #at: { readonly row: number; readonly column: number } | undefined;

  /** @param columns as many as the terminal has at the least */
  constructor(columns: number) {
    this.#columns = columns;
  }

  /**
   * Makes one line another.
   *
   * @param row the line, counted from 0; lines are changed from the top
   */
  change(row: number, before: CellLine, after: CellLine): void {
    if (before.painted === after.painted) return;
    // Where the width of a character is in doubt, so is every column behind it.
    if (!before.certain || !after.certain) {
      this.#take('');
      this.#written += `\x1b[${row + 1}H\x1b[2K${after.painted}\x1b[m`;
      this.#at = undefined;
      return;
    }
    const end = after.cells.length - blanksAtEnd(after.cells);
    const columns = Math.max(before.cells.length, after.cells.length);
    for (let column = 0; column < columns; column += 1) {
      const cell = after.cells[column] ?? BLANK;
      if (isSame(before.cells[column] ?? BLANK, cell)) continue;
      if (column >= end) {
        this.#moveTo(row, end, after.cells);
        this.#empty('\x1b[K');
        return;
      }
      this.#moveTo(row, column, after.cells);
      const blanks = blanksFrom(column, after.cells);
      if (blanks > BLANKS) {
        this.#empty(`\x1b[${blanks}X`);
        column += blanks - 1;
      } else this.#put(cell);
    }
  }

  /** All that is to be written. */
  finished(): string {
    this.#take('');
    return this.#written;
  }

  #moveTo(row: number, column: number, cells: readonly Cell[]): void {
    const at = this.#at;
    this.#at = { row, column };
    if (at?.row === row && at.column === column) return;
    const ways = [
      column === 0 ? `\x1b[${row + 1}H` : `\x1b[${row + 1};${column + 1}H`,
      ...(at === undefined ? [] : waysFrom(at, { row, column })),
      ...(at?.row === row ? this.#bridge(cells.slice(at.column, column)) : []),
    ];
    this.#written += ways.reduce((best, way) =>
      Buffer.byteLength(way) <= Buffer.byteLength(best) ? way : best,
    );
  }

  /** What stands between two columns, where it is in the style of the moment: short, it is as good as a move. */
  #bridge(between: readonly Cell[]): readonly string[] {
    if (between.length > BRIDGE || between.some((cell) => !this.#canWrite(cell))) return [];
    return [between.map((cell) => cell.text).join('')];
  }

  /** Empties columns where the cursor stays. They take no style but inverse. */
  #empty(sequence: string): void {
    if (isInverse(this.#style)) this.#take('');
    this.#written += sequence;
  }

  #put(cell: Cell): void {
    if (!this.#canWrite(cell)) this.#take(cell.style);
    this.#written += cell.text;
    const { row, column } = this.#at ?? { row: 0, column: 0 };
    // Behind the last column some terminals are on the next line already.
    this.#at = column + 1 < this.#columns ? { row, column: column + 1 } : undefined;
  }

  /** Tells whether a cell looks in the style of the moment as in its own: a blank does, as long as nothing is inverse. */
  #canWrite({ text, style }: Cell): boolean {
    return style === this.#style || (text === ' ' && !isInverse(style) && !isInverse(this.#style));
  }

  #take(style: string): void {
    if (style === this.#style) return;
    this.#written += `\x1b[${parametersFrom(this.#style, style)}m`;
    this.#style = style;
  }
}

/** What to tell a terminal for another style: what is added, or all of it after a reset, which is a parameter left out. */
function parametersFrom(before: string, after: string): string {
  if (before === '' || after === '') return after;
  const [had, wanted] = [before.split(';'), after.split(';')];
  const added = wanted.filter((each) => !had.includes(each)).join(';');
  return had.every((each) => wanted.includes(each)) ? added : `;${after}`;
}

/** Moves from one place to another that count from where the cursor is. */
function waysFrom(
  from: { readonly row: number; readonly column: number },
  to: { readonly row: number; readonly column: number },
): readonly string[] {
  const go = (count: number, way: 'B' | 'C'): string =>
    count === 0 ? '' : `\x1b[${count === 1 ? '' : count}${way}`;
  const [rows, columns] = [to.row - from.row, to.column - from.column];
  if (rows < 0 || (rows === 0 && columns < 0)) return [];
  if (rows === 0) return [go(columns, 'C')];
  // The return comes first, since a line feed alone may bring one along.
  const next = `\r${'\n'.repeat(rows)}${go(to.column, 'C')}`;
  return columns < 0 ? [next] : [next, go(rows, 'B') + go(columns, 'C')];
}

/** Inverse is the one style that shows on a blank. */
function isInverse(style: string): boolean {
  return style.split(';').includes('7');
}

function isSame(one: Cell, other: Cell): boolean {
  return one.text === other.text && one.style === other.style;
}

/** How many blank columns there are from one on. */
function blanksFrom(column: number, cells: readonly Cell[]): number {
  let end = column;
  while (end < cells.length && isSame(cells[end] ?? BLANK, BLANK)) end += 1;
  return end - column;
}

function blanksAtEnd(cells: readonly Cell[]): number {
  let count = 0;
  while (count < cells.length && isSame(cells[cells.length - 1 - count] ?? BLANK, BLANK)) count += 1;
  return count;
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
