import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeBranch } from '../../src/branch/judge-branch.ts';
import { stripText } from '../../src/branch/strip.ts';
import { readPlan } from '../../src/plan.ts';
import { readBranch } from '../../src/read-branch.ts';
import { git } from '../rig/cli.ts';
import { importBranches, type WrittenBranch, type WrittenCommit } from './import-branches.ts';

const card = (status: string, requires = '', more = '') =>
  `---\ntitle: A card\n${status === '' ? '' : `status: ${status}\n`}${requires === '' ? '' : `requires: [${requires}]\n`}${more}---\n\nWhat is to be done, and why.\n\n## Verification\n\n- [ ] somebody looked\n`;
const goalCard = (status: string) => card(status, 'a, b, x', 'branch: mikado/goal\n');
const plain = '---\ntitle: A card\n---\n\nWhat was done.\n';

/** The chain: goal needs a, b and x; b needs d. */
const CHAIN = {
  'docs/goal.md': goalCard('active'),
  'docs/a.md': card('active'),
  'docs/b.md': card('active', 'd'),
  'docs/d.md': card('active'),
  'docs/x.md': card('active'),
};
const ticked = (text: string) => text.replace('[ ]', '[x]');

const PLAN: WrittenCommit = {
  subject: 'C2(goal): plan say more',
  files: { 'docs/goal.md': goalCard('active').replace('why', 'why so') },
};
const IMPL: WrittenCommit = { subject: 'C2(goal): impl code', files: { 'src/code': '1\n' } };
const CLOSE: WrittenCommit = { subject: 'C2(goal): close x', files: { 'docs/x.md': ticked(card('')) } };

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

const closed = ticked(card(''));
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

interface Case extends WrittenBranch {
  readonly title: string;
  readonly rules: readonly string[];
  readonly strip?: string;
  readonly place?: string;
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

const DONE = {
  'docs/goal.md': goalCard(''),
  'docs/a.md': closed,
  'docs/b.md': ticked(card('', 'd')),
  'docs/d.md': closed,
  'docs/x.md': closed,
};
const CLOSE_ALL: WrittenCommit = { subject: 'C2(goal): close everything', files: DONE };
const BARE = Object.fromEntries(Object.keys(CHAIN).map((path) => [path, plain]));
const FINALIZE: WrittenCommit = { subject: 'C2(goal): finalize the chain', files: BARE };
const EMPTY_PLAN: WrittenCommit = { subject: 'C2(goal): plan it' };
const undone = (commit: WrittenCommit, files: WrittenCommit['files']): WrittenCommit => ({
  subject: `Revert "${commit.subject}"`,
  ...(files !== undefined && { files }),
});

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

const CASES = [...familyCases(), ...SPECIAL];

describe('a Mikado branch', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mikado-branches-'));
    git(folder, 'init', '--quiet', '--initial-branch=main');
    importBranches(folder, [
      { name: 'main', commits: [{ subject: 'First', files: { ...CHAIN, 'src/code': '0\n' } }] },
      {
        ...{ name: 'main-ahead', from: 'main' },
        commits: [{ subject: 'Elsewhere', files: { 'docs/z.md': card('active'), 'src/m': '1\n' } }],
      },
      { name: 'side', from: 'main', commits: [{ subject: 'Side', files: { 'src/s': '1\n' } }] },
      ...CASES.map((each) => ({ ...each, from: 'main' })),
    ]);
    git(folder, 'checkout', '--quiet', '--detach', 'main');
    git(folder, 'branch', '--force', 'main', 'main-ahead');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is judged in at least 200 forms', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
  });

  it.each(CASES)('with $title', async ({ name, rules, strip, place }) => {
    const plan = await readPlan({ cwd: folder });
    const on = git(folder, 'rev-parse', name);
    const reading = await readBranch({
      plan,
      root: 'configured',
      on,
      env: { GITHUB_HEAD_REF: 'mikado/goal' },
    });
    if (reading.kind !== 'branch') throw new Error('no branch');
    const standing = judgeBranch(reading.history);
    const found = standing.violations.map(({ rule }) => rule).sort();
    expect(found).toEqual([...rules].sort());
    if (strip !== undefined) expect(stripText(standing.steps)).toBe(strip);
    const phases = ['planning', 'mid-cycle', 'between-cycles', 'finalized'];
    if (place !== undefined) expect(standing.place).toBe(place);
    else if (rules.length === 0) expect(phases).toContain(standing.place);
    else expect(standing.place).toBe('violation');
  });
});
