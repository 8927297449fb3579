import Type from 'typebox';
import { answer, list, object, words } from './build-schema.ts';

/** What is said about the program itself, and about setting it up. */
export const PROGRAM = {
  init: {
    title: 'The files that were written',
    lines: ['mikado init --json', 'mikado init --example --json'],
    schema: answer({ written: list(Type.String()) }),
  },
  completion: {
    title: 'A completion script',
    lines: ['mikado completion SHELL --json'],
    schema: answer({ shell: words('bash', 'zsh', 'fish'), script: Type.String() }),
  },
  keys: {
    title: 'The keys of the screen',
    lines: ['mikado keys --json'],
    schema: answer({
      keys: list(
        object({
          action: Type.String(),
          keys: list(Type.String()),
          does: Type.String(),
          group: Type.String(),
          places: list(Type.String()),
        }),
      ),
    }),
  },
};
