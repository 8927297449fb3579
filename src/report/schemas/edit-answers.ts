import Type from 'typebox';
import { answer, list, nullable, stem } from './build-schema.ts';
import { refusals } from './shared-parts.ts';

/** What is said about an edit. */
export const EDITING = {
  edit: {
    title: 'What an edit of a card did',
    lines: [
      'mikado close CARD --json',
      'mikado start CARD --json',
      'mikado reopen CARD --json',
      'mikado new STEM --json',
    ],
    schema: answer({
      stem,
      path: Type.String(),
      done: Type.Boolean(),
      commit: nullable(Type.String()),
      refusals: refusals,
      becameReady: list(stem),
      becameBlocked: list(stem),
    }),
  },
};
