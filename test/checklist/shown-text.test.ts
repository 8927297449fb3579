import { describe, expect, it } from 'vitest';
import { shownText } from '../../src/checklist/shown-text.ts';

describe('the text of an item that is shown', () => {
  it.each([
    ['`npm test` passes <!-- check: timeout 5m -->', '`npm test` passes'],
    ['`frob` <!-- check: run --> <!-- ask Kim --> works', '`frob` works'],
    ['<!-- check: no -->', ''],
  ])('leaves out the comments of %j', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  it.each(["`grep -q '<!-- check: run -->' a.md` passes", 'Left open <!-- check: run', 'a < b, c --> d'])(
    'keeps all of %j',
    (text) => {
      expect(shownText(text)).toBe(text);
    },
  );
});
