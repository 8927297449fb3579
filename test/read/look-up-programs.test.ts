import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeCommand } from '../../src/checklist/judge-command.ts';
import { lookUpPrograms } from '../../src/read/look-up-programs.ts';
import { makeTree } from '../rig/tree.ts';

const TASK_FILES = {
  'package.json': JSON.stringify({
    scripts: {
      sweep: 'prettier --check . && eslint .',
      prelint: 'npm run sweep',
      lint: 'eslint --fix .',
      wait: 'vitest run --watch',
      ours: 'node x.js',
      test: 'rm -rf coverage && vitest run',
      round: 'npm run round',
    },
  }),
  Makefile:
    'ready: lint unit out.o\n\nunit:\n\t@go test \\\n\t  ./...\nlint:\n\t-go vet ./...\nfar: unit\n\tscp x host:\n\t$(MAKE) upload\nBIN := x\n',
  justfile:
    'default: (look "a") sweep\n\nlook name:\n    git status\nsweep:\n    # said\n    @pytest -q\nstage:\n    terraform apply\npy:\n    #!/usr/bin/env python3\n    print(1)\n',
  'mise.toml':
    '[tasks]\nquick = "cargo test"\n\n[tasks.fly]\nrun = "flyctl deploy"\n\n[tasks."a:b"]\ndepends = ["quick"]\nrun = [\n  "git status",\n  \'git log\',\n]\n\n[tasks.long]\nrun = """\nset -e\ngo vet ./...\n"""\n',
  'Taskfile.yml':
    "version: '3'\n\ntasks:\n  sweep:\n    deps: [inner]\n    cmds:\n      - go vet ./...\n      - task: inner\n  inner:\n    cmds:\n      - cmd: go test ./...\n  text:\n    cmds:\n      - |\n        rm x\n",
  'composer.json': '{"scripts": {"sweep": ["@inner", "@php -l a.php"], "inner": "phpunit"}}',
  'deno.json': '{"tasks": {"sweep": "deno lint"}}',
};

function answersIn(top: string, commands: readonly string[]) {
  const programs = lookUpPrograms(top, { PATH: path.join(top, 'tools') });
  return commands.map((command) => {
    const judged = judgeCommand(command, programs);
    return [command, judged.runs ? judged.habit : judged.reason];
  });
}

describe('a task whose name tells nothing', () => {
  it('is judged by the commands it consists of', () => {
    expect(
      answersIn(makeTree(TASK_FILES), [
        'npm run sweep',
        'pnpm sweep',
        'npm run ours',
        'npm run round',
        'npm run absent',
        'make ready',
        'make far',
        'just default',
        'just stage',
        'just py',
        'mise run quick',
        'mise run fly',
        'mise run a:b',
        'mise run long',
        'task sweep',
        'task text',
        'composer sweep',
        'deno task sweep',
      ]),
    ).toEqual([
      ['npm run sweep', 'verdict'],
      ['pnpm sweep', 'verdict'],
      ['npm run ours', 'unknown'],
      ['npm run round', 'unknown'],
      ['npm run absent', 'unknown'],
      ['make ready', 'verdict'],
      ['make far', 'changes'],
      ['just default', 'verdict'],
      ['just stage', 'changes'],
      ['just py', 'unknown'],
      ['mise run quick', 'verdict'],
      ['mise run fly', 'changes'],
      ['mise run a:b', 'verdict'],
      ['mise run long', 'verdict'],
      ['task sweep', 'verdict'],
      ['task text', 'unknown'],
      ['composer sweep', 'verdict'],
      ['deno task sweep', 'verdict'],
    ]);
  });

  it('is not looked for at the top when the command goes elsewhere', () => {
    expect(
      answersIn(makeTree(TASK_FILES), [
        'cd web && npm run sweep',
        'npm --prefix web run sweep',
        'bash -c "make ready"',
      ]),
    ).toEqual([
      ['cd web && npm run sweep', 'unknown'],
      ['npm --prefix web run sweep', 'unknown'],
      ['bash -c "make ready"', 'unknown'],
    ]);
  });
});

describe('a task that is called a check', () => {
  it('is no check when it rewrites files or never ends', () => {
    const programs = lookUpPrograms(makeTree({ ...TASK_FILES }), {});
    expect(judgeCommand('npm run lint', programs)).toMatchObject({
      runs: false,
      reason: 'changes',
      culprit: '--fix',
      task: 'lint',
    });
  });

  it('may tidy up on its way', () => {
    expect(answersIn(makeTree(TASK_FILES), ['npm test', 'npm t'])).toEqual([
      ['npm test', 'verdict'],
      ['npm t', 'verdict'],
    ]);
  });

  it('is judged by its name where no file says what it does', () => {
    expect(answersIn(makeTree({ 'package.json': '{"scripts": {' }), ['npm test', 'npm run sweep'])).toEqual([
      ['npm test', 'verdict'],
      ['npm run sweep', 'unknown'],
    ]);
  });

  it('is judged by its name where the file is too large to be read', () => {
    const scripts = { lint: 'eslint --fix .', long: 'x'.repeat(300 * 1024) };
    expect(answersIn(makeTree({ 'package.json': JSON.stringify({ scripts }) }), ['npm run lint'])).toEqual([
      ['npm run lint', 'verdict'],
    ]);
  });
});

describe('a program that the rules do not know', () => {
  function makeTools(): string {
    const top = makeTree({ 'tools/gauge': '#!/bin/sh\n', 'tools/plain': '' });
    chmodSync(path.join(top, 'tools/gauge'), 0o755);
    mkdirSync(path.join(top, 'tools/folder'));
    return top;
  }

  it('is judged by its order once it is found', () => {
    expect(
      answersIn(makeTools(), [
        'gauge check x',
        'gauge list',
        'gauge apply x',
        'gauge apply x --dry-run',
        'gauge apply x --dry-run=none',
        'gauge x.txt',
        'gauge --all',
      ]),
    ).toEqual([
      ['gauge check x', 'verdict'],
      ['gauge list', 'report'],
      ['gauge apply x', 'changes'],
      ['gauge apply x --dry-run', 'verdict'],
      ['gauge apply x --dry-run=none', 'changes'],
      ['gauge x.txt', 'unknown'],
      ['gauge --all', 'unknown'],
    ]);
  });

  it('is not run when nothing of that name can be started', () => {
    expect(answersIn(makeTools(), ['plain check x', 'folder check x', 'absent check x'])).toEqual([
      ['plain check x', 'unknown'],
      ['folder check x', 'unknown'],
      ['absent check x', 'unknown'],
    ]);
  });

  it('is not looked for among the programs of the system, which take files', () => {
    const programs = lookUpPrograms(makeTools(), { PATH: '/usr/bin:/bin' });
    expect(programs.isProgram('env')).toBe(false);
  });
});
