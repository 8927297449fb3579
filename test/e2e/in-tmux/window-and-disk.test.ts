import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, makeFolder, makeRepository, mikado } from '../../rig/cli.ts';
import { lackOfTmux } from '../../rig/tmux.ts';
import { SAMPLE_CARDS } from '../../ui/sample-cards.ts';
import { stormSizes } from '../../ui/terminal/resize-storm.ts';
import { answer, CARD, DRAWN, MODES, openAlone, openFromShell, PROGRAM, running, verify } from './opened.ts';

describe.skipIf(lackOfTmux !== '')(`a window that changes its size${lackOfTmux}`, () => {
  const LINE = 'is a line that no window of fifty columns has room for, so that it goes on in the next row';

  test('shows after a storm of sizes what a fresh start at the last size shows, the selection kept', async () => {
    const { window, folder } = await openAlone();
    window.sendKeys('g', 'j', 'j', 'j');
    await window.waitForText(/^> .*theme-tokens-everywhere/m);
    for (const { columns, rows } of stormSizes(40)) window.resize(columns, rows);
    window.resize(100, 30);
    const fresh = await openAlone({ columns: 100, rows: 30, in: { folder, state: makeFolder() } });
    fresh.window.sendKeys('g', 'j', 'j', 'j');
    const wanted = await fresh.window.waitForText(/^> .*theme-tokens-everywhere/m);
    await window.waitForScreen(`the same as a fresh start\n${wanted}`, (shown) => shown === wanted);
  });

  test('keeps a log that was scrolled at its line, and wraps it anew', async () => {
    const opened = await openAlone({ files: running(`seq -f 'Row %g ${LINE}' 1001 1200`) });
    const { window } = opened;
    await verify(opened);
    await window.waitForText('1 of 1 ticked');
    window.sendKeys('5', 'z', 'PageUp', 'PageUp');
    const wide = await window.waitForText(/line 1\d\d/);
    const [, last = ''] = /line (\d+)/.exec(wide) ?? [];
    // The command stands in the first line.
    const inTwo = `Row ${Number(last) + 999} ${LINE}`;
    expect(wide).toContain(`\n${inTwo}\n`);
    window.resize(50, 20);
    const narrow = await window.waitForText(`line ${last} `);
    expect(narrow).toContain(`\n${inTwo.slice(0, 50)}\n${inTwo.slice(50)}\n`);
    window.resize(120, 36);
    await window.waitForScreen(`what it showed before:\n${wide}`, (shown) => shown === wide);
  });

  test('keeps the text of a card at what is read of it', async () => {
    const text = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} ${LINE}.\n\n`).join('');
    const { window } = await openAlone({ files: { [CARD]: `---\nstatus: active\n---\n\n${text}` } });
    window.sendKeys('3', 'PageDown', 'PageDown', 'PageDown');
    const wide = await window.waitForText(/│ Paragraph 1\d/);
    const [, first = ''] = /│ (Paragraph \d+)/.exec(wide) ?? [];
    window.resize(50, 20);
    const narrow = await window.waitForText(/^1 Tree.*\[3 Card]/m);
    expect(/Paragraph \d+/.exec(narrow)?.[0]).toBe(first);
  });

  test('leaves an open question open, to be answered at the new size', async () => {
    const opened = await openAlone({ files: running('echo checked') });
    opened.window.sendKeys('r');
    await opened.window.waitForText('Run these commands?');
    opened.window.resize(50, 20);
    await opened.window.waitForScreen('the question in fifty columns', (shown) =>
      /^y run, and remember/m.test(shown),
    );
    await answer(opened, 'Run these commands?', 'y');
    await opened.window.waitForText('1 of 1 ticked');
  });
});

describe.skipIf(lackOfTmux !== '')(
  `a view that makes room for another, and a return by fg${lackOfTmux}`,
  () => {
    test('draws all of the screen, whatever was shown there before', async () => {
      const { window } = await openAlone();
      const main = window.capture();
      for (const [key, title] of [
        ['?', 'Type to search'],
        ['c', 'mikado  all chains'],
        ['d', 'mikado  problems'],
        ['W', 'mikado  what if'],
        ['T', 'mikado  history'],
      ] as const) {
        window.sendKeys(key);
        await window.waitForText(title);
        window.sendKeys('Escape');
        await window.waitForScreen(`the main view as it was before ${key}`, (shown) => shown === main);
      }
      writeFileSync(window.ask('#{pane_tty}'), `\x1b[H${'#'.repeat(120 * 36)}`);
      await window.waitForText('#'.repeat(120));
      window.sendKeys('C-l');
      await window.waitForScreen('no sign of what was written over it', (shown) => shown === main);
    });

    test('draws all of it again after fg', async () => {
      const { window } = await openFromShell();
      const main = window.capture();
      window.sendKeys('C-z');
      await window.waitForText('Stopped');
      window.type('clear; seq 1 30; fg');
      window.sendKeys('Enter');
      await window.waitForScreen('the main view as it was', (shown) => shown === main);
      expect(window.ask(MODES)).toBe(DRAWN);
    });
  },
);

describe.skipIf(lackOfTmux !== '')(`a card that changes on disk${lackOfTmux}`, () => {
  const TOKENS = 'docs/theme-tokens-everywhere.md';

  test('shows, with the selection on the same card, also where a row above it goes', async () => {
    const { window, folder } = await openAlone();
    window.sendKeys('g', 'j', 'j', 'j');
    await window.waitForText(/^> .*theme-tokens-everywhere/m);
    rmSync(join(folder, CARD));
    writeFileSync(
      join(folder, 'docs/settings-page-toggle.md'),
      '---\nstatus: active\nrequires: [theme-tokens-everywhere]\n---\n',
    );
    const shown = await window.waitForScreen(
      'no trace of a card that is gone',
      (text) => !text.includes('store-user-preference'),
    );
    expect(shown).toMatch(/^> .*theme-tokens-everywhere/m);
    expect(shown).toContain('1 of 4 done');
  });

  test('that cannot be read for a while is marked, and keeps its place with all that is below it', async () => {
    const { window, folder } = await openAlone();
    window.sendKeys('G');
    await window.waitForText(/^> .*theme-tokens-everywhere +above/m);
    window.sendKeys('k');
    const before = await window.waitForText(/^> .*✓ remove-inline-colours/m);
    writeFileSync(join(folder, TOKENS), '---\nstatus: active\nrequires: [remove-inline-colours\n---\n');
    const broken = await window.waitForText(/! theme-tokens-everywhere ×2 +unreadable/);
    expect(broken).toMatch(/^> .*✓ remove-inline-colours/m);
    expect(broken).toContain('1 of 5 done');
    expect(broken).toContain('1 problem');
    writeFileSync(join(folder, TOKENS), SAMPLE_CARDS[TOKENS] ?? '');
    await window.waitForScreen(`what stood there before:\n${before}`, (shown) => shown === before);
  });

  test('takes the verdict from a check whose text changed', async () => {
    const opened = await openAlone({ files: running('echo one') });
    const { window, folder } = opened;
    await verify(opened);
    await window.waitForText(/✓ auto `echo one` .*exit 0/);
    await window.waitForText('1 of 1 ticked');
    writeFileSync(join(folder, CARD), running('echo two')[CARD] ?? '');
    await window.waitForText(/◌ auto `echo two` +not run/);
  });

  test('while its check runs is not ticked by that, and it is said why', async () => {
    const opened = await openAlone({
      files: running('echo begun; while test ! -e .git/go; do sleep 0.05; done'),
    });
    const { window, folder } = opened;
    await verify(opened);
    await window.waitForText(/^.*│ begun$/m);
    writeFileSync(join(folder, CARD), `${readFileSync(join(folder, CARD), 'utf8')}\nMore text.\n`);
    writeFileSync(join(folder, '.git/go'), '');
    await window.waitForText(/✗ auto .* card changed/);
    expect(readFileSync(join(folder, CARD), 'utf8')).toContain('- [ ]');
  });

  // Only the kernel can refuse a watch as it does at its limit, and only in a user namespace can a test lower that.
  const lowered =
    'unshare --user --map-root-user sh -c \'echo 1 > /proc/sys/user/max_inotify_watches; exec "$@"\' sh';
  const canLower = spawnSync('sh', ['-c', `${lowered} true`]).status === 0;
  const lack = canLower ? '' : ' (not here: user namespaces)';

  test.skipIf(!canLower)(`shows also where the system watches no more folders${lack}`, async () => {
    const { window, folder } = await openAlone({ program: `${lowered} ${PROGRAM}` });
    writeFileSync(join(folder, TOKENS), '---\nrequires: [remove-inline-colours]\n---\n');
    const shown = await window.waitForText('2 of 5 done');
    expect(shown).toMatch(/^> .*store-user-preference/m);
  });

  test('while it is to be closed has the question asked again', async () => {
    const files = { [CARD]: '---\nstatus: active\n---\nNothing to check.\n' };
    const { window, folder } = await openAlone({ files });
    window.sendKeys('x');
    await window.waitForText('Close this card?');
    writeFileSync(join(folder, TOKENS), '---\nrequires: [remove-inline-colours]\n---\n');
    await window.waitForText('Becomes ready:  settings-page-toggle');
    expect(window.capture()).toContain('Close this card?');
  });
});

describe.skipIf(lackOfTmux !== '')(`git that moves${lackOfTmux}`, () => {
  test('has the branch read again, and verdicts name the commit that they belong to', async () => {
    const folder = makeRepository({ ...SAMPLE_CARDS, ...running('echo one') });
    const first = git(folder, 'rev-parse', '--short=7', 'HEAD');
    await mikado(['verify', 'store-user-preference', '--trust-all', '--yes'], { cwd: folder });
    const { window } = await openAlone({ in: { folder, state: makeFolder() } });
    window.sendKeys('4');
    await window.waitForText('Last passed by exit status');
    await window.waitForText(`at ${first}`);
    git(folder, 'commit', '--quiet', '--all', '--message=Tick');
    const second = git(folder, 'rev-parse', '--short=7', 'HEAD');
    const moved = await window.waitForText(`git main @ ${second}`);
    expect(moved).toContain(`at ${first}`);
    git(folder, 'switch', '--quiet', '--create', 'mikado/ship-dark-mode');
    writeFileSync(
      join(folder, CARD),
      `${running('echo one')[CARD]?.replace('[ ]', '[x]')}\nIt says more here.\n`,
    );
    git(folder, 'commit', '--quiet', '--all', '--message=C2(ship-dark-mode): plan say more');
    const elsewhere = await window.waitForText(/^git mikado\/ship-dark-mode @ \w+ +P /m);
    await window.waitForText(/ticked, stale/);
    expect(elsewhere).toMatch(/^> .*store-user-preference/m);
    git(folder, 'switch', '--quiet', 'main');
    await window.waitForText(`git main @ ${second}`);
    await window.waitForScreen('a verdict that holds again', (shown) => !shown.includes('stale'));
  });

  test('to commits without the cards and back, as in a rebase, leaves the same card selected', async () => {
    const { window, folder } = await openAlone();
    window.sendKeys('g', 'j', 'h', 'G');
    const before = await window.waitForText(/^> .*✓ remove-inline-colours/m);
    git(folder, 'switch', '--quiet', '--orphan', 'without-cards');
    await window.waitForText('No card in this repository');
    git(folder, 'switch', '--quiet', 'main');
    await window.waitForScreen(`what stood there before:\n${before}`, (shown) => shown === before);
  });
});
