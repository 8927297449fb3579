import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPerson } from '../../../src/git/git-place.ts';
import { UNICODE } from '../../../src/ui/draw/glyphs.ts';
import { selectedCard } from '../../../src/ui/model/model.ts';
import { EMPTY_LOG, logLines } from '../../../src/ui/model/run-log.ts';
import { farewell } from '../../../src/ui/session/farewell.ts';
import { readReceipts } from '../../../src/verify/evidence.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { screenOf } from '../open-model.ts';
import { openSample, Screen } from '../open-session.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

function card(checks: readonly string[]): string {
  return `---\nstatus: active\nrequires: []\n---\n\n## Verification\n\n${checks.map((check) => `- [ ] ${check}\n`).join('')}`;
}

describe('what failed', () => {
  test('is run again by R and nothing else is, asked for or forgotten', async () => {
    const once = '`echo one >> ran.txt` <!-- check: run -->';
    const checks = [once, '`test -f there` <!-- check: run -->', 'A person looks'];
    const { folder, screen } = await openSample({ 'docs/store-user-preference.md': card(checks) });
    screen.press('R');
    await screen.shows('No check of this card failed in this session; r runs them all.');
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows(/1 of 3 ticked.* 1 failed/);
    await waitFor(() => (screen.session.model.running === undefined ? true : undefined), {
      complain: () => 'it still runs',
    });
    writeFileSync(join(folder, 'there'), '');
    const path = join(folder, 'docs/store-user-preference.md');
    // A command that nobody approved, in a check that did not fail.
    writeFileSync(path, readFileSync(path, 'utf8').replace('echo one', 'echo other'));
    await screen.shows('echo other');
    screen.press('R');
    await screen.shows(/2 of 3 ticked/);
    expect(screen.session.model.prompt).toBeUndefined();
    expect(readFileSync(join(folder, 'ran.txt'), 'utf8')).toBe('one\n');
    expect(readReceipts(folder, 'store-user-preference').receipts).toMatchObject([
      { result: 'passed', runs: [{ command: 'echo one >> ran.txt' }] },
      { result: 'failed', runs: [{ command: 'test -f there' }] },
      { result: 'passed', runs: [{ command: 'test -f there' }] },
    ]);
  });

  test('keeps what the others came to on the screen', async () => {
    const checks = ['true', 'test -f there', 'false'].map((command) => `\`${command}\` <!-- check: run -->`);
    const { folder, screen } = await openSample({ 'docs/store-user-preference.md': card(checks) });
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows(/1 of 3 ticked.* 2 failed/);
    writeFileSync(join(folder, 'there'), '');
    await waitFor(() => (screen.session.model.running === undefined ? true : undefined), {
      complain: () => 'it still runs',
    });
    screen.press('R');
    const after = await screen.shows(/2 of 3 ticked.* 1 failed/);
    expect(after).toMatch(/✓ auto `true` .*exit 0/);
  });
});

describe('the loop', () => {
  test('approve, run, judge, tick and close a card, and see what became ready', async () => {
    const { folder, workbench, screen } = await openSample({
      'docs/theme-tokens-everywhere.md': '---\ntitle: Colours come from tokens alone\n---\n',
    });
    const chosen = selectedCard(screen.session.model);
    if (chosen === undefined) throw new Error('no card is selected');
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows('a check needs you; Space answers it.');
    screen.press(' ');
    await screen.shows('Your judgement is needed');
    screen.press('y');
    await screen.shows('Does this hold?');
    await screen.shows('2 of 3 ticked');
    screen.press('y');
    await screen.shows('3 of 3 ticked');
    screen.press('x');
    await screen.shows('Becomes ready:  settings-page-toggle');
    screen.press('y');
    await screen.shows('closed store-user-preference ─ ▸ newly ready: settings-page-toggle');
    const commands = ['echo migrated', "printf 'theme=dark\\n'", 'echo other'];
    const asked = workbench.approvalFor(chosen, commands).commands.map(({ facts }) => facts.command);
    expect(asked).toEqual(['echo other']);
    const person = await readPerson(folder);
    expect(readReceipts(folder, 'store-user-preference').receipts).toMatchObject([
      { kind: 'automatic', result: 'passed', judgedBy: 'exit status', runs: [{ head: 'migrated\n' }] },
      { kind: 'assisted', result: 'passed', judgedBy: person, runs: [{ head: 'theme=dark\n' }] },
      { kind: 'manual', result: 'passed', judgedBy: person, runs: [] },
    ]);
    const before = SAMPLE_CARDS['docs/store-user-preference.md'] ?? '';
    expect(readFileSync(join(folder, 'docs/store-user-preference.md'), 'utf8')).toBe(
      before.replace('status: active\n', '').replaceAll('- [ ]', '- [x]'),
    );
    expect(farewell(screen.session.model)).toBe(
      'mikado: closed store-user-preference; newly ready settings-page-toggle',
    );
  });

  test('a check that waits is answered as it was asked, also after lines were written above it', async () => {
    const checks = [
      "`printf 'one'` shows one <!-- check: look -->",
      "`printf 'two'` shows two <!-- check: look -->",
    ];
    const { folder, screen } = await openSample({ 'docs/store-user-preference.md': card(checks) });
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows('2 need you');
    screen.press(' ');
    await screen.shows('Your judgement is needed  1 of 2');
    const path = join(folder, 'docs/store-user-preference.md');
    // The first check comes to stand where the second one was.
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace("- [ ] `printf 'one", "- [x] A new check\n- [ ] `printf 'one"));
    await screen.shows('Your judgement is needed  2 of 3');
    screen.press('n');
    await screen.shows('Your judgement is needed  3 of 3');
    screen.press('y');
    await waitFor(() => (screen.session.model.running === undefined ? true : undefined), {
      complain: () => screenOf(screen.session.model),
    });
    expect(readReceipts(folder, 'store-user-preference').receipts).toMatchObject([
      { result: 'failed', runs: [{ command: "printf 'one'" }] },
      { result: 'passed', runs: [{ command: "printf 'two'" }] },
    ]);
    expect(readFileSync(path, 'utf8')).toContain("- [ ] `printf 'one'` shows one");
    expect(readFileSync(path, 'utf8')).toContain("- [x] `printf 'two'` shows two");
  });

  test('a check that was stopped while it waited for a word is not said to have failed', async () => {
    const checks = ["`printf 'one'` shows one <!-- check: look -->"];
    const { screen } = await openSample({ 'docs/store-user-preference.md': card(checks) });
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows('a check needs you; Space answers it.');
    screen.press('s');
    const shown = await screen.shows('The check was stopped.');
    expect(shown).toMatch(/\? ask {2}`printf 'one'` shows one +not judged$/m);
    expect(shown).not.toContain('failed');
  });

  test('a card whose checks are open is not closed, and the reasons are listed', async () => {
    const { folder, screen } = await openSample();
    screen.press('x');
    await screen.shows('Cannot be closed');
    screen.press('y', 'escape');
    expect(screen.session.model.prompt).toBeUndefined();
    expect(readFileSync(join(folder, 'docs/store-user-preference.md'), 'utf8')).toBe(
      SAMPLE_CARDS['docs/store-user-preference.md'],
    );
    expect(existsSync(join(folder, '.mikado'))).toBe(false);
  });
});

test('a card is closed for a reason, which is recorded, although its checks are open', async () => {
  const { folder, screen } = await openSample();
  screen.press(':', ...'close!', 'enter');
  await screen.shows('Close this card for a reason?');
  screen.press(...'done by hand', 'enter');
  await screen.shows('y close   Tab reason');
  screen.press('y');
  await screen.shows('closed store-user-preference');
  expect(readReceipts(folder, 'store-user-preference').receipts).toMatchObject([
    { kind: 'forced-close', reason: 'done by hand' },
  ]);
  expect(readFileSync(join(folder, 'docs/store-user-preference.md'), 'utf8')).not.toContain('status: active');
});

describe('a running check', () => {
  const WAITS = card(['`echo begun; sleep 60` <!-- check: run -->', 'Somebody looked', 'x']);

  test('shows its output while it runs, and is stopped by s', async () => {
    const { screen } = await openSample({ 'docs/store-user-preference.md': WAITS });
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows('begun\n');
    expect(screenOf(screen.session.model)).toContain('verifying 0/3');
    screen.press('s');
    await screen.shows('The check was stopped.');
    expect(farewell(screen.session.model)).toBeUndefined();
  });

  test('is stopped before the screen has ended', async () => {
    const { screen } = await openSample({ 'docs/store-user-preference.md': WAITS });
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows('begun\n');
    await screen.session.end();
    expect(screen.session.model.running).toBeUndefined();
  });

  test('that fails is marked, named at the end, and leaves the selection alone', async () => {
    const { screen } = await openSample({
      'docs/store-user-preference.md': card(['`echo out; exit 3` <!-- check: run -->', 'a', 'b']),
    });
    screen.press('r');
    await screen.shows('Run these commands?');
    screen.press('y');
    await screen.shows(/✗ auto .* exit 3/);
    expect(logLines([...screen.session.model.runs.values()][0]?.log ?? EMPTY_LOG)).toEqual([
      '$ echo out; exit 3',
      'out',
    ]);
    expect(farewell(screen.session.model)).toBe(
      'mikado: failed store-user-preference; logs in .mikado/work/logs',
    );
  });
});

describe('live reload', () => {
  test('a card that was edited elsewhere shows anew, with the selection kept', async () => {
    const { folder, screen } = await openSample();
    writeFileSync(
      join(folder, 'docs/theme-tokens-everywhere.md'),
      '---\ntitle: Colours come from tokens alone\n---\n',
    );
    await screen.shows('1 of 4 done');
    expect(screen.session.model.cursor.stem).toBe('store-user-preference');
  });

  test('a configuration that cannot be read is said, and the cards stay', async () => {
    const { folder, screen } = await openSample();
    writeFileSync(join(folder, '.mikado.yaml'), 'docs: [');
    writeFileSync(join(folder, 'docs/new-card.md'), '# New\n');
    await screen.shows('The cards could not be read again: ');
    expect(screenOf(screen.session.model)).toContain('store-user-preference     READY');
  });
});

test('a bug in the reducer is reported to the owner of the terminal', async () => {
  const { screen, workbench } = await openSample();
  const { model } = screen.session;
  const broken = new Screen(workbench, {
    ...model,
    glyphs: UNICODE,
    plan: null as never,
  });
  broken.press('j');
  expect(broken.asked[0]).toMatch(/^fail TypeError/);
});
