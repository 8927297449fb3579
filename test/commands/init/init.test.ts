import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { yamlFaults } from '../../rig/ci-runner.ts';
import { git, makeRepository, mikado, writeFiles } from '../../rig/cli.ts';

const LINE = '.mikado/evidence/*.jsonl merge=union linguist-generated\n';
const read = (cwd: string, name: string) => readFileSync(join(cwd, name), 'utf8');

describe('mikado init', () => {
  it('writes the configuration, and says how to keep evidence', async () => {
    const cwd = makeRepository({ 'docs/a.md': '# A\n' });
    expect(await mikado(['init'], { cwd })).toEqual({
      code: 0,
      signal: null,
      stdout: `Wrote .mikado.yaml.\n\nCommit .mikado/evidence/ with the cards: it holds what was run, and what came of it.\nWith this line in .gitattributes git merges it without a conflict; mikado init --gitattributes adds it:\n  ${LINE}`,
      stderr: '',
    });
    expect(git(cwd, 'status', '--short')).toBe('?? .mikado.yaml');
  });

  it.each([
    ['github', '.github/workflows/mikado.yml'],
    ['forgejo', '.forgejo/workflows/mikado.yml'],
  ])(
    '--ci %s writes a workflow that fits its schema, pinned and with rights to read only',
    async (forge, file) => {
      const cwd = makeRepository({});
      const answer = await mikado(['init', '--ci', forge, '--json'], { cwd });
      expect(JSON.parse(answer.stdout)).toEqual({ schemaVersion: 1, written: ['.mikado.yaml', file] });
      const text = read(cwd, file);
      // The schema knows the runners of GitHub alone; the usual one of Forgejo has another name.
      expect(
        yamlFaults(text.replace('runs-on: docker', 'runs-on: ubuntu-latest'), 'github-workflow'),
      ).toEqual([]);
      expect(text).toContain('permissions:\n  contents: read\n');
      expect(text).toContain(`mikado-planner@${manifest.version}\n`);
      const uses = [...text.matchAll(/uses: (.*)/g)].map(([, used]) => used ?? '');
      expect(uses.filter((used) => !/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual(
        [],
      );
    },
  );

  it('--hooks writes a configuration that fits the schema of pre-commit', async () => {
    const cwd = makeRepository({});
    expect((await mikado(['init', '--hooks', '-q'], { cwd })).stdout).toBe(
      'Wrote .mikado.yaml.\nWrote .pre-commit-config.yaml.\n',
    );
    expect(yamlFaults(read(cwd, '.pre-commit-config.yaml'), 'pre-commit-config')).toEqual([]);
  });

  it('leaves a configuration as it is when something else is asked for', async () => {
    const cwd = makeRepository({ '.mikado.yaml': 'docs: docs\n', 'docs/a.md': '# A\n' });
    expect((await mikado(['init', '--hooks', '-q'], { cwd })).stdout).toBe(
      'Wrote .pre-commit-config.yaml.\n',
    );
    expect(read(cwd, '.mikado.yaml')).toBe('docs: docs\n');
  });

  it.each([['.pre-commit-config.yaml'], ['.github/workflows/mikado.yml']])(
    'writes nothing when %s is there',
    async (name) => {
      const cwd = makeRepository({ [name]: 'mine\n' });
      expect(await mikado(['init', '--ci', 'github', '--hooks', '--gitattributes'], { cwd })).toEqual({
        code: 2,
        signal: null,
        stdout: '',
        stderr: `mikado: ${name} is there already.\n  Nothing was written; existing files are never overwritten.\n`,
      });
      expect(git(cwd, 'status', '--short')).toBe('');
      expect(read(cwd, name)).toBe('mine\n');
    },
  );

  it('takes a link that leads nowhere for a file that is there', async () => {
    const cwd = makeRepository({});
    symlinkSync('nowhere', join(cwd, '.mikado.yaml'));
    expect((await mikado(['init'], { cwd })).code).toBe(2);
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false);
  });

  it('says in one line that a folder cannot be made', async () => {
    const cwd = makeRepository({ '.github': 'no folder\n', '.mikado.yaml': '' });
    const answer = await mikado(['init', '--ci', 'github'], { cwd });
    expect(answer).toMatchObject({ code: 5, stdout: '' });
    expect(answer.stderr).toMatch(/^mikado: \.github\/workflows\/mikado\.yml could not be written: .*\n$/);
  });

  it.each([
    ['none', undefined, LINE],
    ['an empty one', '', LINE],
    ['one of other lines', '*.png binary\n', `*.png binary\n${LINE}`],
    ['one without an end of its last line', '*.png binary', `*.png binary\n${LINE}`],
    ['one of Windows', '*.png binary\r\n', `*.png binary\r\n${LINE.trimEnd()}\r\n`],
  ])('--gitattributes adds its line where there is %s, and only once', async (_what, before, after) => {
    const cwd = makeRepository({ '.mikado.yaml': '' });
    if (before !== undefined) writeFileSync(join(cwd, '.gitattributes'), before);
    expect((await mikado(['init', '--gitattributes'], { cwd })).stdout).toBe(
      'Added a line to .gitattributes.\n',
    );
    expect(read(cwd, '.gitattributes')).toBe(after);
    expect((await mikado(['init', '--gitattributes'], { cwd })).stdout).toBe(
      '.gitattributes has the line already.\n',
    );
    expect(read(cwd, '.gitattributes')).toBe(after);
  });

  it('--gitattributes has git merge what two branches added to one file', async () => {
    const cwd = makeRepository({ '.mikado/evidence/a.jsonl': '{"at":0}\n' });
    await mikado(['init', '--gitattributes'], { cwd });
    git(cwd, 'add', '--all');
    git(cwd, 'commit', '--quiet', '--message=Attributes');
    for (const branch of ['one', 'two']) {
      git(cwd, 'switch', '--quiet', '--create', branch, 'main');
      writeFiles(cwd, { '.mikado/evidence/a.jsonl': `{"at":0}\n{"on":"${branch}"}\n` });
      git(cwd, 'commit', '--quiet', '--all', '--message=More');
    }
    git(cwd, 'merge', '--quiet', '--no-edit', 'one');
    expect(read(cwd, '.mikado/evidence/a.jsonl').split('\n').sort()).toEqual([
      '',
      '{"at":0}',
      '{"on":"one"}',
      '{"on":"two"}',
    ]);
  });

  it('writes a chain and a workflow when both are asked for', async () => {
    const cwd = makeRepository({});
    mkdirSync(join(cwd, 'docs'));
    const { stdout } = await mikado(['init', '--example', '--ci', 'github', '--json'], { cwd });
    expect(JSON.parse(stdout).written.length).toBe(5);
    expect((await mikado(['check'], { cwd })).code).toBe(0);
  });
});
