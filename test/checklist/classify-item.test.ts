import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/cards/markdown.ts';
import { classifyItem } from '../../src/checklist/classify-item.ts';
import { ITEM_RULES } from '../../src/checklist/item-rules.ts';
import { parseLooseChecklist } from '../../src/checklist/parse-checklist.ts';
import { readItems } from '../../src/checklist/read-items.ts';

function classify(markdown: string) {
  const reading = parseMarkdown(markdown, { offset: 0, line: 1 });
  const item = reading.kind === 'parsed' ? readItems(reading.root, markdown).items[0] : undefined;
  if (item === undefined) throw new Error(`no item in ${markdown}`);
  return classifyItem(item.raw);
}

describe('the rules for items', () => {
  it.each(ITEM_RULES.map((rule) => [rule.id, rule] as const))(
    '"%s" decides its own example and not the other',
    (id, rule) => {
      expect(classify(rule.right)).toMatchObject({ rule: id, kind: rule.kind });
      expect(classify(rule.wrong).rule).not.toBe(id);
    },
  );

  it('have ids of their own', () => {
    expect(new Set(ITEM_RULES.map((rule) => rule.id)).size).toBe(ITEM_RULES.length);
  });
});

describe('an item', () => {
  it.each([
    ['All tests pass: `npm test`'],
    ['Linting passes (`npm run lint`)'],
    ['Run `npm test`.'],
    ['T012: `npm test` passes locally'],
    ['**Lint** — `npm run lint` → exit 0'],
    ['`npm test`, `npm run lint` and `npm run build` all green ✅'],
    ['`npm test` проходит'],
    ['Confirm `npm test` passes'],
    ['`make lint` returns 0 (all checks passed!)'],
    ['`npm test` — all tests passing'],
    ['`pytest -q` returns 0 (6 passed, 1 skipped in 2.1 s)'],
    ['`cargo clippy -- -D warnings` reports zero warnings'],
    ['`eslint . --max-warnings=0`: no warnings'],
    ['`mkdocs build --strict` completes with zero warnings'],
    ['`dotnet build -warnaserror` succeeds with 0 warnings'],
    ['`sphinx-build -W docs out` has no warnings'],
    ['`devbox run lint`'],
    ['`npm test` passes；'],
    ['`npm test` passes at the repo root'],
    ['Tests pass (`npm run test:run`)'],
    ['`bash scripts/run-unit-tests.sh` passes'],
    ['The tests\n  Run:\n\n  ```bash\n  npm test\n  ```\n\n  Expected: PASS.'],
  ])('is automatic when success is all it claims: %s', (item) => {
    expect(classify(`- [ ] ${item}`)).toMatchObject({ kind: 'automatic', expectation: null });
  });

  it.each([
    ['`npm test` passes with 42 tests', 'passes with 42 tests'],
    ['No errors: `journalctl -u app`', 'No errors'],
    ['`pytest -q` returns 0 (6 passed, 2 failed)', 'returns 0 (6 passed, 2 failed)'],
    ['`eslint . --max-warnings 5` has no warnings', 'has no warnings'],
    ['`sphinx-build -w log docs out` has no warnings', 'has no warnings'],
    ['`kubeconform -strict x.yaml` shows no warnings', 'shows no warnings'],
    ['`du -sh dist` is below 2 MB', 'is below 2 MB'],
    ['`npm test` passes；coverage stays above 80%', 'passes；coverage stays above 80%'],
    ['Version is right (`node --version`)', 'Version is right'],
    ['`test -f old.md` — deleted', 'deleted'],
    ['Run `npm test` and confirm that 12 ran', 'confirm that 12 ran'],
    ['`grep -c TODO main.c` returns 0', 'returns 0'],
    ['`make lint` passes (no style errors)', 'passes (no style errors)'],
    ['Audit: `npm audit` (0 vulnerabilities)', '0 vulnerabilities'],
    ['Tests pass (`pytest`); new ones cover the parser', 'Tests pass: new ones cover the parser'],
    ['Reminders look right: `php scripts/send_reminders.php --dry-run`', 'Reminders look right'],
    ['Healthy:\n  ```sh\n  curl -fsS http://localhost/\n  # Expected: ok\n  ```', 'ok'],
  ])('is assisted when more is claimed: %s', (item, expectation) => {
    expect(classify(`- [ ] ${item}`)).toMatchObject({ kind: 'assisted', expectation });
  });

  it.each([
    'CI runs `npm test`',
    'Add a script (`npm run lint`)',
    'If on macOS: `swift test`',
    '`npm test` in the backend folder',
    '`npm test` passes on the runner',
    '`npm test` (server)',
    '`npm test` / `npm run lint`',
    '`npm test` passed 2026-03-01',
    'Given a change When `npm test` runs Then it passes',
    'Fix it:\n  ```sh\n  npm test\n  # OR\n  npm run lint\n  ```',
    'Write it:\n  ```ts\n  npm.test()\n  ```',
    'Untagged:\n  ```\n  npm test\n  ```',
    '`npm test` passes once `terraform apply` has run',
  ])('is manual when its code is only mentioned: %s', (item) => {
    expect(classify(`- [ ] ${item}`)).toMatchObject({ kind: 'manual', commands: [] });
  });

  it('runs an action only on its explicit word', () => {
    expect(classify('- [ ] `terraform apply` <!-- check: exit 0, stdout empty -->').kind).toBe('manual');
    expect(classify('- [ ] `terraform apply` <!-- check: look -->').kind).toBe('manual');
    expect(classify('- [ ] `terraform apply` <!-- check: run -->').kind).toBe('automatic');
  });

  it('is never run with a placeholder left, whatever its author says', () => {
    expect(classify('- [ ] `npm test <name>` <!-- check: run -->').kind).toBe('template');
  });

  it('is never run with hidden characters in its command, whatever its author says', () => {
    expect(classify('- [ ] `npm test\u202e` <!-- check: run -->').kind).toBe('manual');
  });

  it.each([
    ['`terraform apply` succeeds', '`apply` changes something, or may, so it is no check.'],
    ['`rm -rf x`', '`rm` changes something, or may, so it is no check.'],
    ['`docker login registry.internal`', '`login` needs a terminal, a password or a person.'],
    ['`npm test > log` passes', '`> log` changes something, or may, so it is no check.'],
    ['`eslint --fix .` passes', '`--fix` changes something, or may, so it is no check.'],
    ['`vitest --watch` passes', '`--watch` starts the application or never ends by itself.'],
    ['`frobnicate --all` works', 'Nothing says what `frobnicate` does, so it is not run on a guess.'],
    ['CI calls `npm test`', '`npm test` is only mentioned, not offered to be run.'],
    ['`npm test <name>` passes', '`<name>` is left to fill in, so nothing can be run.'],
    ['Looks good', 'It names no command to run.'],
    [
      '`npm test` passes <!-- check: maybe -->',
      'The comment `check:` says "maybe", which is not understood, so nothing is run.',
    ],
    ['Pods: `kubectl get pods`', '`kubectl get pods` only reports, so a person has to look at what it says.'],
    [
      '`npm test` passes with 42 tests',
      'Exit status 0 does not show "passes with 42 tests", so a person compares it with the output.',
    ],
  ])('says which of its words decided: %s', (item, why) => {
    expect(classify(`- [ ] ${item}`).why).toBe(why);
  });

  it.each([
    '`npm test` läuft ohne Fehler durch',
    '`npm test` pasa sin errores',
    '`npm test` passe sans erreur',
    '`npm test` 全部通过',
    '`npm test` が通る',
    '`npm test` 통과',
    '`npm test` проходит без ошибок',
    '`npm test` xanh',
  ])('is automatic in whatever language it succeeds: %s', (item) => {
    expect(classify(`- [ ] ${item}`).kind).toBe('automatic');
  });

  it('is never run from a comment', () => {
    expect(classify('- [ ] All is well <!-- verify: `npm test` -->')).toMatchObject({
      kind: 'manual',
      commands: [],
    });
  });

  it('keeps the expectation that its author asks to look at', () => {
    expect(classify('- [ ] `npm test` shows 42 tests <!-- check: look -->')).toMatchObject({
      kind: 'assisted',
      commands: ['npm test'],
      expectation: 'shows 42 tests',
    });
  });
});

describe('lists written for the purpose', () => {
  const kindsIn = async (name: string) => {
    const file = new URL(`../fixtures/checklists/${name}.md`, import.meta.url);
    const { items } = await parseLooseChecklist(readFileSync(file, 'utf8'));
    return items.map((item) => [item.text, item.kind] as const);
  };

  it('run nothing that acts, that never ends, or that is only mentioned', async () => {
    const items = await kindsIn('never-run');
    expect(items.length).toBeGreaterThan(400);
    expect(items.filter(([, kind]) => kind === 'automatic' || kind === 'assisted')).toEqual([]);
  });

  it.each(['automatic', 'assisted'])('recognise what is %s', async (kind) => {
    expect((await kindsIn(kind)).filter(([, judged]) => judged !== kind)).toEqual([]);
  });
});
