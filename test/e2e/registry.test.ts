import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { stepsIn } from '../rig/transcript.ts';
import { INSTALL, missingPrograms, RegistryPlace } from './registry-place.ts';

const missing = missingPrograms();
const lack = missing.length === 0 ? '' : ` (not here: ${missing.join(', ')}; get them by \`${INSTALL}\`)`;

const page = readFileSync(
  fileURLToPath(new URL('../../docs/tutorial/harden-a-registry.md', import.meta.url)),
  'utf8',
);

/** The part of the page below a heading, up to the next one that is none of a card's. */
function section(heading: string): string {
  const told = page.replace(/^```markdown\n.*?^```$/gms, '');
  return told.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? `no part ${heading}`;
}

/** Types the commands that stand below a heading of the page, which are to print what stands there. */
async function showsAsBelow(heading: string, place: RegistryPlace): Promise<void> {
  const steps = stepsIn(section(heading));
  expect(steps, heading).not.toHaveLength(0);
  for (const step of steps) expect(await place.type(step), step.command).toBe(step.output);
}

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

/** The done cards that hold no longer, found without a terminal as a scheduled job does, and how many were looked at. */
async function drift(place: RegistryPlace) {
  const { code, stdout } = await place.mikado('verify', '--done', '--trust-all', '--json');
  const { cards }: { cards: readonly { stem: string; result: string }[] } = JSON.parse(stdout);
  const fallen = cards.filter(({ result }) => result !== 'passed');
  return { code, cards: cards.length, fallen: fallen.map(({ stem, result }) => `${stem}: ${result}`) };
}

/** Sees in the receipts what the commands did and what the person said. */
function keepsReceipts(place: RegistryPlace): void {
  const [overwritten, , , refused] = place.receipts('freeze-version-tags');
  expect(overwritten).toMatchObject({ result: 'failed', runs: [{ exitCode: 0, head: 'demo:v1.0.0 201\n' }] });
  expect(refused).toMatchObject({ result: 'passed', runs: [{ exitCode: 22, head: 'demo:v1.0.0 409\n' }] });
  expect(place.receipts('make-the-account').at(-1)).toMatchObject({
    kind: 'manual',
    result: 'passed',
    note: 'as ci of the registry',
  });
}

it('is told on a page with the card and the configuration that are tested here', () => {
  const fixture = (path: string) =>
    readFileSync(fileURLToPath(new URL(`../fixtures/registry/${path}`, import.meta.url)), 'utf8');
  const shown = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1];
  expect(shown('markdown')).toBe(fixture('start/docs/how-to/ask-for-the-account.md'));
  const configuration = fixture('steps/ask-for-the-account/proxy/nginx.conf').replace(/^ +/gm, '');
  for (const part of shown('nginx')?.split('\n\n') ?? ['none']) {
    expect(configuration).toContain(part.trim().replace(/^ +/gm, ''));
  }
});

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

    await showsAsBelow('The chain', place);

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
    await showsAsBelow('A card, before its work', place);
    await place.work('ask-for-the-account');
    await showsAsBelow('The same card, after it', place);

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
    await showsAsBelow('Every card in its turn', place);

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

    await showsAsBelow('The end', place);
    keepsReceipts(place);

    expect(await drift(place)).toEqual({ code: 0, cards: 7, fallen: [] });
    await place.undo('freeze-version-tags', 'proxy/nginx.conf');
    expect(await drift(place)).toEqual({
      code: 1,
      cards: 7,
      fallen: ['freeze-version-tags: failed', 'harden-the-registry: failed'],
    });
    await showsAsBelow('When it comes undone', place);
    expect(place.boxes('freeze-version-tags')).toBe('xxx');
  }, 60_000);
});
