import Type from 'typebox';
import { answer, count, list, nullable, object, position, stem, words } from './build-schema.ts';
import {
  blocker,
  chain,
  diagnostic,
  forcedClose,
  itemResult,
  kind,
  receiptCounts,
  state,
} from './shared-parts.ts';

const checklistCounts = object({
  total: count,
  ticked: count,
  automatic: count,
  assisted: count,
  manual: count,
  template: count,
  waived: count,
});

const cardProperties = {
  stem,
  title: Type.String(),
  path: Type.String(),
  status: nullable(Type.String()),
  state,
  readable: Type.Boolean(),
  requires: list(stem),
  requiredBy: list(stem),
  branch: nullable(Type.String()),
  goal: Type.Boolean(),
  blockers: list(blocker),
  unlocks: list(stem),
};

const card = object({
  ...cardProperties,
  mentions: Type.Optional(list(stem)),
  checklist: Type.Optional(checklistCounts),
});

const itemProperties = {
  text: Type.String(),
  line: position,
  ticked: Type.Boolean(),
  kind,
  commands: list(Type.String()),
  expectation: nullable(Type.String()),
  why: Type.String(),
};

const item = object(itemProperties);

const itemReceipt = object({
  state: words('fresh', 'stale'),
  reason: nullable(Type.String()),
  result: itemResult,
  judgedBy: nullable(Type.String()),
  when: Type.String(),
  note: nullable(Type.String()),
  commit: nullable(Type.String()),
  dirty: nullable(Type.Boolean()),
});

const rankedCard = object({
  stem,
  title: Type.String(),
  path: Type.String(),
  goal: stem,
  unlocks: list(stem),
  distance: count,
  score: count,
  reasons: list(Type.String()),
});

/** What is said about cards as they are. */
export const CARDS = {
  graph: {
    title: 'The whole graph',
    lines: ['mikado --json', 'mikado graph --json'],
    schema: answer({
      docs: Type.String(),
      documents: count,
      cards: list(card),
      chains: list(chain),
      diagnostics: list(diagnostic),
    }),
  },
  chains: {
    title: 'The goals and how far they are',
    lines: ['mikado chains --json'],
    schema: answer({ chains: list(chain), diagnostics: list(diagnostic) }),
  },
  ready: {
    title: 'The ready cards, best first',
    lines: ['mikado ready --json'],
    schema: answer({ ready: list(rankedCard), diagnostics: list(diagnostic) }),
  },
  explain: {
    title: 'Why a card is or is not ready',
    lines: ['mikado ready --explain CARD --json'],
    schema: answer({
      stem,
      title: Type.String(),
      path: Type.String(),
      state,
      blockers: list(blocker),
      rank: nullable(count),
      reasons: list(Type.String()),
      /** What texts of ready cards say about their order, which never blocks. */
      hints: list(Type.String()),
    }),
  },
  tree: {
    title: 'Chains as rows of a tree',
    lines: ['mikado tree --json'],
    schema: answer({
      tree: list(
        object({
          stem,
          title: Type.String(),
          path: nullable(Type.String()),
          depth: count,
          state: words('done', 'ready', 'blocked', 'missing', 'ambiguous'),
          above: Type.Boolean(),
        }),
      ),
      diagnostics: list(diagnostic),
    }),
  },
  show: {
    title: 'Everything about one card',
    lines: ['mikado show CARD --json'],
    schema: answer({
      card: object({ ...cardProperties, mentions: list(stem), checklist: checklistCounts }),
      tags: list(Type.String()),
      modified: nullable(Type.String()),
      lastReviewed: nullable(Type.String()),
      hints: list(Type.String()),
      items: list(object({ ...itemProperties, receipt: nullable(itemReceipt) })),
      receipts: receiptCounts,
      forcedClose: nullable(forcedClose),
      diagnostics: list(diagnostic),
    }),
  },
  checklist: {
    title: 'The items of a checklist, judged',
    lines: ['mikado checklist CARD --json', 'mikado checklist --file FILE --json'],
    schema: answer({
      stem: nullable(stem),
      items: list(item),
      diagnostics: list(diagnostic),
    }),
  },
};
