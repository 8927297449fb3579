import type { Command } from '../command.ts';

/** The commands that set a repository or a shell up, and say how the screen is used. */
export const SETTING_UP = {
  init: {
    name: 'init',
    summary: 'write .mikado.yaml, a CI job, a hook, or a small chain to play with',
    details: [
      'A file that is there is never written over: then nothing is written, and the exit status is 2. With --ci, --hooks or --gitattributes a configuration that is there stays as it is, and to a .gitattributes that is there one line is added.',
    ],
    options: [
      {
        name: 'ci',
        value: 'FORGE',
        choices: ['github', 'forgejo'],
        describes: 'write a workflow that checks every pull request',
      },
      { name: 'hooks', describes: 'write a pre-commit configuration, which prek reads as well' },
      { name: 'gitattributes', describes: 'have git merge receipts of two branches without a conflict' },
      { name: 'example', describes: 'write four cards whose checklists run anywhere' },
    ],
    examples: [
      { line: 'mikado init', does: 'write .mikado.yaml with every key explained' },
      { line: 'mikado init --ci github --hooks', does: 'check every pull request and every commit' },
      { line: 'mikado init --example', does: 'write a small chain into docs/how-to/' },
    ],
    load: () => import('./init.ts'),
  },
  keys: {
    name: 'keys',
    summary: 'list the keys of the screen',
    examples: [{ line: 'mikado keys', does: 'every key, by what it is for' }],
    load: () => import('../keys.ts'),
  },
  completion: {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    operands: [{ name: 'shell', describes: 'bash, zsh or fish', takes: 'one', completes: 'shell' }],
    examples: [
      { line: 'source <(mikado completion bash)', does: 'completion in this shell' },
      {
        line: 'mikado completion fish > ~/.config/fish/completions/mikado.fish',
        does: 'completion in every fish',
      },
    ],
    load: () => import('../completion/completion.ts'),
  },
} satisfies Readonly<Record<string, Command>>;
