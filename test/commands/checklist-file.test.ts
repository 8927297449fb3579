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

  it('is refused when it is larger than a checklist can be', async () => {
    const { code, stdout, stderr } = await checklist(['--file', '-'], { input: '- [ ] a\n'.repeat(200_000) });
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      'mikado: Standard input cannot be read: it is larger than 1 MiB, which is no checklist.\n' +
        '  Name a Markdown file, or - for standard input.\n',
    ]);
  });
});
