import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MIKADO, makeRepository, NODE, run } from '../rig/cli.ts';

const FILES = {
  'docs/goal.md':
    '---\nstatus: active\nrequires: [part, nowhere]\n---\n\nSee [[nwohere]].\n\n## Verification\n\n- [ ] `touch ran` passes\n',
  'docs/part.md': '---\nstatus: done\nrequires: ["[[goal]]"]\n---\n\n## Verify\n\n- [ ] `curl <host>`\n',
  'docs/odd.md': '---\nrequires: [a, &b c]\n---\n',
  '.gitignore': 'old/\n',
  '.mikado.yaml': 'rules: {redundant-prerequisite: warn, done-without-evidence: warn}\nignore: [x/**]\n',
};

/** Every file of a folder with its content, the git folder left out. */
function contents(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, readFileSync(file, 'utf8')] as const);
}

describe('`mikado check`', () => {
  it.each([
    ['text', []],
    ['JSON', ['--json']],
  ])(
    'answers the same without the right to write, to run anything or to read elsewhere, as %s',
    async (_, args) => {
      const cwd = makeRepository(FILES);
      const before = contents(cwd);
      const free = await run(NODE, [MIKADO, 'check', ...args], { cwd });
      const rights = ['--permission', `--allow-fs-read=${cwd}`, `--allow-fs-read=${join(MIKADO, '..')}`];
      const bound = await run(NODE, [...rights, MIKADO, 'check', ...args], { cwd });
      expect(free.code).toBe(1);
      expect(free.stdout).toContain('broken-wiki-link');
      expect(bound).toEqual(free);
      expect(contents(cwd)).toEqual(before);
    },
  );
});
