import { describe, expect, it } from 'vitest';
import { INSTALL, missingPrograms, RegistryPlace } from './registry-place.ts';

const missing = missingPrograms();
const lack = missing.length === 0 ? '' : ` (not here: ${missing.join(', ')}; get them by \`${INSTALL}\`)`;

/** What came of each item, in the words that stand before it. */
function verdicts(shown: string): readonly string[] {
  return [...shown.matchAll(/^ {2}[✓✗?] (passed|failed|not found|needs a person) {2}/gm)].map(
    ([, verdict = '']) => verdict,
  );
}

/** The engineer of a chain: verifies at a terminal and closes. */
class Engineer {
  readonly #place: RegistryPlace;

  constructor(place: RegistryPlace) {
    this.#place = place;
  }

  /** Verifies a card that does not hold yet, sees which items fail, and is refused its closing. */
  async fails(card: string, expected: { answers: readonly string[]; items: readonly string[] }) {
    const shown = await this.#place.person(`verify ${card}`, ...expected.answers);
    expect(verdicts(shown), shown).toEqual(expected.items);
    const held = expected.items.filter((item) => item === 'passed').length;
    expect(shown).toMatch(
      new RegExp(`\\n${card}: failed, ${held} of ${expected.items.length} items hold\\nexit 1$`),
    );
    expect(this.#place.boxes(card)).toBe(
      expected.items.map((item) => (item === 'passed' ? 'x' : ' ')).join(''),
    );
    const refused = await this.#place.mikado('close', card);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`mikado: ${card} stays as it is:\n`);
    expect(refused.stderr.match(/an item is not ticked/g)).toHaveLength(expected.items.length - held);
  }

  /** Verifies a card at the terminal, answering its questions, and sees every item hold. */
  async passes(card: string, ...answers: readonly string[]) {
    const shown = await this.#place.person(`verify ${card}`, ...answers);
    expect(new Set(verdicts(shown)), shown).toEqual(new Set(['passed']));
    expect(shown).toMatch(/exit 0$/);
    expect(this.#place.boxes(card)).toMatch(/^x+$/);
  }

  /** Closes a card, and is told what became of that. */
  async closes(card: string, told: string) {
    const stdout = `Closed ${card} (docs/how-to/${card}.md).\n${told}`;
    expect(await this.#place.mikado('close', card)).toEqual({ code: 0, signal: null, stdout, stderr: '' });
  }
}

it.runIf(process.env.CI)('finds on CI every program that raises a registry', () => {
  expect(missing, INSTALL).toEqual([]);
});

describe.skipIf(missing.length > 0)(`a container registry that anyone can write to${lack}`, () => {
  it('is hardened card by card, each closed once its checks hold, until the goal is done', async () => {
    const place = await RegistryPlace.open();
    const engineer = new Engineer(place);
    const closed = await place.mikado('close', 'push-with-the-account');
    expect(closed.code).toBe(1);
    expect(closed.stderr).toContain('  it requires make-the-account, which is open\n');

    // The experiment that starts a chain: what the goal asks for does not hold, and nothing says so but its checks.
    const first = await place.digest('v1.0.0');
    await engineer.fails('harden-the-registry', {
      answers: ['y', '', ''],
      items: ['passed', 'failed', 'not found', 'failed', 'needs a person', 'needs a person'],
    });
    expect(await place.digest('v1.0.0')).not.toBe(first);

    await engineer.fails('put-a-proxy-in-front', {
      answers: ['y'],
      items: ['failed', 'failed', 'passed', 'passed', 'passed'],
    });
    await place.work('put-a-proxy-in-front');
    await engineer.passes('put-a-proxy-in-front');
    await engineer.closes('put-a-proxy-in-front', '2 cards are ready: mikado ready\n');

    await engineer.fails('make-the-account', {
      answers: ['y', ''],
      items: ['failed', 'failed', 'passed', 'needs a person'],
    });
    await place.work('make-the-account');
    await engineer.passes('make-the-account', 'y as ci of the registry');
    await engineer.closes('make-the-account', 'Now ready:\n  push-with-the-account  Push with the account\n');

    await engineer.fails('push-with-the-account', { answers: ['y'], items: ['failed', 'passed'] });
    await place.work('push-with-the-account');
    // The script behind an approved command is another now, so the approval is asked for again.
    await engineer.passes('push-with-the-account', 'y');
    await engineer.closes(
      'push-with-the-account',
      'Now ready:\n  ask-for-the-account  Ask writers for the account\n',
    );

    await engineer.fails('ask-for-the-account', {
      answers: ['y'],
      items: ['failed', 'failed', 'passed', 'passed'],
    });
    await place.work('ask-for-the-account');
    await engineer.passes('ask-for-the-account');
    await engineer.closes('ask-for-the-account', '1 card is ready: mikado ready\n');

    const second = await place.digest('v1.0.0');
    await engineer.fails('freeze-version-tags', { answers: ['y'], items: ['failed', 'passed', 'passed'] });
    const third = await place.digest('v1.0.0');
    expect(third).not.toBe(second);
    const latest = await place.digest('latest');
    await place.work('freeze-version-tags');
    await engineer.passes('freeze-version-tags');
    expect(await place.digest('v1.0.0')).toBe(third);
    expect(await place.digest('latest')).not.toBe(latest);
    // All its checks hold, and yet it has to wait for its turn.
    expect(await place.mikado('close', 'freeze-version-tags')).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr:
        'mikado: freeze-version-tags stays as it is:\n' +
        '  it requires number-each-build, which is open\n' +
        '      mikado close number-each-build\n',
    });

    await engineer.fails('number-each-build', {
      answers: ['y', ''],
      items: ['failed', 'not found', 'needs a person'],
    });
    await place.work('number-each-build');
    await engineer.passes('number-each-build', 'y', 'y 1.1.0 is there');
    await engineer.closes('number-each-build', 'Now ready:\n  freeze-version-tags  Freeze version tags\n');
    await engineer.closes('freeze-version-tags', 'Now ready:\n  harden-the-registry  Harden the registry\n');

    await engineer.passes('harden-the-registry', 'y', 'y 1.0.0, 1.1.0 and latest', 'y told at the stand-up');
    await engineer.closes('harden-the-registry', '');

    expect(await place.mikado('chains', '--all')).toMatchObject({
      code: 0,
      stdout: 'harden-the-registry  7/7 done  finished  mikado/harden-the-registry  Harden the registry\n',
    });
    const check = await place.mikado('check');
    expect(check).toMatchObject({ code: 0, stderr: '7 cards checked: nothing found.\n' });

    const [overwritten, , , refused] = place.receipts('freeze-version-tags');
    expect(overwritten).toMatchObject({
      result: 'failed',
      runs: [{ exitCode: 0, head: 'demo:v1.0.0 201\n' }],
    });
    expect(refused).toMatchObject({ result: 'passed', runs: [{ exitCode: 22, head: 'demo:v1.0.0 409\n' }] });
    expect(place.receipts('make-the-account').at(-1)).toMatchObject({
      kind: 'manual',
      result: 'passed',
      note: 'as ci of the registry',
    });
  }, 60_000);
});
