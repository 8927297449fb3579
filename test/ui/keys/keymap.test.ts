import { describe, expect, test } from 'vitest';
import type { Place } from '../../../src/ui/keys/key-binding.ts';
import { KEYS } from '../../../src/ui/keys/key-table.ts';
import { bindingFor } from '../../../src/ui/keys/keymap.ts';
import { makeTree } from '../../rig/tree.ts';
import { openModel, press } from '../open-model.ts';
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

describe('a key that cannot act now says why', () => {
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
