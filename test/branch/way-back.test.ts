import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripText } from '../../src/branch/strip.ts';
import { git, MIKADO, NODE, run } from '../rig/cli.ts';
import type { WrittenCommit } from './import-branches.ts';
import {
  BARE,
  CHAIN,
  CLOSE,
  CLOSE_ALL,
  card,
  closed,
  FINALIZE,
  IMPL,
  judgeAt,
  ticked,
  writeBranches,
} from './written-branches.ts';

type Files = NonNullable<WrittenCommit['files']>;
const PAGE = { 'docs/page.md': '# A page\n' };
const NEW_CARD = { 'docs/n.md': card('active') };
const CODE = { 'src/more': '1\n' };
const REWRITTEN = { 'docs/a.md': CHAIN['docs/a.md'].replace('why', 'how') };
const CLOSED = { 'docs/a.md': closed, '.mikado/evidence/a.jsonl': '{}\n' };
const plan = (files: Files = PAGE): WrittenCommit => ({
  subject: 'C2(goal): plan it',
  files,
});
const impl = (files: Files = CODE): WrittenCommit => ({
  subject: 'C2(goal): impl it',
  files,
});
const close = (files: Files): WrittenCommit => ({ subject: 'C2(goal): close it', files });
const odd = (subject: string, files: Files): WrittenCommit => ({ subject, files });

/** What is wrong, how the branch looks once that is mended, and the files that differ then from how they were. */
interface Case {
  readonly title: string;
  readonly commits: readonly WrittenCommit[];
  readonly mended: string;
  readonly goal?: string;
  readonly differs?: readonly string[];
}

const FIELDS = Object.keys(CHAIN);
const CASES: readonly Case[] = [
  { title: 'a subject of no form', commits: [plan(), odd('add more', CODE)], mended: 'P | I' },
  { title: 'one before other commits', commits: [odd('c2: plan x', PAGE), IMPL, CLOSE], mended: 'I I C' },
  {
    title: 'one of a card that was planned late',
    commits: [plan(), IMPL, odd('a card', NEW_CARD)],
    mended: 'P P | I',
  },
  {
    title: 'one of code and a closed card',
    commits: [IMPL, odd('all', { ...CODE, ...CLOSED })],
    mended: 'I I C',
  },
  { title: 'another goal', commits: [odd('C2(gaol): plan it', PAGE), IMPL], mended: 'P | I' },
  { title: 'a late card', commits: [plan(), IMPL, CLOSE, plan(NEW_CARD)], mended: 'P P | I C' },
  {
    title: 'a late card with the work after it',
    commits: [IMPL, plan(NEW_CARD), CLOSE, impl()],
    mended: 'P | I C | I',
  },
  {
    title: 'a late card in an impl',
    commits: [plan(), IMPL, impl({ ...NEW_CARD, ...CODE })],
    mended: 'P P | I I',
  },
  {
    title: 'a late card in a close',
    commits: [plan(), IMPL, close({ ...NEW_CARD, ...CLOSED })],
    mended: 'P P | I C',
  },
  { title: 'a late page', commits: [plan(), IMPL, plan({ 'docs/late.md': '# Late\n' })], mended: 'P P | I' },
  { title: 'a late plan of nothing', commits: [plan(), IMPL, plan({})], mended: 'P | I' },
  { title: 'code in the plan', commits: [plan({ ...NEW_CARD, ...CODE }), plan(), IMPL], mended: 'P P | I I' },
  { title: 'a plan of code', commits: [plan(CODE)], mended: 'I' },
  {
    title: 'a plan that closes',
    commits: [plan({ ...NEW_CARD, ...CLOSED }), plan(), IMPL],
    mended: 'P P | C | I',
  },
  {
    title: 'an impl of a card',
    commits: [plan(), IMPL, impl({ ...REWRITTEN, ...CODE })],
    mended: 'P P | I I',
  },
  {
    title: 'an impl that closes',
    commits: [plan(), impl({ ...CODE, ...CLOSED }), CLOSE],
    mended: 'P | I C C',
  },
  {
    title: 'an impl that ticks a box',
    commits: [plan(), impl({ ...CODE, 'docs/a.md': ticked(card('active')) })],
    ...{ mended: 'P | I', differs: ['docs/a.md'] },
  },
  { title: 'a close of code', commits: [IMPL, close(CODE)], mended: 'I I' },
  { title: 'a close of nothing', commits: [IMPL, close({})], mended: 'I' },
  { title: 'a close with code', commits: [close({ ...CLOSED, ...CODE }), IMPL], mended: 'I C | I' },
  {
    title: 'a close with a late card',
    commits: [IMPL, close({ ...CLOSED, ...NEW_CARD }), impl()],
    mended: 'P | I C | I',
  },
  {
    title: 'a finalize with code',
    commits: [CLOSE_ALL, { ...FINALIZE, files: { ...BARE, ...CODE } }],
    mended: 'C | I | F',
  },
  {
    title: 'a finalize that leaves a field',
    commits: [CLOSE_ALL, { ...FINALIZE, files: { ...BARE, 'docs/a.md': card('done') } }],
    ...{ mended: 'C | F', differs: FIELDS },
  },
  { title: 'a finalize of an open chain', commits: [IMPL, FINALIZE], mended: 'I', differs: FIELDS },
  {
    title: 'work after the end',
    commits: [CLOSE_ALL, FINALIZE, impl(), IMPL],
    mended: 'C | I I | F',
    differs: FIELDS,
  },
  {
    title: 'a merge that closes a card',
    commits: [
      plan(),
      {
        subject: 'Merge',
        merge: 'main-ahead',
        files: { 'docs/z.md': card('active'), 'src/m': '1\n', ...CLOSED },
      },
      IMPL,
    ],
    ...{ mended: 'P M | I', differs: Object.keys(CLOSED) },
  },
  {
    title: 'a late card behind a merge of the base',
    commits: [
      IMPL,
      { subject: 'Merge', merge: 'main-ahead', files: { 'docs/z.md': card('active'), 'src/m': '1\n' } },
      plan(NEW_CARD),
    ],
    mended: 'P | I M',
  },
  {
    title: 'work without a goal',
    goal: 'new',
    commits: [odd('C2(new): impl it', CODE)],
    mended: 'P | I',
    differs: ['docs/new.md'],
  },
  {
    title: 'a goal that was planned after work',
    goal: 'new',
    commits: [
      odd('C2(new): impl it', CODE),
      odd('C2(new): plan new', { 'docs/new.md': card('active', '', 'branch: mikado/new\n') }),
      odd('C2(new): impl more', { 'src/x': '1\n' }),
    ],
    mended: 'P | I I',
  },
];

describe('the way back', () => {
  let folder: string;
  let bin: string;

  beforeAll(() => {
    folder = writeBranches(CASES.map(({ commits }, index) => ({ name: `way-${index}`, commits })));
    bin = mkdtempSync(join(tmpdir(), 'mikado-bin-'));
    writeFileSync(join(bin, 'mikado'), `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n`, { mode: 0o755 });
  });
  afterAll(() => {
    for (const each of [folder, bin]) rmSync(each, { recursive: true });
  });

  it.each(CASES.map((each, index) => ({ ...each, name: `way-${index}` })))(
    'mends $title by commands that can be typed, and loses nothing',
    async ({ name, goal = 'goal', mended, differs = [] }) => {
      git(folder, 'checkout', '--quiet', '--force', '-B', `mikado/${goal}`, name);
      const [violation] = (await judgeAt(folder, 'HEAD', goal)).violations;
      expect(violation).toBeDefined();
      const commands = violation?.wayBack.commands ?? [];
      const env = { PATH: [bin, process.env.PATH ?? ''].join(delimiter) };
      const typed = await run('/bin/sh', ['-ec', commands.join('\n')], { cwd: folder, env });
      expect([commands, typed.code, typed.code === 0 ? '' : typed.stderr]).toEqual([commands, 0, '']);

      const { violations, steps } = await judgeAt(folder, 'HEAD', goal);
      expect(violations.map(({ rule }) => rule)).toEqual([]);
      expect(stripText(steps)).toBe(mended);
      const changed = git(folder, 'diff', '--name-only', name, 'HEAD').split('\n');
      expect(changed.filter((each) => each !== '').sort()).toEqual([...differs].sort());
      expect(git(folder, 'status', '--porcelain')).toBe('');
      const isAmended = commands.length === 1;
      if (!isAmended) expect(git(folder, 'branch', '--points-at', name, '--list', 'backup-*')).not.toBe('');
    },
  );
});
