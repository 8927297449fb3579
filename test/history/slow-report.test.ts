import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, mikado } from '../rig/cli.ts';
import { writeEventfulHistory } from './eventful-history.ts';
import { readSlowCards } from './slow-cards.ts';
import { chancesOfAnEnd, type SlowWeek } from './slow-forecast.ts';
import { type Asked, slowForcedCloses, slowReceipts, slowReport } from './slow-report.ts';

const OWN = fileURLToPath(new URL('../..', import.meta.url));
const COMMITS = Number(process.env.MIKADO_TEST_COMMITS ?? 350);

async function report(top: string, asked: Omit<Asked, 'now'>) {
  const words = asked.goal === undefined ? [] : [asked.goal];
  const { code, stdout, stderr } = await mikado(['report', ...words, '--since', asked.since, '--json'], {
    cwd: top,
  });
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** What a report says, in the order and with the words of the slow one. */
function figuresOf(answer: Awaited<ReturnType<typeof report>>) {
  const { counts, chains, longestPath, ready, blocked, cards, since, burnUp, forecast } = answer;
  const sorted = (stems: readonly string[]) => [...stems].sort();
  return {
    counts,
    chains: chains.map(({ goal, done, total, ready }: (typeof chains)[number]) => ({
      ...{ goal, done, total, ready: sorted(ready) },
    })),
    longestPath: longestPath.length,
    ready: sorted(ready.map(({ stem }: { stem: string }) => stem)),
    blocked: blocked.map(({ stem, blockers }: { stem: string; blockers: { stem: string }[] }) => ({
      ...{ stem, blockers: sorted(blockers.map((each) => each.stem)) },
    })),
    lives: cards,
    since: since.events,
    burnUp,
    forecast:
      forecast.kind === 'none'
        ? { kind: 'none' }
        : { kind: 'spread', weeks: forecast.weeks, from: forecast.from },
  };
}

function inOrder<T>(of: readonly T[]): readonly T[] {
  return [...of].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Compares every figure; where many entries have no order of their own, whatever their order. */
async function expectTheSame(top: string, asked: Omit<Asked, 'now'>) {
  const answer = await report(top, asked);
  const fast = figuresOf(answer);
  const { weeks, ...slow } = slowReport(top, { ...asked, now: Date.parse(answer.asOf) });
  const settled = (figures: typeof fast) => ({
    ...figures,
    ...Object.fromEntries(
      (['chains', 'ready', 'blocked', 'lives', 'since'] as const).map((name) => [
        name,
        inOrder(figures[name]),
      ]),
    ),
  });
  expect(settled(fast)).toEqual(settled(slow));
  return { answer, weeks };
}

function kindsOf(events: readonly { readonly kind: string; readonly into: string | null }[]) {
  return [...new Set(events.map(({ kind, into }) => (into === null ? kind : 'folded')))].sort();
}

/** Looks at a spread without playing anything: as many plays as it says must have ended by then, and not before. */
function expectSharesOf(
  { weeks: spread }: Awaited<ReturnType<typeof report>>,
  { open, weeks }: { readonly open: number; readonly weeks: readonly SlowWeek[] },
) {
  // Four times the deviation of a share that 5,000 plays tell.
  const slack = 4 * Math.sqrt(0.25 / 5000);
  for (const [name, share] of [['p50', 0.5] as const, ['p85', 0.85] as const, ['p95', 0.95] as const]) {
    const said: number = spread[name];
    const chances = chancesOfAnEnd(open, weeks, said);
    expect(chances[said]).toBeGreaterThan(share - slack);
    expect(chances[said - 1]).toBeLessThan(share + slack);
  }
}

/** Verifies cards, edits one of them after that, and closes another one by force. */
async function verifyAndClose(top: string, { ready }: { readonly ready: readonly { stem: string }[] }) {
  const [one = '', other = '', third = ''] = ready.map(({ stem }) => stem);
  expect(await mikado(['verify', one, other, '--trust-all'], { cwd: top })).toMatchObject({ code: 0 });
  const cards = () => [...readSlowCards(top).values()];
  const verified = new Map(cards().map(({ stem, text }) => [stem, text]));
  const edited = cards().find(({ stem }) => stem === other);
  writeFileSync(join(top, edited?.path ?? ''), `${edited?.text}\nAnother sentence.\n`);
  expect(await mikado(['close', third, '--force', 'it is done'], { cwd: top })).toMatchObject({ code: 0 });
  const answer = await report(top, { since: 'HEAD' });
  expect(answer.receipts).toMatchObject({ fresh: 2, stale: 2 });
  expect(answer.receipts).toEqual(slowReceipts(top, cards(), verified));
  expect(answer.forcedCloses).toMatchObject([{ stem: third, reason: 'it is done' }]);
  expect(answer.forcedCloses).toMatchObject(slowForcedCloses(top, cards()));
}

function largestOf(chains: readonly { readonly goal: string; readonly total: number }[]): string {
  return [...chains].sort((a, b) => b.total - a.total)[0]?.goal ?? '';
}

describe('every figure of a report is that of a slow and obvious script', () => {
  it('on a long history with growth, reopening, renames, folds, merges and finalized chains', {
    timeout: 600_000,
  }, async () => {
    const top = makeFolder();
    writeEventfulHistory(top, COMMITS);
    const middle = git(top, 'rev-list', '--first-parent', '--reverse', 'main').split('\n')[COMMITS / 2];
    const { answer, weeks } = await expectTheSame(top, { since: middle ?? '' });
    const events = answer.cards.flatMap((card: { events: [] }) => card.events);
    expect(kindsOf(events)).toEqual([
      'abandoned',
      'closed',
      'deleted',
      'discovered',
      'dropped',
      'finalized',
      'folded',
      'renamed',
      'reopened',
      'returned',
      'started',
    ]);
    expectSharesOf(answer.forecast, { open: answer.counts.ready + answer.counts.blocked, weeks });
    await verifyAndClose(top, answer);
    await expectTheSame(top, { goal: largestOf(answer.chains), since: '2026-03-01' });
  });

  it("on this project's own history, as far as it is here", { timeout: 600_000 }, async ({ skip }) => {
    if (!existsSync(join(OWN, '.git'))) skip('this is no clone of the repository');
    const top = join(makeFolder(), 'clone');
    git(makeFolder(), 'clone', '--quiet', OWN, top);
    const [oldest = ''] = git(top, 'rev-list', '--first-parent', '--reverse', 'HEAD').split('\n');
    const { answer } = await expectTheSame(top, { since: oldest });
    expect(answer.receipts).toEqual(slowReceipts(top, readSlowCards(top).values()));
    await expectTheSame(top, { goal: largestOf(answer.chains), since: '2026-01-01' });
  });
});
