import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Display } from '../../../src/ui/draw/display.ts';
import { columnsOf } from '../../../src/ui/draw/rows.ts';

const SIZE = { columns: 24, rows: 4 };

/** A terminal that keeps what it was told, and a display that writes to it. */
function openDisplay() {
  const terminal = new headless.Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  const stdout = new PassThrough();
  const writes: string[] = [];
  stdout.on('data', (chunk: Buffer) => writes.push(chunk.toString()));
  const display = new Display(stdout);
  const told = async (): Promise<readonly string[]> => {
    const taken = writes.splice(0);
    await new Promise<void>((resolve) => terminal.write(taken.join(''), resolve));
    return taken;
  };
  return { terminal, display, told };
}

/** Every cell of a terminal with its style. */
function cellsOn(terminal: headless.Terminal): readonly string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: SIZE.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: SIZE.columns }, (_, column) => {
      const cell = line?.getCell(column);
      const text = cell?.getChars() || ' ';
      // On a blank nothing shows but inverse.
      if (text === ' ') return cell?.isInverse() ? ' i' : ' ';
      return `${text}${cell?.isBold() ? 'b' : ''}${cell?.isDim() ? 'd' : ''}${cell?.isInverse() ? 'i' : ''}${cell?.getFgColor() ?? ''}`;
    }).join('|');
  });
}

async function drawnWhole(frame: readonly string[]): Promise<readonly string[]> {
  const { terminal, display, told } = openDisplay();
  display.show(frame);
  display.enter();
  await told();
  return cellsOn(terminal);
}

const span = fc
  .tuple(
    fc.constantFrom('', '1', '2', '7', '1;32', '36', '1;31;7', '2;7'),
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab  ─│✓é', '界', '👍🏽', 'e\u0301'), maxLength: 5 }),
      fc.constant(' '.repeat(11)),
    ),
  )
  .map(([style, text]) => (style === '' ? text : `\x1b[${style}m${text}\x1b[0m`));
/** Lines as wide as the terminal, filled up with blanks or with a letter in the last column, and some that are not. */
const line = fc
  .tuple(fc.array(span, { maxLength: 3 }), fc.constantFrom('', ' ', 'z'))
  .map(([spans, fill]) => {
    const text = spans.join('');
    return text + fill.repeat(Math.max(0, SIZE.columns - columnsOf(stripVTControlCharacters(text))));
  })
  .filter((text) => columnsOf(stripVTControlCharacters(text)) <= SIZE.columns);
const frame = fc.array(line, { minLength: SIZE.rows, maxLength: SIZE.rows });

describe('a display', () => {
  test('shows the same whichever frame it showed before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 2, maxLength: 4 }), async (frames) => {
        const { terminal, display, told } = openDisplay();
        display.enter();
        for (const each of frames) display.show(each);
        await told();
        expect(cellsOn(terminal)).toEqual(await drawnWhole(frames.at(-1) ?? []));
      }),
      { numRuns: 500 },
    );
  });

  test('writes the columns that changed, at one stroke', async () => {
    const { display, told } = openDisplay();
    display.show(['> \x1b[1mone\x1b[0m   READY  ', '  two   READY  ', '']);
    display.enter();
    await told();
    display.show(['  \x1b[1mone\x1b[0m   READY  ', '> two   done   ', '']);
    expect(await told()).toEqual(['\x1b[?2026h\x1b[1H \r\n>\x1b[7Cdone\x1b[K\x1b[?2026l']);
  });

  test('empties what is blank by telling so, and goes down by the shortest way', async () => {
    const { display, told } = openDisplay();
    display.show(['one two three four five|', 'a', 'b', 'c']);
    display.enter();
    await told();
    display.show(['                       |', 'a', 'b', '']);
    expect(await told()).toEqual(['\x1b[?2026h\x1b[1H\x1b[23X\x1b[3B\x1b[K\x1b[?2026l']);
  });

  test('tells of a style no more than what is new in it', async () => {
    const { display, told } = openDisplay();
    display.show(['']);
    display.enter();
    await told();
    display.show(['\x1b[1ma\x1b[0m\x1b[1;32mb\x1b[0m\x1b[1;31mc\x1b[0m\x1b[7md\x1b[0me']);
    expect(await told()).toEqual([
      '\x1b[?2026h\x1b[1H\x1b[1ma\x1b[32mb\x1b[;1;31mc\x1b[;7md\x1b[me\x1b[?2026l',
    ]);
  });

  test('writes nothing for a frame that is shown already', async () => {
    const { display, told } = openDisplay();
    display.show(['one']);
    display.enter();
    await told();
    display.show(['one']);
    expect(await told()).toEqual([]);
  });

  test('draws a line anew where terminals may disagree about the width of a character', async () => {
    const { display, told } = openDisplay();
    display.show(['界 one']);
    display.enter();
    await told();
    display.show(['界 two']);
    expect(await told()).toEqual(['\x1b[?2026h\x1b[1H\x1b[2K界 two\x1b[m\x1b[?2026l']);
  });

  test('writes nothing while somebody else has the terminal, and shows the last frame when it comes back', async () => {
    const { display, terminal, told } = openDisplay();
    display.show(['one']);
    display.enter();
    display.leave();
    await told();
    display.show(['two']);
    expect(await told()).toEqual([]);
    display.enter();
    await told();
    expect(cellsOn(terminal)).toEqual(await drawnWhole(['two']));
  });

  test('draws everything anew once it was told that the terminal may show anything', async () => {
    const { display, terminal, told } = openDisplay();
    display.show(['one', 'two']);
    display.enter();
    await told();
    terminal.write('\x1b[1;1Hgarbage');
    display.redraw();
    await told();
    expect(cellsOn(terminal)).toEqual(await drawnWhole(['one', 'two']));
  });
});
