import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cardOf, makeTrusting } from '../commands/verify/trusting.ts';
import { MIKADO, mikado, NODE, testEnvironment } from '../rig/cli.ts';

/** Approvals at once and processes killed; 50 and 200 show that it always holds. */
const WRITERS = Number(process.env.MIKADO_TEST_WRITERS ?? 10);
const KILLS = Number(process.env.MIKADO_TEST_KILLS ?? 20);

const commandsOf = (index: number) => [`test ${index} -ge 0`, `test -d docs-${index}`];

/** A repository with as many cards, and the hash of each. */
async function makeCards(count: number) {
  const names = Array.from({ length: count }, (_, index) => `card-${index}`);
  const files = Object.fromEntries(
    names.map((name, index) => [`docs/${name}.md`, cardOf(...commandsOf(index))]),
  );
  const place = makeTrusting(files);
  const { stdout } = await place.run(['trust', ...names, '--show', '--json']);
  const answer: { cards: { stem: string; hash: string }[] } = JSON.parse(stdout);
  const hashes = new Map(answer.cards.map(({ stem, hash }) => [stem, hash]));
  const lineOf = (name: string) => ['trust', name, '--hash', hashes.get(name) ?? ''];
  const listed = async (): Promise<readonly string[]> => {
    const list: { approvals: { card: string; command: string; state: string }[] } = JSON.parse(
      (await place.run(['trust', '--list', '--json'])).stdout,
    );
    return list.approvals.map(({ card, command, state }) => `${card} ${command} ${state}`).sort();
  };
  const approvalsOf = (name: string) =>
    commandsOf(Number(name.slice('card-'.length))).map((command) => `docs/${name}.md ${command} current`);
  return { ...place, names, lineOf, listed, approvalsOf };
}

describe('the store of approvals', () => {
  it(`takes ${WRITERS} approvals at once and loses none`, { timeout: 120_000 }, async () => {
    const { cwd, env, names, lineOf, listed, approvalsOf } = await makeCards(WRITERS);
    const finished = await Promise.all(names.map((name) => mikado(lineOf(name), { cwd, env })));
    expect(finished.map(({ code }) => code)).toEqual(names.map(() => 0));
    expect(await listed()).toEqual(names.flatMap(approvalsOf).sort());
  });

  it(`is readable after each of ${KILLS} kills, and holds nothing that nobody approved`, {
    timeout: 600_000,
  }, async () => {
    const { cwd, env, run, names, lineOf, listed, approvalsOf } = await makeCards(4);
    const isKnown = new Set(names.flatMap(approvalsOf));
    const whole = performance.now();
    expect((await run(lineOf('card-0'))).code).toBe(0);
    const longest = performance.now() - whole;
    let acknowledged = 0;
    for (let round = 0; round < KILLS; round += 1) {
      await run(['trust', '--revoke', '--all']);
      const name = names[round % names.length] ?? '';
      const child = spawn(NODE, [MIKADO, ...lineOf(name)], {
        cwd,
        env: testEnvironment(env),
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      // Anywhere between the start of the process and its own end.
      await Promise.race([ended, pause(Math.random() * longest)]);
      child.kill('SIGKILL');
      const [code] = await ended;
      const now = await listed();
      expect(now.filter((approval) => !isKnown.has(approval))).toEqual([]);
      if (code !== 0) continue;
      acknowledged += 1;
      expect(now).toEqual(approvalsOf(name).sort());
    }
    expect(acknowledged).toBeLessThanOrEqual(KILLS);
    const trust = join(env.XDG_STATE_HOME, 'mikado', 'trust');
    expect(readdirSync(trust).filter((file) => !/^[0-9a-f]{64}$|^\.[0-9a-f]{16}\.tmp$/.test(file))).toEqual(
      [],
    );
  });
});
