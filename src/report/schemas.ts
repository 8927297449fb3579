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

const forcedClose = object({
  reason: Type.String(),
  who: Type.String(),
  when: Type.String(),
  commit: nullable(Type.String()),
});

const namedFile = object({ path: Type.String(), sha256: Type.String() });

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

const nullableCount = nullable(count);

const commitKind = words('plan', 'impl', 'close', 'finalize');
const phase = ['planning', 'mid-cycle', 'between-cycles', 'finalized'] as const;
const goalCard = words('there', 'gone', 'not-yet');
const resetPoint = object({
  commit: Type.String(),
  subject: nullable(Type.String()),
  replay: list(Type.String()),
});

/** Every answer by the name of its schema file. */
export const SCHEMAS = {
  branch: object({
    schemaVersion: version,
    branch: nullable(Type.String()),
    goal: nullable(stem),
    goalCard: nullable(goalCard),
    base: nullable(object({ ref: Type.String(), commit: Type.String() })),
    head: nullable(Type.String()),
    place: nullable(words(...phase, 'violation')),
    phase: nullable(words(...phase)),
    next: list(commitKind),
    strip: Type.String(),
    commits: list(
      object({
        commit: nullable(Type.String()),
        subject: Type.String(),
        author: Type.String(),
        authored: Type.String(),
        kind: nullable(words('plan', 'impl', 'close', 'finalize', 'merge')),
        form: words('own', 'fixup', 'revert'),
        rules: list(Type.String()),
      }),
    ),
    resetPoint: nullable(resetPoint),
    savePoint: nullable(resetPoint),
    violations: list(
      object({
        rule: Type.String(),
        commit: nullable(Type.String()),
        subject: Type.String(),
        path: nullable(Type.String()),
        message: Type.String(),
        resetTo: Type.String(),
        replay: list(Type.String()),
        commands: list(Type.String()),
      }),
    ),
  }),
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
    /** What texts of ready cards say about their order, which never blocks. */
    hints: list(Type.String()),
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
    hints: list(Type.String()),
    items: list(object({ ...itemProperties, receipt: nullable(itemReceipt) })),
    receipts: object({ fresh: count, stale: count, missing: count }),
    forcedClose: nullable(forcedClose),
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
  trust: object({
    schemaVersion: version,
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
  approvals: object({
    schemaVersion: version,
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
  edit: object({
    schemaVersion: version,
    stem,
    path: Type.String(),
    done: Type.Boolean(),
    commit: nullable(Type.String()),
    refusals: list(object({ reason: Type.String(), help: Type.String() })),
    becameReady: list(stem),
    becameBlocked: list(stem),
  }),
  hook: object({
    schemaVersion: version,
    did: words('written', 'added', 'removed', 'nothing', 'left-to-you'),
    file: Type.String(),
    why: Type.String(),
    lines: list(Type.String()),
  }),
  resume: object({
    schemaVersion: version,
    branch: nullable(Type.String()),
    goal: nullable(stem),
    goalCard: nullable(goalCard),
    place: nullable(words(...phase, 'violation')),
    trouble: nullable(Type.String()),
    underWay: nullable(object({ what: Type.String(), end: Type.String() })),
    nextKinds: list(commitKind),
    commits: list(object({ commit: nullable(Type.String()), subject: Type.String() })),
    resetPoint: nullable(resetPoint),
    savePoint: nullable(resetPoint),
    ready: list(object({ stem, title: Type.String(), reasons: list(Type.String()) })),
    work: nullable(
      object({
        staged: count,
        unstaged: count,
        untracked: count,
        unpushed: nullableCount,
        unpulled: nullableCount,
        /** Whether what is not pulled are commits that a discovery has made anew. */
        isMadeAnew: Type.Boolean(),
        stashes: list(object({ name: Type.String(), subject: Type.String() })),
      }),
    ),
    chains: list(
      object({
        goal: stem,
        done: count,
        total: count,
        branch: Type.String(),
        isAt: words('here', 'local', 'remote', 'nowhere'),
        place: nullable(words(...phase, 'violation')),
      }),
    ),
    /** What was discovered on the branch and can be taken back, oldest first. */
    discoveries: list(
      object({
        stem,
        for: stem,
        ref: Type.String(),
        before: Type.String(),
        after: Type.String(),
        /** What brings back what was not replayed. */
        commands: list(Type.String()),
      }),
    ),
    /** Whether a discovery was stopped halfway in this work tree. */
    isInterrupted: Type.Boolean(),
    next: nullable(Type.String()),
  }),
  finalize: object({
    schemaVersion: version,
    goal: stem,
    done: Type.Boolean(),
    commit: nullable(Type.String()),
    changed: list(Type.String()),
    shared: list(object({ stem, path: Type.String(), by: list(stem) })),
    refusals: list(object({ reason: Type.String(), help: Type.String() })),
  }),
  discover: object({
    schemaVersion: version,
    done: Type.Boolean(),
    branch: nullable(Type.String()),
    goal: nullable(stem),
    stem,
    for: stem,
    resetPoint: nullable(object({ commit: Type.String(), subject: nullable(Type.String()) })),
    plan: nullable(
      object({ subject: Type.String(), commit: nullable(Type.String()), files: list(Type.String()) }),
    ),
    replayed: list(
      object({ commit: Type.String(), subject: Type.String(), became: nullable(Type.String()) }),
    ),
    left: list(object({ commit: Type.String(), subject: Type.String(), why: nullable(Type.String()) })),
    /** What brings back what was left, to be typed. */
    commands: list(Type.String()),
    work: list(
      object({
        path: Type.String(),
        staged: Type.Boolean(),
        unstaged: Type.Boolean(),
        untracked: Type.Boolean(),
        becomes: words('stays', 'edited'),
      }),
    ),
    /** Files that changed meanwhile, so that the plan has the line and the disk has not. */
    unedited: list(Type.String()),
    pushed: nullable(object({ branch: Type.String(), count, command: Type.String() })),
    backup: nullable(Type.String()),
    /** The command that carries it out; null once that is done. */
    run: nullable(Type.String()),
    refusals: list(object({ reason: Type.String(), help: Type.String() })),
  }),
  undo: object({
    schemaVersion: version,
    done: Type.Boolean(),
    branch: nullable(Type.String()),
    /** Where the branch is again. */
    commit: nullable(Type.String()),
    stem: nullable(stem),
    files: list(Type.String()),
    refusals: list(object({ reason: Type.String(), help: Type.String() })),
  }),
  check: object({
    schemaVersion: version,
    documents: count,
    cards: count,
    base: nullable(object({ ref: Type.String(), commit: Type.String() })),
    errors: count,
    warnings: count,
    known: count,
    diagnostics: list(diagnostic),
    gone: list(object({ code: Type.String(), path: Type.String(), message: Type.String() })),
  }),
  baseline: object({
    schemaVersion: version,
    findings: list(
      object({
        path: Type.String(),
        code: Type.String(),
        message: Type.String(),
        count: Type.Integer({ minimum: 1, maximum: 10_000 }),
      }),
    ),
  }),
  report: object({
    schemaVersion: version,
    asOf: Type.String(),
    goal: nullable(stem),
    /** The title of the goal. */
    title: nullable(Type.String()),
    /** Where the branch that is checked out stands, if it is for a goal of this report. */
    branch: nullable(
      object({
        name: nullable(Type.String()),
        goal: stem,
        place: words(...phase, 'violation'),
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
    receipts: object({ fresh: count, stale: count, missing: count }),
    forcedCloses: list(Type.Object({ stem, ...forcedClose.properties }, closed)),
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
        weeks: object({ p50: nullableCount, p85: nullableCount, p95: nullableCount }),
        runs: count,
        seed: count,
        from: count,
      }),
    ]),
    diagnostics: list(diagnostic),
  }),
  init: object({ schemaVersion: version, written: list(Type.String()) }),
  completion: object({ schemaVersion: version, shell: words('bash', 'zsh', 'fish'), script: Type.String() }),
  keys: object({
    schemaVersion: version,
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
};

/** What each answer is, and the command lines that print it. */
export const ANSWERS: Readonly<Record<keyof typeof SCHEMAS, { title: string; lines: readonly string[] }>> = {
  graph: { title: 'The whole graph', lines: ['mikado --json', 'mikado graph --json'] },
  chains: { title: 'The goals and how far they are', lines: ['mikado chains --json'] },
  ready: { title: 'The ready cards, best first', lines: ['mikado ready --json'] },
  explain: { title: 'Why a card is or is not ready', lines: ['mikado ready --explain CARD --json'] },
  tree: { title: 'Chains as rows of a tree', lines: ['mikado tree --json'] },
  show: { title: 'Everything about one card', lines: ['mikado show CARD --json'] },
  checklist: {
    title: 'The items of a checklist, judged',
    lines: ['mikado checklist CARD --json', 'mikado checklist --file FILE --json'],
  },
  verify: { title: 'What came of running checklists', lines: ['mikado verify CARD --json'] },
  trust: {
    title: 'The commands of a card, and which are approved',
    lines: ['mikado trust CARD --json', 'mikado trust CARD --show --json'],
  },
  approvals: {
    title: 'The approvals of a repository',
    lines: [
      'mikado trust --list --json',
      'mikado trust CARD --revoke --json',
      'mikado trust CARD --deny --json',
      'mikado trust --prune --json',
    ],
  },
  edit: {
    title: 'What an edit of a card did',
    lines: [
      'mikado close CARD --json',
      'mikado start CARD --json',
      'mikado reopen CARD --json',
      'mikado new STEM --json',
    ],
  },
  hook: { title: 'What became of the hook', lines: ['mikado hook install --json'] },
  resume: { title: 'Where the work stands', lines: ['mikado resume --json'] },
  finalize: {
    title: 'What finalizing a chain did',
    lines: ['mikado finalize GOAL --json', 'mikado finalize GOAL --dry-run --json'],
  },
  discover: {
    title: 'What planning a prerequisite below work that was begun comes to',
    lines: ['mikado discover STEM --for CARD --json', 'mikado discover STEM --for CARD --yes --json'],
  },
  undo: { title: 'What taking a discovery back did', lines: ['mikado discover --undo --json'] },
  check: {
    title: 'What is wrong with the cards',
    lines: ['mikado check --json', 'mikado check --base REF --json'],
  },
  baseline: {
    title: 'The findings that a baseline passes over',
    lines: ['mikado check --baseline FILE --update-baseline'],
  },
  branch: {
    title: 'Where a Mikado branch stands, and what is wrong with it',
    lines: ['mikado branch check --json'],
  },
  report: { title: 'How far the work is, and how it came there', lines: ['mikado report --json'] },
  init: {
    title: 'The files that were written',
    lines: ['mikado init --json', 'mikado init --example --json'],
  },
  completion: { title: 'A completion script', lines: ['mikado completion SHELL --json'] },
  keys: { title: 'The keys of the screen', lines: ['mikado keys --json'] },
};

/** The type of one answer. */
export type Answer<Name extends keyof typeof SCHEMAS> = Static<(typeof SCHEMAS)[Name]>;
