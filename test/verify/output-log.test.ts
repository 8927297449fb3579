import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OutputLog } from '../../src/verify/output-log.ts';
import { runCommand } from '../../src/verify/run-command.ts';
import { makeFolder } from '../rig/cli.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

function begin(folder: string, stem: string, how: { readonly mostBytes?: number } = {}): OutputLog {
  const log = OutputLog.begin(folder, stem, how);
  if (log === undefined) throw new Error('no log could be made');
  return log;
}

test('a log has every byte that a command prints, control sequences and a flood among them', async () => {
  const folder = join(makeFolder(), 'logs');
  const log = begin(folder, 'rotate-tokens');
  const command = "printf '\\033[31mred\\033[0m\\n'; seq 1 400000; printf end";
  log.command(command);
  const { result } = await runCommand(command, { cwd: folder, timeoutMs: 60_000, onEveryByte: log.add });
  log.end();
  const numbers = Array.from({ length: 400_000 }, (_, index) => `${index + 1}\n`).join('');
  expect(result).toBe('passed');
  expect(readFileSync(log.path, 'utf8')).toBe(`$ ${command}\n\x1b[31mred\x1b[0m\n${numbers}end`);
  expect(statSync(log.path).mode & 0o777).toBe(0o600);
});

test('of one card the last five logs are kept, of another those of the last month', () => {
  const folder = makeFolder();
  const names = Array.from({ length: 7 }, (_, day) => `rotate-tokens~2026010${day + 1}T100000000Z.log`);
  const others = ['other-card~20260101T100000000Z.log', 'other~card~20260101T100000000Z.log'];
  for (const name of [...names, ...others]) writeFileSync(join(folder, name), 'read\n');
  const long = new Date(Date.now() - 31 * DAY_MS);
  utimesSync(join(folder, others[0] ?? ''), long, long);
  const log = begin(folder, 'rotate-tokens');
  log.end();
  const kept = readdirSync(folder).sort();
  expect(kept).toEqual([others[1], ...names.slice(3), log.path.slice(folder.length + 1)].sort());
});

test('a log of a command that prints without end is cut, and says by how much', () => {
  const log = begin(makeFolder(), 'endless', { mostBytes: 10 });
  log.add(Buffer.from('12345'));
  log.add(Buffer.from('6789012345'));
  log.add(Buffer.from('more'));
  log.end();
  expect(readFileSync(log.path, 'utf8')).toBe('1234567890\n… 9 bytes more are not kept …\n');
});

test('where no log can be kept, there is none, and nothing fails', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'logs'), 'a file in the way');
  expect(OutputLog.begin(join(folder, 'logs'), 'rotate-tokens')).toBeUndefined();
  expect(OutputLog.begin(folder, 'long'.repeat(100))).toBeUndefined();
});
