import Type, { type Static, type TSchema } from 'typebox';

/**
 * The shape of every JSON answer, as JSON Schema. The types below come from the same definitions, so what the code
 * builds, what `docs/reference/schemas/` publishes and what the tests validate cannot drift apart.
 *
 * Only types are imported from here by the program itself: the schemas are published files, not code that runs.
 */

const closed = { additionalProperties: false };
const object = <T extends Record<string, TSchema>>(properties: T) => Type.Object(properties, closed);
const list = <T extends TSchema>(items: T) => Type.Array(items);
const words = <const T extends readonly string[]>(...values: T) =>
  Type.Unsafe<T[number]>({ enum: [...values] });
const count = Type.Integer({ minimum: 0 });
const position = Type.Integer({ minimum: 1 });
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const stem = Type.String({ minLength: 1 });
const version = Type.Literal(1);

const kind = words('automatic', 'assisted', 'manual', 'template', 'waived');
const state = words('done', 'ready', 'blocked');

const blocker = object({ stem, reason: words('open', 'missing', 'ambiguous', 'unreadable', 'cycle') });

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

const card = Type.Object(
  { ...cardProperties, mentions: Type.Optional(list(stem)), checklist: Type.Optional(checklistCounts) },
  closed,
);

const chain = object({
  goal: stem,
  title: Type.String(),
  branch: nullable(Type.String()),
  done: count,
  total: count,
  ready: list(stem),
});

const diagnostic = object({
  code: Type.String(),
  severity: words('error', 'warning'),
  message: Type.String(),
  path: Type.String(),
  line: position,
  column: position,
  endColumn: position,
  related: list(object({ message: Type.String(), path: Type.String(), line: position, column: position })),
  help: Type.String(),
});

const item = object({
  text: Type.String(),
  line: position,
  ticked: Type.Boolean(),
  kind,
  commands: list(Type.String()),
  expectation: nullable(Type.String()),
  why: Type.String(),
});

const itemResult = words(
  'passed',
  'failed',
  'timed-out',
  'killed',
  'leaked',
  'not-found',
  'refused',
  'changed',
  'needs-person',
  'skipped',
);

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

/** Every answer by the name of its schema file. */
export const SCHEMAS = {
  graph: object({
    schemaVersion: version,
    docs: Type.String(),
    documents: count,
    cards: list(card),
    chains: list(chain),
    diagnostics: list(diagnostic),
  }),
  chains: object({ schemaVersion: version, chains: list(chain), diagnostics: list(diagnostic) }),
  ready: object({ schemaVersion: version, ready: list(rankedCard), diagnostics: list(diagnostic) }),
  explain: object({
    schemaVersion: version,
    stem,
    title: Type.String(),
    path: Type.String(),
    state,
    blockers: list(blocker),
    rank: nullable(count),
    reasons: list(Type.String()),
  }),
  tree: object({
    schemaVersion: version,
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
  show: object({
    schemaVersion: version,
    card: Type.Object({ ...cardProperties, mentions: list(stem), checklist: checklistCounts }, closed),
    tags: list(Type.String()),
    modified: nullable(Type.String()),
    lastReviewed: nullable(Type.String()),
    items: list(item),
    receipts: object({ fresh: count, stale: count, missing: count }),
    diagnostics: list(diagnostic),
  }),
  checklist: object({
    schemaVersion: version,
    stem: nullable(stem),
    items: list(item),
    diagnostics: list(diagnostic),
  }),
  verify: object({
    schemaVersion: version,
    cards: list(
      object({
        stem,
        result: itemResult,
        items: list(
          object({
            text: Type.String(),
            kind,
            result: itemResult,
            command: nullable(Type.String()),
            exitCode: nullable(Type.Integer()),
            signal: nullable(Type.String()),
            durationMs: Type.Number({ minimum: 0 }),
            output: Type.String(),
          }),
        ),
      }),
    ),
  }),
  edit: object({
    schemaVersion: version,
    stem,
    path: Type.String(),
    done: Type.Boolean(),
    refusals: list(object({ reason: Type.String(), help: Type.String() })),
    becameReady: list(stem),
    becameBlocked: list(stem),
  }),
  check: object({
    schemaVersion: version,
    documents: count,
    cards: count,
    errors: count,
    warnings: count,
    diagnostics: list(diagnostic),
  }),
};

/** The type of one answer. */
export type Answer<Name extends keyof typeof SCHEMAS> = Static<(typeof SCHEMAS)[Name]>;
