import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MIKADO, makeFolder, makeRepository, NODE, run } from '../rig/cli.ts';

/** How much is printed, in megabytes; ordinarily enough to see memory grow with it if it did. */
const FLOOD_MB = Number(process.env.MIKADO_TEST_FLOOD_MB ?? 600);
const MOST_MB = 150;

const PRELOAD = `process.on('exit', () =>
  require('node:fs').writeFileSync(process.env.MEMORY_FILE, String(process.resourceUsage().maxRSS)));`;

interface Flooded {
  readonly code: number | null;
  readonly answer: unknown;
  /** The most memory that the program held at once, in megabytes. */
  readonly peakMb: number;
  readonly dropped: number;
}

/** Verifies a card whose one command prints as it is told. */
async function flood(command: string): Promise<Flooded> {
  const card = `---\nstatus: active\n---\n# A\n\n## Verification\n\n- [ ] \`${command}\` <!-- check: run -->\n`;
  const cwd = makeRepository({ 'docs/a.md': card });
  const [preload, memory] = [join(makeFolder(), 'preload.cjs'), join(makeFolder(), 'memory')];
  writeFileSync(preload, PRELOAD);
  const args = ['--require', preload, MIKADO, 'verify', 'a', '--trust-all', '--json', '--quiet'];
  const env = { XDG_STATE_HOME: makeFolder(), MEMORY_FILE: memory };
  const { code, stdout } = await run(NODE, args, { cwd, env });
  const evidence = readFileSync(join(cwd, '.mikado/evidence/a.jsonl'), 'utf8');
  return {
    code,
    answer: JSON.parse(stdout),
    peakMb: Number(readFileSync(memory, 'utf8')) / 1024,
    dropped: Number(/"droppedBytes":(\d+)/.exec(evidence)?.[1]),
  };
}

test.each([
  ['zeros', `head -c ${FLOOD_MB}M /dev/zero`],
  ['lines', `yes a line of output | head -c ${FLOOD_MB}M`],
])(
  'a flood of %s takes no more memory than a little does, and what is dropped is counted',
  async (_, command) => {
    const { code, answer, peakMb, dropped } = await flood(command);
    if (process.env.MIKADO_TEST_FLOOD_MB !== undefined)
      process.stderr.write(`${command}: ${Math.round(peakMb)} MB\n`);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ cards: [{ items: [{ result: 'passed', exitCode: 0 }] }] });
    expect(peakMb).toBeLessThan(MOST_MB);
    // The receipt keeps two thousand characters at each end, all of one byte.
    expect(dropped).toBe(FLOOD_MB * 1024 * 1024 - 2 * 2048);
  },
  300_000,
);

test('a command that prints zeros and fails is told like any other', async () => {
  const { code, answer } = await flood('head -c 200M /dev/zero; exit 3');
  expect(code).toBe(1);
  expect(answer).toMatchObject({ cards: [{ items: [{ result: 'failed', exitCode: 3 }] }] });
});
