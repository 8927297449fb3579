import Type from 'typebox';
import { answer, list, nullable, object, position, stem, words } from './build-schema.ts';
import { itemResult, kind, state } from './shared-parts.ts';

const namedFile = object({ path: Type.String(), sha256: Type.String() });

/** What is said about commands of cards, run or approved. */
export const VERIFYING = {
  verify: {
    title: 'What came of running checklists',
    lines: ['mikado verify CARD --json'],
    schema: answer({
      shard: nullable(object({ index: position, count: position })),
      cards: list(
        object({
          stem,
          title: Type.String(),
          path: Type.String(),
          state,
          result: itemResult,
          items: list(
            object({
              text: Type.String(),
              line: position,
              kind,
              ticked: Type.Boolean(),
              result: itemResult,
              note: nullable(Type.String()),
              command: nullable(Type.String()),
              exitCode: nullable(Type.Integer()),
              signal: nullable(Type.String()),
              durationMs: Type.Number({ minimum: 0 }),
              output: Type.String(),
            }),
          ),
          troubles: list(Type.String()),
        }),
      ),
    }),
  },
  trust: {
    title: 'The commands of a card, and which are approved',
    lines: ['mikado trust CARD --json', 'mikado trust CARD --show --json'],
    schema: answer({
      cards: list(
        object({
          stem,
          path: Type.String(),
          hash: Type.String({ pattern: '^sha256:[0-9a-f]{64}$' }),
          denied: nullable(Type.String()),
          commands: list(
            object({
              command: Type.String(),
              approved: Type.Boolean(),
              never: nullable(Type.String()),
              files: list(namedFile),
            }),
          ),
        }),
      ),
    }),
  },
  approvals: {
    title: 'The approvals of a repository',
    lines: [
      'mikado trust --list --json',
      'mikado trust CARD --revoke --json',
      'mikado trust CARD --deny --json',
      'mikado trust --prune --json',
    ],
    schema: answer({
      approvals: list(
        object({
          card: Type.String(),
          command: Type.String(),
          state: words('current', 'changed', 'gone'),
          when: Type.String(),
          commit: nullable(Type.String()),
          shell: Type.String(),
          folder: Type.String(),
          files: list(namedFile),
        }),
      ),
      denials: list(object({ path: Type.String(), when: Type.String() })),
    }),
  },
};
