import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { git, MIKADO, makeFolder, mikado, NODE, testEnvironment, writeFiles } from '../../rig/cli.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { type Change, env, onBranch } from './discovering.ts';

const KILLS = Number(process.env.MIKADO_TEST_KILLS ?? 10);
const LONG = { timeout: 3_600_000 };
const FOUND = ['discover', 'found', '--for', 'two', '--yes'];
/** What git is run for when it writes more than objects, and not into an index to work in. */
const WRITES = /^ (?:update-ref|read-tree -m|update-index)/;

/** Work on a branch, and work that is not committed, also in the card and in one that was written too late. */
async function begun(): Promise<Change> {
  const change = onBranch();
  const files = Array.from({ length: 30 }, (_, index) => [`src/${index}.txt`, `${index}\n`.repeat(20_000)]);
  change.commit('C2(goal): impl one', Object.fromEntries(files));
  await change.close('one');
  change.commit('C2(goal): impl two', { 'two.txt': 'two\n' });
  change.change('docs/two.md', 'Words.', 'Staged words.');
  git(change.cwd, 'add', 'docs/two.md');
  change.change('docs/two.md', '- [ ]', '- [x]');
  change.change('code.txt', 'two', '2');
  writeFiles(change.cwd, { 'notes.txt': 'mine\n' });
  return change;
}

/** Removes what git itself leaves behind when it is killed, as its message says to. */
function removeLocks(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.name.endsWith('.lock')) rmSync(join(entry.parentPath, entry.name));
}

/** Whatever state a killed discovery left: it had not begun or it is taken back, and nothing is lost. */
async function expectNothingLost(change: Change, before: ReturnType<Change['state']>): Promise<boolean> {
  removeLocks(join(change.cwd, '.git'));
  expect((await mikado(['resume'], { cwd: change.cwd, env })).code).toBe(0);
  const undone = await mikado(['discover', '--undo'], { cwd: change.cwd, env });
  if (undone.code !== 0) expect(undone.stderr).toContain('there is no discovery on mikado/goal to take back');
  git(change.cwd, 'update-index', '-q', '--refresh');
  expect(change.state()).toEqual(before);
  expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
  expect(readdirSync(join(change.cwd, '.git')).filter((name) => name.startsWith('mikado-'))).toEqual([]);
  return undone.code === 0;
}

/** A git that writes down what it is run for, and ends the program that runs it before or after the nth of these. */
function killingGit(): { readonly bin: string; readonly log: string } {
  const bin = makeFolder();
  const log = join(bin, 'log');
  const real = '"$REAL_GIT" "$@"';
  const script = [
    '#!/bin/sh',
    `echo "$GIT_INDEX_FILE $*" >> '${log}'`,
    `count=$(wc -l < '${log}')`,
    'if [ "$count" = "$KILL_BEFORE" ]; then kill -9 $PPID; exit 1; fi',
    `if [ "$count" = "$KILL_AFTER" ]; then ${real}; kill -9 $PPID; exit 1; fi`,
    `exec ${real}`,
    '',
  ];
  writeFileSync(join(bin, 'git'), script.join('\n'));
  chmodSync(join(bin, 'git'), 0o755);
  return { bin, log };
}

const realGit = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'git'))
    .find((file) => {
      try {
        return readFileSync(file).length > 0;
      } catch {
        return false;
      }
    }) ?? '';

it.each<{ what: string; first: readonly (readonly string[])[]; args: readonly string[] }>([
  { what: 'a discovery', first: [], args: FOUND },
  { what: 'one that replays nothing', first: [], args: [...FOUND, '--no-replay'] },
  { what: 'taking one back', first: [FOUND], args: ['discover', '--undo'] },
])(
  '$what that is killed before or after any git that writes loses nothing',
  LONG,
  async ({ first, args }) => {
    const { bin, log } = killingGit();
    const path = [bin, process.env.PATH ?? ''].join(delimiter);
    const change = await begun();
    if (args.includes('--no-replay')) git(change.cwd, 'checkout', '--quiet', 'HEAD', '--', 'docs/two.md');
    const before = change.state();
    const runs = async (kill: Readonly<Record<string, string>>) => {
      for (const line of first) await change.does(line);
      writeFileSync(log, '');
      const variables = testEnvironment({ ...env, ...kill, PATH: path, REAL_GIT: realGit() });
      const child = spawn(NODE, [MIKADO, ...args], { cwd: change.cwd, env: variables, stdio: 'ignore' });
      await once(child, 'close');
      return { log: readFileSync(log, 'utf8').trimEnd().split('\n'), signal: child.signalCode };
    };
    const whole = await runs({});
    await expectNothingLost(change, before);
    const writes = whole.log.flatMap((line, index) => (WRITES.test(line) ? [index + 1] : []));
    expect(writes.length).toBeGreaterThanOrEqual(4);
    for (const at of writes) {
      for (const moment of ['KILL_BEFORE', 'KILL_AFTER']) {
        const { signal, log: said } = await runs({ [moment]: String(at) });
        expect([said.at(-1), signal]).toEqual([expect.stringMatching(WRITES), 'SIGKILL']);
        await expectNothingLost(change, before);
      }
    }
  },
);

it.each(['SIGKILL', 'SIGINT'] as const)(
  `a discovery survives ${KILLS} times that it and all it started get a %s at random moments`,
  LONG,
  async (signal) => {
    const change = await begun();
    git(change.cwd, 'checkout', '--quiet', 'HEAD', '--', 'docs/two.md');
    const before = change.state();
    const start = async () => {
      const child = spawn(NODE, [MIKADO, ...FOUND, '--no-replay'], {
        ...{ cwd: change.cwd, env: testEnvironment(env), stdio: 'ignore', detached: true },
      });
      const closed = once(child, 'close');
      // The journal comes before everything that changes anything.
      const journal = join(change.cwd, '.git/mikado-discovery');
      await waitFor(() => (child.exitCode !== null || existsSync(journal) ? true : undefined), {
        complain: () => 'the discovery has begun nothing',
      });
      return { child, closed };
    };
    const first = await start();
    const from = performance.now();
    await first.closed;
    const changingMs = performance.now() - from;
    expect(await expectNothingLost(change, before)).toBe(true);
    let taken = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, closed } = await start();
      await Promise.race([sleep(changingMs * Math.random()), closed]);
      try {
        process.kill(-(child.pid ?? 0), signal);
      } catch {
        // It was faster this time.
      }
      await closed;
      // Whom Ctrl-C ends puts back himself what git had begun.
      if (signal === 'SIGINT') expect(existsSync(join(change.cwd, '.git/mikado-discovery'))).toBe(false);
      taken += Number(await expectNothingLost(change, before));
    }
    process.stdout.write(`${KILLS} times ${signal}: nothing lost, ${taken} discoveries taken back\n`);
  },
);
