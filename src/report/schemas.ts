import type { Static, TSchema } from 'typebox';
import { BRANCH } from './schemas/branch-answers.ts';
import { CARDS } from './schemas/card-answers.ts';
import { CHECKING } from './schemas/check-answers.ts';
import { EDITING } from './schemas/edit-answers.ts';
import { PROGRAM } from './schemas/program-answers.ts';
import { REPORT } from './schemas/report-answers.ts';
import { VERIFYING } from './schemas/verify-answers.ts';

/** What an answer is, the command lines that print it, and its shape. */
interface Row {
  readonly title: string;
  readonly lines: readonly string[];
  readonly schema: TSchema;
}

/**
 * Every JSON answer by the name of its schema file. The types of the code come from the same definitions, so what it
 * builds, what `docs/reference/schemas/` publishes and what the tests validate cannot drift apart.
 *
 * Only types are imported from here by the program itself: the schemas are published files, not code that runs.
 */
export const ANSWERS = {
  graph: CARDS.graph,
  chains: CARDS.chains,
  ready: CARDS.ready,
  explain: CARDS.explain,
  tree: CARDS.tree,
  show: CARDS.show,
  checklist: CARDS.checklist,
  verify: VERIFYING.verify,
  trust: VERIFYING.trust,
  approvals: VERIFYING.approvals,
  edit: EDITING.edit,
  hook: BRANCH.hook,
  resume: BRANCH.resume,
  finalize: BRANCH.finalize,
  discover: BRANCH.discover,
  undo: BRANCH.undo,
  check: CHECKING.check,
  baseline: CHECKING.baseline,
  branch: BRANCH.branch,
  report: REPORT.report,
  init: PROGRAM.init,
  completion: PROGRAM.completion,
  keys: PROGRAM.keys,
} satisfies Readonly<Record<string, Row>>;

/** The name of an answer. */
export type AnswerName = keyof typeof ANSWERS;

/** The type of one answer. */
export type Answer<Name extends AnswerName> = Static<(typeof ANSWERS)[Name]['schema']>;
