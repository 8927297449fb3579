import Type from 'typebox';
import { answer, count, list, nullable, object } from './build-schema.ts';
import { diagnostic } from './shared-parts.ts';

/** What is said about what is wrong. */
export const CHECKING = {
  check: {
    title: 'What is wrong with the cards',
    lines: ['mikado check --json', 'mikado check --base REF --json'],
    schema: answer({
      documents: count,
      cards: count,
      base: nullable(object({ ref: Type.String(), commit: Type.String() })),
      errors: count,
      warnings: count,
      known: count,
      diagnostics: list(diagnostic),
      gone: list(object({ code: Type.String(), path: Type.String(), message: Type.String() })),
    }),
  },
  baseline: {
    title: 'The findings that a baseline passes over',
    lines: ['mikado check --baseline FILE --update-baseline'],
    schema: answer({
      findings: list(
        object({
          path: Type.String(),
          code: Type.String(),
          message: Type.String(),
          count: Type.Integer({ minimum: 1, maximum: 10_000 }),
        }),
      ),
    }),
  },
};
