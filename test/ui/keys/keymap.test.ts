import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../../src/ui/keys/key-binding.ts';
import { KEYS } from '../../../src/ui/keys/key-table.ts';
import { bindingFor } from '../../../src/ui/keys/keymap.ts';
import { makeTree } from '../../rig/tree.ts';
import { openModel, press, pressing } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

const PLACES: readonly Place[] = [
  'main',
  'chains',
  'problems',
  'help',
  'approve',
  'judge',
  'note',
  'close',
  'refused',
  'quit',
  'filter',
  'search',
  'force',
  'what-if',
  'history',
  'actions',
  'copy',
  'empty',
  'fix',
  'new-goal',
  'push',
];

describe('the table of keys', () => {
  test.each(PLACES)('gives a key one meaning in %s', (place) => {
    const keys = KEYS.filter(
      ({ places }) =>
        places.includes(place) || (places.includes('anywhere') && KEYS[0]?.places.includes(place)),
    ).flatMap((binding) => binding.keys);
    expect([...new Set(keys)]).toEqual(keys);
  });

  test('takes y outside a question for the menu of copies alone, so that an answer typed too late does nothing', () => {
    for (const place of ['main', 'chains', 'problems', 'help', 'copy'] as const) {
      expect([undefined, 'copy']).toContain(bindingFor('y', place)?.action);
    }
    expect(bindingFor('y', 'copy')).toBeUndefined();
  });

  test('leaves letters to the note that is being written', () => {
    for (const key of 'ynqxr') expect(bindingFor(key, 'note')).toBeUndefined();
  });
});

/** The keys of a view, as an engineer knows them, that every version of the screen has. */
const CONTRACT =
  'j k up down g G ctrl-d ctrl-u pageup pagedown h l enter escape tab shift-tab 1 2 3 4 5 6 < > z v / n N : r R s t f space x u o y p w W T c d ? q ctrl-c ctrl-z ctrl-l';

/** Keys that stop at the end of a list, or at what is shown already. */
const MOVING = 'j k up down g G home end ctrl-d ctrl-u pageup pagedown escape 1 4 5 6 w';

describe('every key of the screen', () => {
  test('that was promised is in the table', () => {
    const known = new Set(KEYS.filter(({ group }) => group !== 'Answer').flatMap(({ keys }) => keys));
    const missing = CONTRACT.split(' ').filter((key) => !known.has(key === 'space' ? ' ' : key));
    expect(missing).toEqual([]);
  });

  test.each([
    ['main', ''],
    ['narrow', ''],
    ['checks', '4'],
    ['log', '5'],
    ['why', '6'],
    ['chains', 'c'],
    ['problems', 'd'],
    ['what-if', 'W'],
    ['history', 'T'],
    ['empty', ''],
  ])('does something in %s, or says why not', async (place, way) => {
    const folder = makeTree(place === 'empty' ? { 'docs/a.md': '# A page\n' } : SAMPLE_CARDS);
    const start = press(await openModel(folder, { size: place === 'narrow' ? '50x20' : '80x24' }), ...way);
    const keys = KEYS.filter(({ group }) => group !== 'Answer').flatMap((binding) => binding.keys);
    const silent = keys.filter((key) => {
      const { model, effects } = pressing(start, key);
      const isSame = { ...model, now: start.now, unchosen: start.unchosen, tops: start.tops };
      return effects.length === 0 && isDeepStrictEqual(isSame, start);
    });
    expect(silent.filter((key) => !MOVING.split(' ').includes(key))).toEqual([]);
  });
});

describe('a key that cannot act now says why', () => {
  test('and one of another view says where it belongs', async () => {
    const model = press(await openModel(makeTree(SAMPLE_CARDS)), 'c', 'x');
    expect(model.notice).toBe('x (close) belongs to the main view; Esc leads back.');
    expect(press(model, 'escape', 'x').notice).toBeUndefined();
  });

  test.each([
    ['s', 'No check is running.'],
    ['r', 'There is nothing to run: the card has no verification checklist.'],
    ['x', 'remove-inline-colours is done already.'],
    [' ', 'There is nothing to answer: the card has no verification checklist.'],
  ])('%j', async (key, notice) => {
    const model = press(await openModel(makeTree(SAMPLE_CARDS)), 'j', 'j');
    expect(press(model, key).notice).toBe(notice);
    expect(press(model, key, 'j').notice).toBeUndefined();
  });
});
