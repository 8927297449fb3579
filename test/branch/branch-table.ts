import type { WrittenBranch, WrittenCommit } from './import-branches.ts';
import {
  BARE,
  CLOSE,
  CLOSE_ALL,
  card,
  closed,
  DONE,
  EMPTY_PLAN,
  FINALIZE,
  goalCard,
  IMPL,
  PLAN,
  plain,
  ticked,
  undone,
} from './written-branches.ts';

/*
 * What is to be said of each branch is written here by hand, from the rules as the reference has them: nothing of the
 * code that judges is used.
 */

const POSITIONS = {
  'on an empty branch': [],
  'after a plan': [PLAN],
  'after an impl': [PLAN, IMPL],
  'after a close': [PLAN, IMPL, CLOSE],
} as const;
const IS_LATE = {
  'on an empty branch': false,
  'after a plan': false,
  'after an impl': true,
  'after a close': true,
} as const;

interface Content {
  readonly files: Readonly<Record<string, string | null>>;
  /** The rules that it breaks as each kind of commit, wherever it stands. */
  readonly plan: readonly string[];
  readonly impl: readonly string[];
  readonly close: readonly string[];
  readonly finalize: readonly string[];
  /** The rule that it breaks as a plan after work. */
  readonly late: 'late-card' | 'late-plan';
}

const CONTENTS: Readonly<Record<string, Content>> = {
  'a new card': {
    files: { 'docs/n.md': card('active') },
    ...{ plan: [], impl: ['late-card'], close: ['close-nothing', 'late-card'] },
    ...{ finalize: ['finalize-open'], late: 'late-card' },
  },
  'a new card of a name beyond ASCII': {
    files: { 'docs/größe 木.md': card('planned') },
    ...{ plan: [], impl: ['late-card'], close: ['close-nothing', 'late-card'] },
    ...{ finalize: ['finalize-open'], late: 'late-card' },
  },
  'new text in a card': {
    files: { 'docs/a.md': card('active').replace('why', 'how') },
    ...{ plan: [], impl: ['impl-edits-card'], close: ['close-nothing'] },
    ...{ finalize: ['finalize-open'], late: 'late-plan' },
  },
  'the move of a card': {
    files: { 'docs/a.md': null, 'docs/übrig/a.md': card('active') },
    ...{ plan: [], impl: ['impl-edits-card'], close: ['close-nothing'] },
    ...{ finalize: ['finalize-open'], late: 'late-plan' },
  },
  code: {
    files: { 'src/ä': 'x\n' },
    ...{ plan: ['plan-with-code'], impl: [], close: ['close-nothing'] },
    ...{ finalize: ['finalize-open', 'finalize-with-code'], late: 'late-plan' },
  },
  'a page that is no card': {
    files: { 'docs/page.md': '# A page\n' },
    ...{ plan: [], impl: [], close: ['close-nothing'], finalize: ['finalize-open'], late: 'late-plan' },
  },
  nothing: {
    files: {},
    ...{ plan: [], impl: [], close: ['close-nothing'], finalize: ['finalize-open'], late: 'late-plan' },
  },
  'a ready card closed': {
    files: { 'docs/a.md': closed },
    ...{ plan: ['plan-closes-card'], impl: ['impl-edits-card'], close: [] },
    ...{ finalize: ['finalize-open'], late: 'late-plan' },
  },
  'a ready card closed with its evidence': {
    files: { 'docs/a.md': closed, '.mikado/evidence/a.jsonl': '{}\n' },
    ...{ plan: ['plan-closes-card'], impl: ['impl-edits-card'], close: [] },
    ...{ finalize: ['finalize-open'], late: 'late-plan' },
  },
  'a ready card closed among code': {
    files: { 'docs/a.md': closed, 'src/b': 'x\n' },
    ...{
      plan: ['plan-closes-card', 'plan-with-code'],
      impl: ['impl-edits-card'],
      close: ['close-with-more'],
    },
    ...{ finalize: ['finalize-open', 'finalize-with-code'], late: 'late-plan' },
  },
  'a ready card closed and rewritten': {
    files: { 'docs/a.md': closed.replace('why', 'how') },
    ...{ plan: ['plan-closes-card'], impl: ['impl-edits-card'], close: ['close-with-more'] },
    ...{ finalize: ['finalize-open'], late: 'late-plan' },
  },
  'a blocked card closed': {
    files: { 'docs/b.md': ticked(card('', 'd')) },
    ...{ plan: ['plan-closes-card'], impl: ['impl-edits-card'], close: ['close-not-ready'] },
    ...{ finalize: ['finalize-open'], late: 'late-plan' },
  },
};

/** A branch, and what is to be said of it. */
export interface Case extends WrittenBranch {
  readonly title: string;
  readonly rules: readonly string[];
  readonly strip?: string;
  readonly place?: string;
  /** The goal of the branch: `goal` unless it is another. */
  readonly goal?: string;
}

const KINDS = ['plan', 'impl', 'close', 'finalize'] as const;
const POSITION_NAMES = Object.keys(POSITIONS) as readonly (keyof typeof POSITIONS)[];

function familyCases(): readonly Case[] {
  const cases: Omit<Case, 'name'>[] = [];
  for (const [what, content] of Object.entries(CONTENTS)) {
    for (const where of POSITION_NAMES) {
      const late = IS_LATE[where];
      for (const kind of KINDS) {
        const rules = [...content[kind], ...(kind === 'plan' && late ? [content.late] : [])];
        const last = { subject: `C2(goal): ${kind} it`, files: content.files };
        cases.push({ title: `${kind} of ${what} ${where}`, commits: [...POSITIONS[where], last], rules });
      }
      const lateCard = late && content.late === 'late-card' ? ['late-card'] : [];
      const last = { subject: 'tidy up', files: content.files };
      cases.push({
        ...{ title: `no kind, for ${what} ${where}`, commits: [...POSITIONS[where], last] },
        rules: ['subject-form', ...lateCard],
      });
    }
    cases.push({
      title: `the plan of another goal, with ${what}`,
      commits: [{ subject: 'C2(other): plan it', files: content.files }],
      rules: ['subject-goal', ...content.plan],
    });
  }
  return cases.map((each, index) => ({ ...each, name: `case-${index}` }));
}

const SPECIAL: readonly Case[] = [
  { title: 'an empty branch', name: 's-0', commits: [], rules: [], strip: '', place: 'planning' },
  {
    title: 'a chain that was planned on the base, and is worked on at once',
    ...{ name: 's-1', commits: [IMPL, CLOSE], rules: [], strip: 'I C', place: 'between-cycles' },
  },
  {
    title: 'a whole change',
    ...{ name: 's-2', commits: [EMPTY_PLAN, EMPTY_PLAN, IMPL, CLOSE, IMPL, CLOSE_ALL, FINALIZE], rules: [] },
    ...{ strip: 'P P | I C | I C | F', place: 'finalized' },
  },
  {
    title: 'a finalize that leaves a field',
    name: 's-3',
    commits: [IMPL, CLOSE_ALL, { ...FINALIZE, files: { ...BARE, 'docs/a.md': card('done') } }],
    rules: ['finalize-leaves-fields'],
  },
  {
    title: 'code after finalize',
    ...{ name: 's-4', commits: [CLOSE_ALL, FINALIZE, IMPL], rules: ['after-finalize'], strip: 'C | F | I!' },
  },
  {
    title: 'a second finalize',
    name: 's-5',
    commits: [CLOSE_ALL, FINALIZE, { subject: 'C2(goal): finalize again' }],
    rules: ['after-finalize', 'finalize-nothing'],
  },
  {
    title: 'a finalize that was undone',
    name: 's-6',
    commits: [CLOSE_ALL, FINALIZE, undone(FINALIZE, DONE)],
    ...{ rules: [], strip: 'C | F -F', place: 'between-cycles' },
  },
  {
    title: 'an impl that was undone',
    ...{ name: 's-7', commits: [PLAN, IMPL, undone(IMPL, { 'src/code': null })], rules: [] },
    ...{ strip: 'P | I -I', place: 'mid-cycle' },
  },
  {
    title: 'a close that was undone: its card is open again, and the cycle goes on',
    ...{
      name: 's-8',
      commits: [PLAN, IMPL, CLOSE, undone(CLOSE, { 'docs/x.md': card('active') })],
      rules: [],
    },
    ...{ strip: 'P | I C -C', place: 'mid-cycle' },
  },
  {
    title: 'the undoing of a close that was undone',
    name: 's-9',
    commits: [
      IMPL,
      CLOSE,
      undone(CLOSE, { 'docs/x.md': card('active') }),
      { subject: 'Revert "Revert "C2(goal): close x""', files: { 'docs/x.md': closed } },
    ],
    ...{ rules: [], strip: 'I C -C C', place: 'between-cycles' },
  },
  {
    title: 'a close that was done again as newer git says it',
    name: 's-10',
    commits: [
      IMPL,
      CLOSE,
      undone(CLOSE, { 'docs/x.md': card('active') }),
      { subject: 'Reapply "C2(goal): close x"', files: { 'docs/x.md': closed } },
    ],
    ...{ rules: [], strip: 'I C -C C', place: 'between-cycles' },
  },
  {
    title: 'the undoing of a plan after work',
    ...{ name: 's-11', commits: [PLAN, IMPL, undone(PLAN, { 'docs/goal.md': goalCard('active') })] },
    ...{ rules: ['late-plan'], strip: 'P | I | -P!' },
  },
  ...(['fixup', 'squash', 'amend'] as const).map(
    (word): Case => ({
      title: `a ${word}! of the plan after work, which will go where the plan is`,
      name: `s-${word}`,
      commits: [PLAN, IMPL, { subject: `${word}! ${PLAN.subject}`, files: { 'docs/n.md': card('active') } }],
      ...{ rules: [], strip: 'P | I p', place: 'mid-cycle' },
    }),
  ),
  {
    title: 'a fixup! that brings code into the plan',
    name: 's-12',
    commits: [PLAN, { subject: `fixup! ${PLAN.subject}`, files: { 'src/code': '2\n' } }],
    rules: ['plan-with-code'],
  },
  {
    title: 'a fixup! of a commit that is not on the branch, judged where it stands',
    name: 's-13',
    commits: [IMPL, { subject: 'fixup! C2(goal): plan of old', files: { 'docs/n.md': card('active') } }],
    rules: ['late-card'],
  },
  {
    title: 'a fixup! of finalize after it',
    name: 's-14',
    commits: [
      CLOSE_ALL,
      FINALIZE,
      { subject: `fixup! ${FINALIZE.subject}`, files: { 'docs/a.md': '# A\n' } },
    ],
    ...{ rules: [], strip: 'C | F f', place: 'finalized' },
  },
  {
    title: 'a merge of the base, with a card and code that were made there',
    name: 's-15',
    commits: [
      ...[PLAN, IMPL, CLOSE],
      { subject: 'Merge main', merge: 'main-ahead', files: { 'docs/z.md': card('active'), 'src/m': '1\n' } },
      { ...IMPL, files: { 'src/code': '3\n' } },
    ],
    ...{ rules: [], strip: 'P | I C M | I', place: 'mid-cycle' },
  },
  {
    title: 'a merge that closes a card on its own',
    name: 's-16',
    commits: [
      PLAN,
      {
        subject: 'Merge main',
        merge: 'main-ahead',
        files: { 'docs/z.md': card('active'), 'docs/a.md': closed },
      },
    ],
    rules: ['merge-edits-card'],
  },
  {
    title: 'a merge of work that is not on the base',
    name: 's-17',
    commits: [PLAN, { subject: 'Merge side', merge: 'side', files: { 'src/s': '1\n' } }],
    ...{ rules: ['merge-not-base'], strip: 'P M!' },
  },
  {
    title: 'two cards closed in one commit, the one below the other',
    name: 's-18',
    commits: [
      { subject: 'C2(goal): close b, d', files: { 'docs/b.md': DONE['docs/b.md'], 'docs/d.md': closed } },
    ],
    rules: [],
  },
  {
    title: 'a card renamed in the plan',
    name: 's-19',
    commits: [
      {
        subject: 'C2(goal): plan a better name',
        files: {
          'docs/a.md': null,
          'docs/neuer-name-ü.md': card('active'),
          'docs/goal.md': goalCard('active').replace('[a,', '[neuer-name-ü,'),
        },
      },
    ],
    ...{ rules: [], strip: 'P', place: 'planning' },
  },
  {
    title: 'a subject without a text',
    ...{ name: 's-20', commits: [{ subject: 'C2(goal): impl', files: { 'src/a': '1\n' } }], rules: [] },
  },
  {
    title: 'subjects that are nearly right',
    name: 's-21',
    commits: [
      'c2(goal): plan x',
      'C2(goal) plan x',
      'C2(goal): plans x',
      'C2: plan x',
      'C2(goal):plan x',
    ].map((subject) => ({ subject })),
    rules: Array.from({ length: 5 }, () => 'subject-form'),
    strip: '?! ?! ?! ?! ?!',
  },
];

/** Branches for the goal `later`, which has no card where they start; `z` comes with the base. */
const LATER: WrittenCommit = {
  subject: 'C2(later): plan later',
  files: { 'docs/later.md': card('active', '', 'branch: mikado/later\n') },
};
const later = (kind: string, files: WrittenCommit['files'] = {}): WrittenCommit => ({
  subject: `C2(later): ${kind} it`,
  files,
});
const WORK = later('impl', { 'src/code': '1\n' });
const END = later('finalize', { 'docs/page.md': '# A page\n' });
const WITHOUT_GOAL: readonly Omit<Case, 'name' | 'goal'>[] = [
  { title: 'nothing', commits: [], rules: [], place: 'planning' },
  { title: 'the goal alone', commits: [LATER], rules: [], place: 'planning' },
  {
    title: 'another card planned',
    ...{ commits: [later('plan', { 'docs/n.md': card('active') })], rules: [], place: 'planning' },
  },
  { title: 'the goal planned, and work', commits: [LATER, WORK], rules: [], strip: 'P | I' },
  { title: 'work', commits: [WORK], rules: ['goal-not-planned'], strip: 'I!' },
  {
    title: 'more work, told once',
    commits: [WORK, WORK, WORK],
    rules: ['goal-not-planned'],
    strip: 'I! I I',
  },
  {
    title: 'the close of a card',
    ...{ commits: [later('close', { 'docs/x.md': closed })], rules: ['goal-not-planned'] },
  },
  {
    title: 'the goal planned after work',
    ...{ commits: [WORK, LATER], rules: ['goal-not-planned', 'late-card'], strip: 'I! | P!' },
  },
  {
    title: 'the goal introduced by an impl',
    ...{ commits: [later('impl', LATER.files)], rules: ['late-card'] },
  },
  {
    title: 'the goal planned and given up before work',
    ...{ commits: [LATER, later('plan', { 'docs/later.md': null }), WORK], rules: ['goal-not-planned'] },
  },
  { title: 'a finalize', commits: [END], rules: ['finalize-nothing'] },
  { title: 'work and a finalize', commits: [WORK, END], rules: ['finalize-nothing', 'goal-not-planned'] },
  {
    title: 'a finalize of a goal that was planned and given up',
    commits: [LATER, later('plan', { 'docs/later.md': null }), END],
    rules: ['finalize-nothing'],
  },
];

/** What may come after a finalize, and what may not. */
const AFTER_FINALIZE: readonly Omit<Case, 'name'>[] = (
  [
    [
      'a new card planned',
      'C2(goal): plan n',
      { 'docs/n.md': card('active') },
      ['after-finalize', 'late-card'],
    ],
    ['a page', 'C2(goal): plan a page', { 'docs/page.md': '# A page\n' }, ['after-finalize', 'late-plan']],
    ['code', 'C2(goal): impl more', { 'src/more': '1\n' }, ['after-finalize']],
    ['a close of nothing', 'C2(goal): close it', {}, ['after-finalize', 'close-nothing']],
    ['a commit of no kind', 'tidy up', { 'src/more': '1\n' }, ['subject-form']],
    [
      'the work of another goal',
      'C2(other): impl it',
      { 'src/more': '1\n' },
      ['after-finalize', 'subject-goal'],
    ],
  ] as const
).map(([title, subject, files, rules]) => ({
  title: `${title} after finalize`,
  ...{ commits: [IMPL, CLOSE_ALL, FINALIZE, { subject, files }], rules },
}));

/** What a finalize leaves behind, or takes along. */
const FINALIZES: readonly Omit<Case, 'name'>[] = (
  [
    ['a status', { 'docs/a.md': card('done') }, ['finalize-leaves-fields']],
    [
      'a list of prerequisites',
      { 'docs/b.md': card('', 'd') },
      ['finalize-leaves-fields', 'finalize-leaves-fields'],
    ],
    [
      'the branch of the goal',
      { 'docs/goal.md': card('', '', 'branch: mikado/goal\n') },
      ['finalize-leaves-fields'],
    ],
    ['code', { 'src/code': '2\n' }, ['finalize-with-code']],
    [
      'code and a status',
      { 'src/code': '2\n', 'docs/x.md': card('done') },
      ['finalize-leaves-fields', 'finalize-with-code'],
    ],
    ['a page', { 'docs/page.md': '# A page\n' }, []],
    ['a page elsewhere', { 'README.md': '# All\n' }, []],
    ['words in a card that it frees', { 'docs/a.md': plain.replace('done', 'done well') }, []],
  ] as const
).map(([title, files, rules]) => ({
  title: `${title} in a finalize`,
  commits: [CLOSE_ALL, { ...FINALIZE, files: { ...BARE, ...files } }],
  rules,
}));
const SHARED: Omit<Case, 'name'> = {
  title: 'a finalize that leaves a card to another open chain',
  commits: [
    { subject: 'C2(goal): plan other', files: { 'docs/other.md': card('active', 'a') } },
    ...[IMPL, CLOSE_ALL, { ...FINALIZE, files: { ...BARE, 'docs/a.md': closed } }],
  ],
  ...{ rules: [], strip: 'P | I C | F', place: 'finalized' },
};

/** What the base brings, which a merge of it takes over. */
const FROM_BASE = { 'docs/z.md': card('active'), 'src/m': '1\n' };
const ON_THE_WAY = {
  'after a plan': [PLAN],
  'after an impl': [PLAN, IMPL],
  'after a close': [PLAN, IMPL, CLOSE],
};
const MERGES = [
  ['that does nothing else', {}, []],
  ['that settles code in its own way', { 'src/code': '7\n' }, []],
  ['that settles the words of a card', { 'docs/a.md': card('active').replace('why', 'how') }, []],
  ['that closes a card', { 'docs/a.md': closed }, ['merge-edits-card']],
  [
    'that closes two cards',
    { 'docs/a.md': closed, 'docs/d.md': closed },
    ['merge-edits-card', 'merge-edits-card'],
  ],
  ['that introduces a card', { 'docs/n.md': card('active') }, ['merge-edits-card']],
  ['that takes a card away', { 'docs/a.md': null }, ['merge-edits-card']],
] as const;

function mergeCases(): readonly Omit<Case, 'name'>[] {
  return Object.entries(ON_THE_WAY).flatMap(([where, before]) => [
    ...MERGES.map(([what, files, rules]) => ({
      title: `a merge of the base ${what} ${where}`,
      commits: [...before, { subject: 'Merge main', merge: 'main-ahead', files: { ...FROM_BASE, ...files } }],
      rules,
    })),
    {
      title: `a merge of work from elsewhere ${where}`,
      commits: [...before, { subject: 'Merge side', merge: 'side', files: { 'src/s': '1\n' } }],
      rules: ['merge-not-base'],
    },
    {
      title: `a merge of work from elsewhere that closes a card ${where}`,
      commits: [
        ...before,
        { subject: 'Merge side', merge: 'side', files: { 'src/s': '1\n', 'docs/a.md': closed } },
      ],
      rules: ['merge-not-base'],
    },
  ]);
}

const MERGED_GOAL: readonly Omit<Case, 'name'>[] = [
  {
    title: 'a goal that came with the base, before work',
    goal: 'z',
    commits: [
      { subject: 'Merge main', merge: 'main-ahead', files: FROM_BASE },
      { subject: 'C2(z): impl it', files: { 'src/code': '1\n' } },
    ],
    ...{ rules: [], strip: 'M I', place: 'mid-cycle' },
  },
  {
    title: 'a goal that came with the base, after work',
    goal: 'z',
    commits: [
      { subject: 'C2(z): impl it', files: { 'src/code': '1\n' } },
      { subject: 'Merge main', merge: 'main-ahead', files: FROM_BASE },
    ],
    ...{ rules: ['goal-not-planned'], strip: 'I! M' },
  },
];

const UNNAMED: readonly Omit<Case, 'name'>[] = [
  ...WITHOUT_GOAL.map((each) => ({
    ...each,
    goal: 'later',
    title: `${each.title}, for a goal without a card`,
  })),
  ...[...AFTER_FINALIZE, ...FINALIZES, SHARED, ...mergeCases(), ...MERGED_GOAL],
];

/** All of them, each under a name of its own. */
export const CASES: readonly Case[] = [
  ...familyCases(),
  ...SPECIAL,
  ...UNNAMED.map((each, index) => ({ ...each, name: `more-${index}` })),
];
