import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readReceipts } from '../../src/verify/evidence.ts';
import { makeFolder } from '../rig/cli.ts';

const KILLS = Number(process.env.MIKADO_TEST_KILLS ?? 20);

/** Starts a writer, kills it soon after its first word, and answers the receipts that it said were recorded. */
async function killRecorder(top: string, who: string): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'record-for-ever.ts'), top, who], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(writer, 'close');
  let printed = '';
  writer.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(writer.stdout, 'data');
  await sleep(Math.random() * 20);
  writer.kill('SIGKILL');
  await closed;
  return printed
    .split('\n')
    .slice(0, -1)
    .map((number) => `${who} ${number}`);
}

test(`no acknowledged receipt is lost, and none is mixed with another, when ${KILLS} of two writers are killed`, {
  timeout: 1_200_000,
}, async () => {
  const top = makeFolder();
  let acknowledged = 0;
  let torn = 0;
  for (let kill = 0; kill < KILLS; kill += 2) {
    rmSync(join(top, '.mikado'), { recursive: true, force: true });
    const said = await Promise.all(['ann', 'ben'].map((who) => killRecorder(top, who)));
    const { receipts, unreadable } = readReceipts(top, 'a');
    const kept = new Set(
      receipts.map((receipt) =>
        receipt.kind === 'forced-close' ? `${receipt.who} ${receipt.reason.split(' ')[0]}` : '',
      ),
    );
    expect(said.flat().filter((each) => !kept.has(each))).toEqual([]);
    acknowledged += said.flat().length;
    torn += unreadable;
  }
  process.stdout.write(
    `${KILLS} kills: ${acknowledged} acknowledged receipts, 0 lost, ${torn} torn lines passed over\n`,
  );
});
