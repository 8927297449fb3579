import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { selectedCard } from '../../../src/ui/model/model.ts';
import { makeTree } from '../../rig/tree.ts';
import { happen, openModel, press, screenOf } from '../open-model.ts';

const LINE = 'is longer than a row of fifty columns, and goes on in the one below';
const PARAGRAPHS = Array.from({ length: 40 }, (_, index) => `Paragraph ${index} ${LINE}.\n\n`).join('');

/** The screen at a long card whose check has printed numbered lines, each longer than fifty columns. */
async function printed(size: string, lines = 100): Promise<Model> {
  const model = await openModel(makeTree({ 'docs/a.md': `---\nstatus: active\n---\n\n${PARAGRAPHS}` }), {
    size,
  });
  const text = Array.from({ length: lines }, (_, index) => `Row ${index + 1} ${LINE}\n`).join('');
  const running = happen(model, { kind: 'verify-started', card: cardOf(model), logFile: undefined }).model;
  return print(running, text);
}

function cardOf(model: Model) {
  const card = selectedCard(model);
  if (card === undefined) throw new Error('no card is selected');
  return card;
}

function print(model: Model, text: string): Model {
  return happen(model, { kind: 'output', card: cardOf(model), text }).model;
}

function resize(model: Model, columns: number, rows: number): Model {
  return happen(model, { kind: 'resized', size: { columns, rows } }).model;
}

/** The rows of the log that are in sight, where it is shown alone. */
function logOf(model: Model): readonly string[] {
  return screenOf(model).trimEnd().split('\n').slice(4, -1);
}

/** What stands in rows: where one was broken at a blank, that is not seen. */
function words(...rows: readonly string[]): string {
  return rows.join('').replaceAll(' ', '');
}

describe('a line of the log that is wider than its pane', () => {
  test('goes on in the next row, as often as it takes, and nothing of it is cut', async () => {
    const model = press(await printed('50x20'), '5', 'z');
    expect(words(...logOf(model).slice(-2))).toBe(words(`Row 100 ${LINE}`));
    const long = print(model, `${'0123456789'.repeat(30)}\n`);
    expect(logOf(long).slice(-6).join('')).toBe('0123456789'.repeat(30));
  });

  test('is scrolled row by row, up to the first and down to the last', async () => {
    const model = press(await printed('50x20'), '5', 'z');
    expect(logOf(press(model, 'k')).at(-1)).toBe(`Row 100 ${LINE}`.slice(0, 50));
    expect(words(...logOf(press(model, 'g')).slice(0, 2))).toBe(words(`Row 1 ${LINE}`));
    expect(logOf(press(model, 'g', 'G'))).toEqual(logOf(model));
    expect(screenOf(press(model, 'k', 'k'))).toContain('line 99  1 below');
  });

  test('is shown whole when it is found', async () => {
    const found = press(await printed('50x20'), '5', 'z', '/', ...'row 42', 'enter');
    expect(words(...logOf(found))).toContain(words(`Row 42 ${LINE}`));
    expect(press(found, 'n', 'N').logBack).toBe(found.logBack);
  });
});

describe('what is read', () => {
  test('of a log stays where it is in a window of another size, and in a pane alone', async () => {
    const model = press(await printed('120x36'), '5', 'z', 'pageup', 'pageup');
    const last = logOf(model).at(-1) ?? '';
    const narrow = resize(model, 50, 20);
    expect(words(...logOf(narrow).slice(-2))).toBe(words(last));
    expect(logOf(resize(narrow, 120, 36))).toEqual(logOf(model));
    const beside = press(model, 'z');
    expect(screenOf(beside)).toContain(/^Row \d+ /.exec(last)?.[0]);
    expect(logOf(press(beside, 'z'))).toEqual(logOf(model));
  });

  test('of a log stays where it is while more is printed', async () => {
    const model = press(await printed('50x20'), '5', 'z', 'k', 'k', 'k');
    const later = print(
      print(model, 'more\nand '),
      'more that is not finished, and wider than fifty columns too',
    );
    expect(logOf(later)).toEqual(logOf(model));
  });

  test('of a log that lost its first lines meanwhile is what is left of it', async () => {
    const model = press(await printed('50x20'), '5', 'z', 'g');
    const later = print(model, 'a line\n'.repeat(5_100));
    expect(logOf(later)[0]).toBe('a line');
    expect(screenOf(later)).toMatch(/line 2\d\d {2}49\d\d below/);
  });

  test('of a card stays in sight in a window of another size', async () => {
    const model = press(await printed('120x36'), '3', 'z', 'pagedown', 'pagedown', 'pagedown');
    const topOf = (shown: Model) => /Paragraph \d+/.exec(screenOf(shown))?.[0];
    expect(topOf(model)).toMatch(/Paragraph 2\d/);
    const narrow = resize(model, 60, 30);
    expect(topOf(narrow)).toBe(topOf(model));
    expect(topOf(resize(narrow, 120, 36))).toBe(topOf(model));
  });

  test('of a log that is followed stays its end', async () => {
    const model = resize(press(await printed('120x36'), '5', 'z'), 50, 20);
    expect(words(...logOf(model).slice(-2))).toBe(words(`Row 100 ${LINE}`));
    expect(model.logBack).toBe(0);
  });
});
