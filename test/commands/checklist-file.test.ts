import { describe, expect, it } from 'vitest';
import { MIKADO, NODE, run } from '../rig/cli.ts';
import { makeTree } from '../rig/tree.ts';

const checklist = (args: readonly string[], options: Parameters<typeof run>[2]) =>
  run(NODE, [MIKADO, 'checklist', ...args], options);

describe('a loose list', () => {
  it('is judged from standard input, with a byte order mark and Windows line ends', async () => {
    const input = '\ufeff- [ ] `npm test` passes\r\n- [x] `rm x`\r\n';
    const { code, stdout, stderr } = await checklist(['--file', '-', '--json'], { cwd: makeTree({}), input });
    expect(JSON.parse(stdout)).toMatchObject({
      stem: null,
      items: [
        { kind: 'automatic', commands: ['npm test'], ticked: false, line: 1 },
        { kind: 'manual', commands: [], ticked: true, line: 2 },
      ],
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('is judged by the tasks of the repository it lies in', async () => {
    const cwd = makeTree({
      '.git/HEAD': '',
      'package.json': '{"scripts": {"lint": "eslint --fix ."}}',
      'notes/list.md': '- [ ] `npm run lint` passes\n',
    });
    const { stdout } = await checklist(['--file', 'notes/list.md'], { cwd });
    expect(stdout).toBe(
      '[ ] manual     `npm run lint` passes\n' +
        '               `--fix`, which the task `lint` runs, changes something, or may, so it is no check.\n',
    );
  });

  it('is refused when it is larger than a checklist can be, with a way to judge it all the same', async () => {
    const list = '- [ ] `npm test` passes\n'.repeat(200_000);
    const cwd = makeTree({ 'all of it.md': list });
    const large = await checklist(['--file', 'all of it.md'], { cwd });
    expect([large.code, large.stdout, large.stderr]).toEqual([
      1,
      '',
      'all of it.md:1:1: error: The text is larger than 1 MiB (1,048,576 bytes), up to which a checklist is read. [too-large]\n' +
        "    Judge it in parts, such as: head -n 5000 'all of it.md' | mikado checklist --file -\n",
    ]);
    const { code, stdout, stderr } = await checklist(['--file', '-', '--json'], { cwd, input: list });
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      items: [],
      diagnostics: [{ code: 'too-large', path: '-', line: 1, column: 1 }],
    });
    const part = await run(
      '/bin/sh',
      ['-c', `head -n 5000 'all of it.md' | '${NODE}' '${MIKADO}' checklist --file -`],
      { cwd },
    );
    expect([part.code, part.stdout.match(/^\[ \] automatic/gm)?.length]).toEqual([0, 5000]);
  });
});
