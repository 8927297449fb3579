import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A program that writes git's hooks from a file of its own. */
interface HookManager {
  readonly name: string;
  /** Where its file may be, relative to the top. */
  readonly files: readonly string[];
  /** What is to be added to it. */
  readonly lines: readonly string[];
  /** What makes it write the hooks then. */
  readonly after: string;
}

/** Such a program whose file is in a repository. */
interface FoundManager extends Pick<HookManager, 'name' | 'after'> {
  readonly file: string;
  readonly lines: string[];
  /** Whether its file names our hook already. */
  readonly isNamed: boolean;
}

const LEFTHOOK_NAMES = ['lefthook', '.lefthook', '.config/lefthook', 'lefthook-local'];

const MANAGERS: readonly HookManager[] = [
  {
    name: 'lefthook',
    files: LEFTHOOK_NAMES.flatMap((name) => [`${name}.yml`, `${name}.yaml`]),
    lines: ['commit-msg:', '  commands:', '    mikado:', '      run: mikado hook commit-msg {1}'],
    after: 'lefthook install',
  },
  {
    name: 'lefthook',
    files: LEFTHOOK_NAMES.map((name) => `${name}.toml`),
    lines: ['[commit-msg.commands.mikado]', 'run = "mikado hook commit-msg {1}"'],
    after: 'lefthook install',
  },
  {
    name: 'lefthook',
    files: LEFTHOOK_NAMES.flatMap((name) => [`${name}.json`, `${name}.jsonc`]),
    lines: ['"commit-msg": { "commands": { "mikado": { "run": "mikado hook commit-msg {1}" } } }'],
    after: 'lefthook install',
  },
  {
    name: 'pre-commit or prek',
    files: ['.pre-commit-config.yaml', '.pre-commit-config.yml'],
    lines: [
      '  - repo: local',
      '    hooks:',
      '      - id: mikado-branch',
      '        name: mikado hook commit-msg',
      '        entry: mikado hook commit-msg',
      '        language: system',
      '        stages: [commit-msg]',
      '        always_run: true',
    ],
    after: 'prek install --hook-type commit-msg, or pre-commit install --hook-type commit-msg',
  },
  {
    name: 'prek',
    files: ['prek.toml'],
    lines: [
      '[[repos]]',
      'repo = "local"',
      '[[repos.hooks]]',
      'id = "mikado-branch"',
      'name = "mikado hook commit-msg"',
      'entry = "mikado hook commit-msg"',
      'language = "system"',
      'stages = ["commit-msg"]',
      'always_run = true',
    ],
    after: 'prek install --hook-type commit-msg',
  },
];

/** Finds the program that writes the hooks of a repository, by its file at the top; undefined where there is none. */
export function findHookManager(top: string): FoundManager | undefined {
  for (const { name, files, lines, after } of MANAGERS) {
    const file = files.find((each) => existsSync(path.join(top, each)));
    if (file === undefined) continue;
    const isNamed = readFileSync(path.join(top, file), 'utf8').includes('mikado hook commit-msg');
    return { name, after, file, lines: [...lines], isNamed };
  }
  return undefined;
}
