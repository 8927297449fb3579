import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { isRefusal } from '../../src/edit/refusal.ts';
import { seededRandom } from '../../src/seeded-random.ts';
import { openTrust, type Trust, type TrustPlace } from '../../src/verify/approve.ts';
import { cardOf, makeTrusting } from '../commands/verify/trusting.ts';
import { makeFolder } from '../rig/cli.ts';

/** How many changed cards are given to the whole program; each takes a tenth of a second. */
const RUNS = Number(process.env.MIKADO_TEST_MUTATIONS ?? 20);
const SEED = Number(process.env.MIKADO_TEST_SEED ?? 20261123);
const COMMAND = './tools/verify.sh --all && test "$(cat notes)" = fine';

const random = seededRandom(SEED);
const below = (count: number) => Math.floor(random() * count);
const letter = () => String.fromCharCode(33 + below(94)).replace(/[/\\`]/, '_');

/** A text with one byte changed, put in or taken out; never the same text. */
function mutate(text: string): string {
  for (;;) {
    const at = below(text.length);
    const taken = below(3) === 0 ? 0 : 1;
    const changed = text.slice(0, at) + (below(3) === 0 ? '' : letter()) + text.slice(at + taken);
    if (changed !== text && changed !== '') return changed;
  }
}

function open(place: TrustPlace): Trust {
  const trust = openTrust(place);
  if (isRefusal(trust)) throw new Error(trust.refused);
  return trust;
}

it(`no approval survives 1,000 changes of one byte (seed ${SEED})`, () => {
  const base = makeFolder();
  const top = join(base, 'clone');
  const script = join(top, 'tools/verify.sh');
  mkdirSync(dirname(script), { recursive: true });
  const text = '#!/bin/sh\n# Looks at everything.\nexit 0\n';
  writeFileSync(script, text, { mode: 0o755 });
  const place: TrustPlace = {
    top,
    gitDir: undefined,
    env: { XDG_STATE_HOME: join(base, 'state'), PATH: '/usr/bin:/bin' },
    shell: '/bin/sh',
  };
  const card = { path: 'docs/how-to/rotate-tokens.md' };
  const own = open(place);
  expect(own.approve([own.factsOf(card, COMMAND)], null)).toBeUndefined();

  const approved: string[] = [];
  for (let round = 0; round < 1000; round += 1) {
    switch (round % 5) {
      case 0: {
        const command = mutate(COMMAND);
        if (own.isApproved(card, command)) approved.push(command);
        break;
      }
      case 1: {
        const path = mutate(card.path);
        if (own.isApproved({ path }, COMMAND)) approved.push(path);
        break;
      }
      case 2: {
        const shell = mutate('/bin/sh');
        if (open({ ...place, shell }).isApproved(card, COMMAND)) approved.push(shell);
        break;
      }
      case 3: {
        const cwd = join(top, `folder${mutate('abcdefgh').replaceAll('/', '_')}`);
        mkdirSync(cwd, { recursive: true });
        if (open({ ...place, cwd }).isApproved(card, COMMAND)) approved.push(cwd);
        break;
      }
      default: {
        const changed = mutate(text);
        writeFileSync(script, changed);
        if (own.isApproved(card, COMMAND)) approved.push(changed);
        writeFileSync(script, text);
      }
    }
    if (!own.isApproved(card, COMMAND)) approved.push(`the approval was lost in round ${round}`);
  }
  expect(approved).toEqual([]);
});

it(`the program runs none of ${RUNS} changed commands (seed ${SEED})`, { timeout: 600_000 }, async () => {
  const { cwd, run, approve, started } = makeTrusting({ 'docs/a.md': cardOf(COMMAND), notes: 'fine\n' });
  mkdirSync(join(cwd, 'tools'));
  writeFileSync(join(cwd, 'tools/verify.sh'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  await approve('a');
  for (let round = 0; round < RUNS; round += 1) {
    const isScript = round % 4 === 3;
    writeFileSync(join(cwd, 'docs/a.md'), cardOf(isScript ? COMMAND : mutate(COMMAND)));
    const script = '#!/bin/sh\nexit 0\n';
    writeFileSync(join(cwd, 'tools/verify.sh'), isScript ? mutate(script) : script);
    // What is no longer a command is for a person, which is 1.
    expect([1, 3]).toContain((await run(['verify', 'a'])).code);
  }
  expect(started()).toEqual([]);
  writeFileSync(join(cwd, 'docs/a.md'), cardOf(COMMAND));
  writeFileSync(join(cwd, 'tools/verify.sh'), '#!/bin/sh\nexit 0\n');
  expect((await run(['verify', 'a'])).code).toBe(0);
  expect(started()).toEqual([COMMAND]);
});
