import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSample } from '../open-session.ts';

const FILE = 'docs/settings-page-toggle.md';
const WRONG =
  '---\ntitle: A switch\nstatus: active\nrequires: [store-user-preferences, theme-tokens-everywhere]\n---\n';
const MENDED = WRONG.replace('preferences', 'preference');

describe('e in the problems', () => {
  test('shows the edit, writes it after a yes, and u takes it back', async () => {
    const { folder, screen } = await openSample({ [FILE]: WRONG });
    const text = (): string => readFileSync(join(folder, FILE), 'utf8');
    screen.press('d');
    const listed = await screen.shows('Did you mean `store-user-preference`? e does it.');
    expect(listed).toMatch(/requires: \[store-user-preferences.*\n {6}\| {12}\^{22}/);
    screen.press('e');
    const asked = await screen.shows('Mend this?');
    expect(asked).toContain('settings-page-toggle requires store-user-preference.');
    expect(asked).toContain('-requires: [store-user-preferences, theme-tokens-everywhere]');
    expect(asked).toContain('+requires: [store-user-preference, theme-tokens-everywhere]');
    expect(text()).toBe(WRONG);
    screen.press('y');
    await screen.shows(`${FILE} is mended; u takes it back.`);
    await screen.shows('No problems.');
    expect(text()).toBe(MENDED);
    screen.press('escape', 'u');
    await screen.shows('settings-page-toggle is as it was before the fix.');
    expect(text()).toBe(WRONG);
  });

  test('writes nothing where the card was changed since, and says so', async () => {
    const { folder, screen } = await openSample({ [FILE]: WRONG });
    screen.press('d');
    await screen.shows('e does it.');
    screen.press('e');
    await screen.shows('Mend this?');
    const since = WRONG.replace('store-user-preferences', 'something-else-by-now');
    writeFileSync(join(folder, FILE), since);
    screen.press('y');
    await screen.shows(/Not mended: .*the card was\s+changed\s+since/s);
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe(since);
  });

  test('says of a problem with more than one way out that it leaves a choice', async () => {
    const { screen } = await openSample({ [FILE]: WRONG.replace('active', 'activ') });
    screen.press('d');
    await screen.shows('unknown-status');
    screen.press('e');
    await screen.shows('This leaves a choice: o opens the editor there.');
  });

  test('finds what stands in the texts of the cards as well', async () => {
    const { screen } = await openSample({ [FILE]: `${MENDED}\nSee [[no-such-page]].\n` });
    screen.press('d');
    await screen.shows('No document is named `no-such-page`.');
  });
});

describe('a card that speaks of another one as something to do first', () => {
  test('is a hint among the problems, and e requires it from the main view too', async () => {
    const card = '---\ntitle: Tokens\nstatus: active\n---\n\nAfter [[store-user-preference]] (do first).\n';
    const { folder, screen } = await openSample({ 'docs/theme-tokens-everywhere.md': card });
    screen.press('d');
    await screen.shows('order-hint');
    await screen.shows('1 hint');
    screen.press('escape');
    await screen.shows('hint: it before');
    screen.press('e');
    const asked = await screen.shows('+  - store-user-preference');
    expect(asked).toContain('theme-tokens-everywhere requires store-user-preference.');
    screen.press('y');
    await screen.shows('docs/theme-tokens-everywhere.md is mended; u takes it back.');
    expect(readFileSync(join(folder, 'docs/theme-tokens-everywhere.md'), 'utf8')).toBe(
      card.replace('---\n\n', 'requires:\n  - store-user-preference\n---\n\n'),
    );
  });
});
