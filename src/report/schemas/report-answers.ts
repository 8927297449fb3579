import Type from 'typebox';
import { answer, count, list, nullable, object, stem, words } from './build-schema.ts';
import {
  blocker,
  chain,
  commitKind,
  diagnostic,
  forcedClose,
  place,
  receiptCounts,
  state,
} from './shared-parts.ts';

const lifeEvent = object({
  kind: words(
    'discovered',
    'started',
    'closed',
    'reopened',
    'renamed',
    'returned',
    'deleted',
    'finalized',
    'abandoned',
    'dropped',
  ),
  stem,
  path: Type.String(),
  from: nullable(Type.String()),
  into: nullable(stem),
  when: Type.String(),
  commit: nullable(Type.String()),
  author: nullable(Type.String()),
});

/** What is said about progress. */
export const REPORT = {
  report: {
    title: 'How far the work is, and how it came there',
    lines: ['mikado report --json'],
    schema: answer({
      asOf: Type.String(),
      goal: nullable(stem),
      /** The title of the goal. */
      title: nullable(Type.String()),
      /** Where the branch that is checked out stands, if it is for a goal of this report. */
      branch: nullable(
        object({
          name: nullable(Type.String()),
          goal: stem,
          place,
          next: list(commitKind),
          strip: Type.String(),
          violations: count,
        }),
      ),
      counts: object({ known: count, done: count, ready: count, blocked: count }),
      chains: list(chain),
      longestPath: list(stem),
      ready: list(object({ stem, title: Type.String(), reasons: list(Type.String()) })),
      blocked: list(object({ stem, title: Type.String(), blockers: list(blocker) })),
      receipts: receiptCounts,
      forcedCloses: list(object({ stem, ...forcedClose.properties })),
      cards: list(
        object({
          stem,
          path: Type.String(),
          title: Type.String(),
          inGraph: Type.Boolean(),
          state: nullable(state),
          /** `open` is ready and blocked together. */
          seconds: object({ open: count, ready: count, blocked: count, done: count }),
          events: list(lifeEvent),
        }),
      ),
      history: nullable(
        object({
          walk: Type.Union([Type.Literal('first-parent'), Type.Literal('full')]),
          commits: count,
          complete: Type.Boolean(),
          commitUrl: nullable(Type.String()),
        }),
      ),
      since: nullable(
        object({
          asked: Type.String(),
          /** How often each thing happened; a card that was deleted and folded into another one counts as `folded`. */
          counts: object({
            discovered: count,
            started: count,
            closed: count,
            reopened: count,
            renamed: count,
            returned: count,
            deleted: count,
            finalized: count,
            abandoned: count,
            dropped: count,
            folded: count,
          }),
          events: list(lifeEvent),
        }),
      ),
      burnUp: list(object({ day: Type.String(), known: count, done: count })),
      forecast: Type.Union([
        object({ kind: Type.Literal('none'), reason: Type.String() }),
        object({
          kind: Type.Literal('spread'),
          weeks: object({ p50: nullable(count), p85: nullable(count), p95: nullable(count) }),
          runs: count,
          seed: count,
          from: count,
        }),
      ]),
      diagnostics: list(diagnostic),
    }),
  },
};
