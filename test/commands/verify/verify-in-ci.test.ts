import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MIKADO, makeFolder, makeRepository, NODE, run, writeFiles } from '../../rig/cli.ts';

const PAGE = readFileSync(
  fileURLToPath(new URL('../../../docs/how-to/verify-in-ci.md', import.meta.url)),
  'utf8',
);

const done = (command: string) =>
  `---\nstatus: done\n---\n\n## Verification\n\n- [x] \`${command}\` <!-- check: run -->\n`;

describe('the page about CI', () => {
  it('shows commands that say the same of done cards on one machine and on three', async () => {
    const cwd = makeRepository({
      'docs/a.md': done('test 1 = 1'),
      'docs/b.md': done('test -f gone'),
      'docs/c.md': done('echo here'),
      'docs/d.md': done('test 2 = 2'),
    });
    const bin = makeFolder();
    writeFiles(bin, { mikado: `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n` });
    chmodSync(join(bin, 'mikado'), 0o755);
    const env = {
      PATH: [bin, process.env.PATH ?? ''].join(delimiter),
      XDG_STATE_HOME: makeFolder(),
      CI: 'true',
    };
    const commands = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(
      (block) => block[1]?.trim().split('\n') ?? [],
    );
    const ends = [];
    for (const command of commands) ends.push(await run('/bin/sh', ['-c', command], { cwd, env }));
    expect(ends.map(({ code }) => code)).toEqual([1, 0, 1, 0, 1]);
    for (const whole of [ends[0], ends[4]]) {
      expect(whole?.stdout.split('\n').slice(-3)).toEqual([
        '4 cards: 3 passed, 1 failed (b)',
        'Done, and no longer true: b',
        '',
      ]);
    }
    const suites = (name: string) =>
      readFileSync(join(cwd, name), 'utf8').replace(/ (time|timestamp)="[^"]*"/g, '');
    expect(suites('all.xml')).toBe(suites('done.xml'));
  });
});
