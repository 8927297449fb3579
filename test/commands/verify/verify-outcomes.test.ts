import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Finished, makeFolder, makeRepository, mikado } from '../../rig/cli.ts';
import { startMikado } from '../../rig/pty.ts';

const HEAD = '---\nstatus: active\n---\n\n# A\n\n## Verification\n\n';

interface Verified extends Finished {
  readonly card: string;
}

/** Verifies a card of one item with the built program, everything approved. */
async function verify(command: string, comment = 'run'): Promise<Verified> {
  const cwd = makeRepository({ 'docs/a.md': `${HEAD}- [ ] \`${command}\` <!-- check: ${comment} -->\n` });
  const env = { XDG_STATE_HOME: makeFolder() };
  const finished = await mikado(['verify', 'a', '--trust-all', '--json', '-q'], { cwd, env });
  return { ...finished, card: readFileSync(join(cwd, 'docs/a.md'), 'utf8') };
}

test.each([
  ['true', 'run', { result: 'passed', exitCode: 0, signal: null }, 0],
  ['exit 3', 'run', { result: 'failed', exitCode: 3, signal: null }, 1],
  ['kill -SEGV $$', 'run', { result: 'killed', exitCode: null, signal: 'SIGSEGV' }, 1],
  ['sleep 60', 'run, timeout 1s', { result: 'timed-out', exitCode: null, signal: 'SIGTERM' }, 1],
  ['sleep 60 & exit 0', 'run', { result: 'leaked', exitCode: 0, signal: null }, 1],
  ['no-such-program --all', 'run', { result: 'not-found', exitCode: 127, signal: null }, 1],
  ['echo more >> docs/a.md', 'run', { result: 'changed', exitCode: 0, signal: null }, 6],
  ['cat', 'run, terminal', { result: 'needs-person', exitCode: null, signal: null }, 1],
])('%s (%s) is told apart in JSON and exit status', async (command, comment, outcome, status) => {
  const { code, stdout, card } = await verify(command, comment);
  expect(JSON.parse(stdout)).toMatchObject({ cards: [{ stem: 'a', items: [outcome] }] });
  expect(code).toBe(status);
  expect(card.includes('- [x]')).toBe(outcome.result === 'passed');
});

test('each line of a result says what speaks against it, and why nothing was run', async () => {
  const items = [
    '`kill -SEGV $$` <!-- check: run -->',
    '`exit 3` <!-- check: run -->',
    '`true` <!-- check: run, exit 1 -->',
    '`echo 404` <!-- check: run, stdout contains "200" -->',
    '`terraform apply` succeeds',
    '`rm -rf build`',
    '`docker login` works',
    'Somebody looked at it',
  ];
  const cwd = makeRepository({ 'docs/a.md': HEAD + items.map((item) => `- [ ] ${item}\n`).join('') });
  const { code, stdout } = await mikado(['verify', 'a', '--trust-all', '--junit', 'a.xml'], { cwd });
  expect(stdout.replaceAll(/\d+\.\d s/g, 'N s')).toBe(
    [
      'a  A',
      '  ✗ killed  `kill -SEGV $$`  SIGSEGV  N s',
      '  ✗ failed  `exit 3`  exit 3  N s',
      '  ✗ failed  `true`  exit 0  N s  not exit 1',
      '  ✗ failed  `echo 404`  exit 0  N s  stdout does not contain "200"',
      '  ? needs a person  `terraform apply` succeeds  `apply` changes something, or may, so it is no check.',
      '  ? needs a person  `rm -rf build`  `rm` changes something, or may, so it is no check.',
      '  ? needs a person  `docker login` works  `login` needs a terminal, a password or a person.',
      '  ? needs a person  Somebody looked at it',
      'a: failed, 0 of 8 items hold\n',
    ].join('\n'),
  );
  expect(readFileSync(join(cwd, 'a.xml'), 'utf8')).toContain('message="exit status 0: not exit 1"');
  expect(code).toBe(1);
});

test('what nobody approved is refused, with exit status 3', async () => {
  const cwd = makeRepository({ 'docs/a.md': `${HEAD}- [ ] \`touch ran\` <!-- check: run -->\n` });
  const { code, stdout } = await mikado(['verify', 'a', '--json'], {
    cwd,
    env: { XDG_STATE_HOME: makeFolder() },
  });
  expect(JSON.parse(stdout)).toMatchObject({ cards: [{ items: [{ result: 'refused', exitCode: null }] }] });
  expect(code).toBe(3);
});

test.each([
  ['ticks itself', 'sed -i "s/^- . ./- [x]/" docs/a.md'],
  ['deletes its card', 'rm docs/a.md; : > docs/a.md'],
])('a command that %s has not passed', async (_, command) => {
  const { code, stdout, card } = await verify(command);
  expect(JSON.parse(stdout)).toMatchObject({ cards: [{ result: 'changed' }] });
  expect(code).toBe(6);
  expect(card).not.toMatch(/^- \[x\]/m);
});

test('a script that says yes to everything has not approved a command', async () => {
  const cwd = makeRepository({ 'docs/a.md': `${HEAD}- [ ] \`touch ran\` <!-- check: run -->\n` });
  const { code } = await mikado(['verify', 'a', '--yes'], { cwd, env: { XDG_STATE_HOME: makeFolder() } });
  expect(code).toBe(3);
  expect(existsSync(join(cwd, 'ran'))).toBe(false);
});

test('every command gets the terminal where a person asks for it', async () => {
  const cwd = makeRepository({ 'docs/a.md': `${HEAD}- [ ] \`read -r name\` <!-- check: run -->\n` });
  const env = { XDG_STATE_HOME: makeFolder() };
  const screen = startMikado(['verify', 'a', '--trust-all', '--terminal'], {
    cwd,
    env,
    columns: 100,
    rows: 20,
  });
  await screen.waitForText('$ read -r name');
  screen.type('Ada\r');
  await screen.waitForText('1 of 1 item');
  expect((await screen.waitForExit()).code).toBe(0);
  expect(readFileSync(join(cwd, 'docs/a.md'), 'utf8')).toContain('- [x] `read -r name`');
});

test('no terminal can be given where there is none', async () => {
  const { code, stderr } = await mikado(['verify', 'a', '--terminal'], { cwd: makeRepository({}) });
  expect(stderr).toBe('mikado: --terminal gives commands a terminal, and there is none.\n  Leave it out.\n');
  expect(code).toBe(2);
});

test('a command that prints our line of a pass cannot pass for it', async () => {
  const text = `${HEAD}- [ ] \`sh fake\` <!-- check: run -->\n`;
  const fake = "printf '\\033[2K\\r  ✓ passed  sh fake\\n'; exit 1\n";
  const cwd = makeRepository({ 'docs/a.md': text, fake });
  const env = { XDG_STATE_HOME: makeFolder() };
  const { code, stdout, stderr } = await mikado(['verify', 'a', '--trust-all'], { cwd, env });
  expect(code).toBe(1);
  expect(stdout).not.toContain('✓');
  expect(stderr).toContain('  | \\u{1b}[2K\\u{d}  ✓ passed  sh fake\n');
});
