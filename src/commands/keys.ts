import { inColumns } from '../report/in-columns.ts';
import { paintFor } from '../report/paint.ts';
import { KEYS } from '../ui/keys/key-table.ts';
import { printJson } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import type { Host } from './host.ts';

/** Lists the keys of the screen, by what they are for. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  if (input.flags.has('json')) {
    const keys = KEYS.map(({ action, keys, does, group, places }) => ({ action, keys, does, group, places }));
    printJson(host, { schemaVersion: 1, keys });
    return 0;
  }
  const paint = paintFor(host.stdout);
  const groups = [...new Set(KEYS.map((key) => key.group))];
  const parts = groups.map((group) => {
    const rows = KEYS.filter((key) => key.group === group).map((key) => [`  ${key.shown}`, key.does]);
    return `${paint('strong', group)}\n${inColumns(rows)}`;
  });
  host.stdout.write(parts.join('\n'));
  return 0;
}
