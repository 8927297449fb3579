import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning, readProcessStat } from '../../../src/process-stat.ts';
import { git, MIKADO, makeFolder, makeRepository, NODE } from '../../rig/cli.ts';
import { type PtyScreen, startInPty, startMikado } from '../../rig/pty.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

const SIZE = { columns: 120, rows: 30 };
const SECOND_GOAL =
  '---\ntitle: Another goal\nstatus: active\nrequires: [store-user-preference]\nbranch: mikado/another-goal\n---\n';

/** The tree with the selected card folded, so that the next row is its sibling. */
const FOLDED = /^> .*settings-page-toggle.*\n {2}(?:├|└)─ . theme-tokens/m;

interface Repository {
  readonly folder: string;
  readonly state: string;
}

function repositoryOf(changes: Readonly<Record<string, string>> = {}): Repository {
  return { folder: makeRepository({ ...SAMPLE_CARDS, ...changes }), state: makeFolder() };
}

async function openIn({ folder, state }: Repository, args: readonly string[] = []): Promise<PtyScreen> {
  const screen = startMikado(args, { ...SIZE, cwd: folder, env: { XDG_STATE_HOME: state, CI: 'true' } });
  await screen.waitForText('q quit');
  return screen;
}

async function quit(screen: PtyScreen): Promise<void> {
  screen.type('q');
  expect((await screen.waitForExit()).code).toBe(0);
}

/** The one file that a session left for the next start. */
function memoryFile(state: string): string {
  const folder = join(state, 'mikado', 'screen');
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

describe('the next start', () => {
  test('selects the same card in the same chain, with the same folds', async () => {
    const repository = repositoryOf({ 'docs/another-goal.md': SECOND_GOAL });
    const first = await openIn(repository, ['ship-dark-mode']);
    first.type('gjh');
    const folded = await first.waitForScreen('a folded card', (shown) => FOLDED.test(shown));
    await quit(first);
    const again = await openIn(repository);
    const shown = await again.waitForScreen('a folded card', (text) => FOLDED.test(text));
    expect(shown.split('\n').slice(2, 8)).toEqual(folded.split('\n').slice(2, 8));
    expect(shown).toContain('ship-dark-mode');
  });

  test('shows the chain that is asked for by name, whatever was shown last', async () => {
    const repository = repositoryOf({ 'docs/another-goal.md': SECOND_GOAL });
    await quit(await openIn(repository, ['ship-dark-mode']));
    const again = await openIn(repository, ['another-goal']);
    expect(again.text()).toContain('mikado  another-goal');
  });

  test('shows the chain of the branch when another branch is checked out meanwhile', async () => {
    const repository = repositoryOf({ 'docs/another-goal.md': SECOND_GOAL });
    await quit(await openIn(repository, ['ship-dark-mode']));
    git(repository.folder, 'switch', '--quiet', '--create', 'mikado/another-goal');
    const again = await openIn(repository);
    await again.waitForText('mikado  another-goal');
  });

  test('forgets a card that is gone', async () => {
    const repository = repositoryOf();
    const first = await openIn(repository);
    first.type('gj');
    await first.waitForText(/^> .*settings-page-toggle/m);
    await quit(first);
    git(repository.folder, 'rm', '--quiet', 'docs/settings-page-toggle.md');
    const again = await openIn(repository);
    await again.waitForText(/^> .*theme-tokens-everywhere +READY/m);
  });

  test.each([
    ['torn', '{"schemaVersion":1,"to'],
    ['of another version', '{"schemaVersion":2}\n'],
    ['of other things', '[1, "x", null]\n'],
    ['empty', ''],
  ])('ignores a memory that is %s', async (_name, text) => {
    const repository = repositoryOf();
    await quit(await openIn(repository));
    const file = memoryFile(repository.state);
    writeFileSync(file, text);
    const again = await openIn(repository);
    await again.waitForText(/^> .*store-user-preference/m);
    await quit(again);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      schemaVersion: 1,
      top: repository.folder,
    });
  });

  test('keeps what it remembers for its user alone, and nothing unfinished beside it', async () => {
    const repository = repositoryOf();
    await quit(await openIn(repository));
    const file = memoryFile(repository.state);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(repository.state, 'mikado', 'terminal'))).toEqual([]);
  });

  test('opens where nothing can be remembered', async () => {
    const { folder } = repositoryOf();
    const blocked = join(makeFolder(), 'a file');
    writeFileSync(blocked, '');
    await quit(await openIn({ folder, state: blocked }));
    mkdirSync(join(folder, 'elsewhere'));
    await quit(await openIn({ folder, state: 'relative' }));
  });
});

describe.runIf(process.platform === 'linux')('after kill -9', () => {
  /** Opens the screen twice in a row in one terminal, without a shell that would put the terminal right between them. */
  async function openTwice({ folder, state }: Repository): Promise<PtyScreen> {
    const program = `sh -c 'echo $$ > "$0/pid"; exec ${NODE} ${MIKADO}' ${state}`;
    const script = `stty sane ixon iutf8; stty -g > ${state}/before; ${program}; stty -a > ${state}/broken; ${program}; stty -g > ${state}/after; echo over`;
    const env = { XDG_STATE_HOME: state, CI: 'true' };
    const screen = startInPty('sh', ['-c', script], { ...SIZE, cwd: folder, env });
    await screen.waitForText('q quit');
    // The first frame stands a moment before the terminal is marked as taken.
    await waitFor(() => (readdirMaybe(join(state, 'mikado', 'terminal')).length > 0 ? true : undefined), {
      complain: () => 'the terminal is not marked as taken',
    });
    return screen;
  }

  function readdirMaybe(folder: string): readonly string[] {
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  function kill({ state }: Repository): void {
    process.kill(Number(readFileSync(join(state, 'pid'), 'utf8')), 'SIGKILL');
  }

  test('the next start in this terminal puts it right and says so', async () => {
    const repository = repositoryOf();
    const screen = await openTwice(repository);
    kill(repository);
    await screen.waitForText(
      'The last session in this terminal ended without giving it back; it was put right again.',
    );
    expect(readFileSync(join(repository.state, 'broken'), 'utf8')).toContain('-icanon');
    screen.type('q');
    await screen.waitForText('over');
    const modes = (when: string) => readFileSync(join(repository.state, when), 'utf8');
    expect(modes('after')).toBe(modes('before'));
    expect(screen.isAlternate).toBe(false);
  });

  test('a start in another terminal says nothing of it', async () => {
    const repository = repositoryOf();
    const screen = await openTwice(repository);
    const other = await openIn(repository);
    kill(repository);
    await screen.waitForText('it was put right again');
    const third = await openIn(repository);
    expect(other.text()).not.toContain('put right');
    expect(third.text()).not.toContain('put right');
  });

  test('a check that died with its session is called interrupted, once', async () => {
    const check =
      '---\nstatus: active\n---\n\n## Verification\n\n- [ ] `echo $$ > pid-of-check; printf "be%s\\n" gun; sleep 60` <!-- check: run -->\n';
    const repository = repositoryOf({
      'docs/store-user-preference.md': check,
    });
    const screen = await openIn(repository);
    await screen.waitForText('0/1');
    screen.type('r');
    await screen.waitForText('Run these commands?');
    const since = performance.now();
    await waitFor(() => (performance.now() - since > 250 ? true : undefined), { complain: () => 'no time' });
    screen.type('y');
    const pid = await waitFor(() => readMaybe(join(repository.folder, 'pid-of-check')), {
      complain: () => screen.text(),
    });
    // What the screen shows of a command was started and is watched over.
    await screen.waitForText('begun');
    screen.signal('SIGKILL');
    await screen.waitForExit();
    await waitFor(() => (isRunning(readProcessStat(Number(pid))) ? undefined : true), {
      complain: () => 'the check goes on without its session',
    });
    const again = await openIn(repository);
    await again.waitForText(
      'The check of store-user-preference was interrupted: the last session ended while it ran;',
    );
    await quit(again);
    const third = await openIn(repository);
    expect(third.text()).not.toContain('interrupted');
  });
});

function readMaybe(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8') || undefined;
  } catch {
    return undefined;
  }
}
