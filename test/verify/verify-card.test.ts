import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthorCheck, Checklist } from '../../src/checklist/checklist.ts';
import { parseChecklist } from '../../src/checklist/parse-checklist.ts';
import { CardFile } from '../../src/verify/card-file.ts';
import { readReceipts, recordReceipt } from '../../src/verify/evidence.ts';
import { listCard } from '../../src/verify/list-card.ts';
import { runCommand } from '../../src/verify/run-command.ts';
import { type Verification, verifyCard } from '../../src/verify/verify-card.ts';
import type { CommandOutcome, ItemResult, VerifyEvent } from '../../src/verify/verify-event.ts';
import { worstResult } from '../../src/verify/worst-result.ts';
import { cardOf, parseLines } from './checklist-item.ts';

const CARD = cardOf('a');
const KILLS = Math.ceil(Number(process.env.MIKADO_TEST_KILLS ?? 60) / 5);
const FACTS = { commit: 'abc', dirty: true, version: '0.1.0' };

let top = '';
let path = '';

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'mikado-verify-'));
  path = join(top, 'a.md');
});

afterEach(() => rmSync(top, { recursive: true, force: true }));

/** What verifying the card at `path` needs: real commands, a real file, real evidence; everything approved. */
function verification(text: string, fields: Partial<Verification> = {}): Verification {
  writeFileSync(path, text);
  return {
    card: CARD,
    checklist: parseLines(text),
    whyNot: () => undefined,
    run: (command, options) => runCommand(command, { cwd: top, timeoutMs: 20_000, ...options }),
    keeping: {
      record: (receipts) => recordReceipt(top, 'a', ...receipts),
      file: new CardFile(path, { root: top, workFolder: join(top, 'work') }),
      text,
      parse: parseLines,
      facts: FACTS,
    },
    ...fields,
  };
}

async function results(of: Verification): Promise<readonly ItemResult[]> {
  return (await verifyCard(of)).items.map((item) => item.result);
}

function card(): string {
  return readFileSync(path, 'utf8');
}

describe('an automatic item', () => {
  test('is ticked when all its commands pass, with a receipt', async () => {
    const outcome = await verifyCard(verification('- [ ] automatic builds `echo one` `echo two`\n'));
    expect(outcome).toMatchObject({ result: 'passed', troubles: [] });
    expect(card()).toBe('- [x] automatic builds `echo one` `echo two`\n');
    expect(readReceipts(top, 'a').receipts).toMatchObject([
      {
        kind: 'automatic',
        commands: ['echo one', 'echo two'],
        result: 'passed',
        runs: [{ head: 'one\n' }, { head: 'two\n' }],
        judgedBy: 'exit status',
        note: null,
        ...FACTS,
      },
    ]);
  });

  test('stops at its first command that does not pass, and is unticked', async () => {
    const outcome = await verifyCard(verification('- [x] automatic builds `true` `exit 3` `touch ran`\n'));
    expect(outcome.items[0]?.outcomes.map(({ result }) => result)).toEqual(['passed', 'failed']);
    expect(card()).toBe('- [ ] automatic builds `true` `exit 3` `touch ran`\n');
    expect(readReceipts(top, 'a').receipts).toMatchObject([{ result: 'failed' }]);
  });

  test('that fails does not stop the next', async () => {
    const text = '- [ ] automatic one `false`\n- [ ] automatic two `true`\n';
    expect(await results(verification(text))).toEqual(['failed', 'passed']);
    expect(card()).toBe('- [ ] automatic one `false`\n- [x] automatic two `true`\n');
  });

  test('with a command that nobody approved runs none, and says so', async () => {
    const whyNot = (command: string) => (command === 'touch b' ? 'not approved yet' : undefined);
    const text = '- [x] automatic one `touch a` `touch b`\n- [ ] automatic two `true`\n';
    const outcome = await verifyCard(verification(text, { whyNot }));
    expect(outcome.items.map(({ result, outcomes, note }) => [result, outcomes.length, note])).toEqual([
      ['refused', 0, 'not approved yet'],
      ['passed', 1, null],
    ]);
    expect(card()).toBe('- [x] automatic one `touch a` `touch b`\n- [x] automatic two `true`\n');
  });

  test('hands the claim and the time limit of its author to the run', async () => {
    const check: AuthorCheck = { exitCode: 1, stdout: { kind: 'empty' }, timeoutMs: 5000, terminal: false };
    const of = verification('- [ ] automatic gone `exit 1`\n');
    const withCheck = (text: string): Checklist => parseLines(text).map((item) => ({ ...item, check }));
    const keeping = of.keeping && { ...of.keeping, parse: withCheck };
    const checklist = withCheck(card());
    expect(await results({ ...of, checklist, ...(keeping && { keeping }) })).toEqual(['passed']);
    expect(card()).toBe('- [x] automatic gone `exit 1`\n');
  });
});

test.each([
  ['another exit status', { exitCode: 1 }, 'exit 0', 'not exit 1'],
  [
    'output without a text',
    { stdout: { kind: 'contains', text: '200' } },
    'echo 404',
    'stdout does not contain "200"',
  ],
  ['any output', { stdout: { kind: 'empty' } }, 'echo 404', 'stdout is not empty'],
  ['a failure alone', {}, 'exit 2', null],
] as const)(
  'an item whose author claims otherwise says that it failed by %s',
  async (_, claim, command, note) => {
    const check: AuthorCheck = { exitCode: 0, stdout: null, timeoutMs: null, terminal: false, ...claim };
    const of = verification(`- [ ] automatic it \`${command}\`\n`);
    const checklist = of.checklist.map((item) => ({ ...item, check }));
    const keeping = of.keeping && { ...of.keeping, parse: () => checklist };
    const { items } = await verifyCard({ ...of, checklist, ...(keeping && { keeping }) });
    expect(items.map((item) => [item.result, item.note])).toEqual([['failed', note]]);
    expect(readReceipts(top, 'a').receipts).toMatchObject([{ result: 'failed', note }]);
  },
);

describe('an item that needs a terminal', () => {
  const check: AuthorCheck = { exitCode: 0, stdout: null, timeoutMs: 5000, terminal: true };
  const text = '- [ ] automatic one `echo one`\n- [ ] automatic two `log in`\n';

  /** The second of two items wants a terminal; the runs at one are passed and noted. */
  function atTerminal(check: AuthorCheck, fields: Partial<Verification> = {}) {
    const ran: unknown[] = [];
    const mark = (text: string): Checklist =>
      parseLines(text).map((item, nth) => (nth === 1 ? { ...item, check } : item));
    const of = verification(text, {
      runAtTerminal: async (command, { timeoutMs }) => {
        ran.push([command, timeoutMs, card()]);
        return { ...(await runCommand('true', { cwd: top, timeoutMs: 5000 })), command, atTerminal: true };
      },
      ...fields,
    });
    const keeping = of.keeping && { keeping: { ...of.keeping, parse: mark } };
    return { ran, of: { ...of, ...keeping, checklist: mark(text) } };
  }

  test('gets it once everything before is kept and told', async () => {
    const told: string[] = [];
    const { ran, of } = atTerminal(check, { onEvent: (event) => told.push(tell(event)) });
    expect(await results(of)).toEqual(['passed', 'passed']);
    expect(ran).toEqual([['log in', 5000, text.replace('[ ]', '[x]')]]);
    expect(card()).toBe(text.replaceAll('[ ]', '[x]'));
    expect(readReceipts(top, 'a').receipts).toMatchObject([{}, { runs: [{ atTerminal: true, head: '' }] }]);
    expect(told.slice(0, 4)).toEqual([
      'start 0 echo one',
      'output 0 one',
      'finish 0 passed',
      'start 1 log in',
    ]);
  });

  test('is refused while nobody approved its command', async () => {
    const { ran, of } = atTerminal(check, {
      whyNot: (command) => (command === 'log in' ? 'not approved yet' : undefined),
    });
    expect(await results(of)).toEqual(['passed', 'refused']);
    expect(ran).toEqual([]);
  });

  test('needs a person where there is none to give', async () => {
    const told: string[] = [];
    const { runAtTerminal: _, ...of } = atTerminal(check, { onEvent: (event) => told.push(tell(event)) }).of;
    expect(await results(of)).toEqual(['passed', 'needs-person']);
    expect(told).toContain('start 1 null');
  });

  test('is every item where the person asks for it', async () => {
    const { ran, of } = atTerminal({ ...check, terminal: false }, { atTerminal: 'all' });
    expect(await results(of)).toEqual(['passed', 'passed']);
    expect(ran).toEqual([
      ['echo one', undefined, text],
      ['log in', 5000, text.replace('[ ]', '[x]')],
    ]);
  });

  test('is judged by a person where its output matters, since nobody else saw it', async () => {
    const claims = { ...check, stdout: { kind: 'empty' } as const };
    const { ran, of } = atTerminal(claims, { judge: async () => ({ verdict: 'failed', who: 'ann' }) });
    expect(await results(of)).toEqual(['passed', 'failed']);
    expect(ran).toHaveLength(1);
  });
});

describe('a person', () => {
  const judge: NonNullable<Verification['judge']> = async (item) => {
    if (item.text.startsWith('good')) return { verdict: 'passed', who: 'ann', note: 'saw it' };
    return { verdict: item.text.startsWith('bad') ? 'failed' : 'later', who: 'ann' };
  };

  test('judges an assisted item by its output', async () => {
    const seen: string[] = [];
    const asked = verification('- [ ] assisted good `echo 1; exit 1` `echo 2`\n', {
      judge: (item, outcomes) => {
        seen.push(...outcomes.map(({ head }) => head));
        return judge(item, outcomes);
      },
    });
    expect(await results(asked)).toEqual(['passed']);
    expect(seen).toEqual(['1\n', '2\n']);
    expect(card()).toMatch(/^- \[x\]/);
    expect(readReceipts(top, 'a').receipts).toMatchObject([
      { judgedBy: 'ann', note: 'saw it', result: 'passed' },
    ]);
  });

  test('decides a manual item', async () => {
    const text = '- [ ] manual good\n- [x] manual bad\n- [x] manual unsure\n';
    expect(await results(verification(text, { judge }))).toEqual(['passed', 'failed', 'needs-person']);
    expect(card()).toBe('- [x] manual good\n- [ ] manual bad\n- [x] manual unsure\n');
    expect(readReceipts(top, 'a').receipts).toHaveLength(2);
  });

  test('is not asked about a command that gave no answer', async () => {
    const text = '- [x] assisted good `no-such-program --all`\n';
    expect(await results(verification(text, { judge }))).toEqual(['not-found']);
    expect(card()).toMatch(/^- \[ \]/);
  });

  test('who is not there leaves items open, with the output to look at', async () => {
    const outcome = await verifyCard(verification('- [ ] assisted good `echo 1`\n- [x] manual good\n'));
    expect(outcome.items.map(({ result, outcomes }) => [result, outcomes.length])).toEqual([
      ['needs-person', 1],
      ['needs-person', 0],
    ]);
    expect(card()).toBe('- [ ] assisted good `echo 1`\n- [x] manual good\n');
    expect(readReceipts(top, 'a').receipts).toEqual([]);
  });
});

test('a template needs a person, a waived item nothing, and neither runs', async () => {
  const text = '- [ ] template one `touch <name>`\n- [-] waived two `touch a`\n';
  expect(await results(verification(text))).toEqual(['needs-person', 'skipped']);
  expect(card()).toBe(text);
});

test('items that were not asked for are skipped', async () => {
  const text = '- [ ] automatic one `true`\n- [ ] automatic two `true`\n';
  const select: NonNullable<Verification['select']> = (item) => item.line === 2;
  expect(await results(verification(text, { select }))).toEqual(['skipped', 'passed']);
});

describe('a card that changed while a command ran', () => {
  const text = '- [ ] automatic one `sh edit`\n- [ ] manual two\n';

  async function afterEdit(script: string, before = text): Promise<readonly ItemResult[]> {
    const of = verification(before);
    writeFileSync(join(top, 'edit'), script);
    return results(of);
  }

  test.each([
    ['whose item has other words', `printf '%s\\n' '- [ ] automatic other \`sh edit\`' > a.md`],
    ['whose item has another command', `printf '%s\\n' '- [ ] automatic one \`sh edit now\`' > a.md`],
    ['whose item is of another kind', `printf '%s\\n' '- [ ] manual one \`sh edit\`' > a.md`],
    ['that has the item twice now', `cat a.md a.md > b.md; cat b.md > a.md`],
    ['that is empty', ': > a.md'],
    ['that got another line', `printf 'new line\\n%s\\n' "$(cat a.md)" > a.md`],
    ['whose other item was ticked', `sed -i 's/^- \\[ \\] manual/- [x] manual/' a.md`],
  ])('%s is left as it is', async (_, script) => {
    expect((await afterEdit(`${script}; cp a.md after`))[0]).toBe('changed');
    expect(card()).toBe(readFileSync(join(top, 'after'), 'utf8'));
  });

  test('that ticked itself loses that mark, since no recorded pass bears it out', async () => {
    expect((await afterEdit(`sed -i 's/^- . ./- [x]/' a.md`))[0]).toBe('changed');
    expect(card()).toBe('- [ ] automatic one `sh edit`\n- [x] manual two\n');
  });

  test('that was deleted stays deleted', async () => {
    expect((await afterEdit('rm a.md'))[0]).toBe('changed');
    expect(card).toThrow('ENOENT');
  });

  test('is said, and recorded as such', async () => {
    const of = verification(text);
    writeFileSync(join(top, 'edit'), 'echo more >> a.md');
    expect((await verifyCard(of)).items[0]).toMatchObject({
      result: 'changed',
      note: 'the card was changed while its command ran',
    });
    expect(readReceipts(top, 'a').receipts).toMatchObject([{ result: 'changed' }]);
  });

  test('has its next item ticked where that moved to', async () => {
    const of = verification(text.replace('manual two', 'automatic two `true`'));
    writeFileSync(join(top, 'edit'), `printf 'new line\\n%s\\n' "$(cat a.md)" > a.md`);
    expect(await results(of)).toEqual(['changed', 'passed']);
    expect(card()).toBe('new line\n- [ ] automatic one `sh edit`\n- [x] automatic two `true`\n');
  });

  test('keeps the failure of the command that changed it', async () => {
    expect(await afterEdit('echo more >> a.md; exit 1', text.replace('[ ]', '[x]'))).toEqual([
      'failed',
      'needs-person',
    ]);
    expect(card()).toBe(`${text}more\n`);
  });

  test('is not asked about by a person who would judge what the change says', async () => {
    const judge = vi.fn<NonNullable<Verification['judge']>>();
    const of = verification('- [ ] assisted one `echo more >> a.md`\n', { judge });
    expect(await results(of)).toEqual(['changed']);
    expect(judge).not.toHaveBeenCalled();
  });

  test('by a word of the person at our own question is as it was', async () => {
    const before = '- [ ] manual one\n- [ ] automatic two `while [ ! -e go ]; do sleep 0.02; done`\n';
    const of = verification(before, {
      asking: 'meanwhile',
      judge: async () => ({ verdict: 'passed', who: 'ann' }),
      onEvent: (event) => event.kind === 'item-finished' && writeFileSync(join(top, 'go'), ''),
    });
    expect(await results(of)).toEqual(['passed', 'passed']);
    expect(card()).toBe(before.replaceAll('- [ ]', '- [x]'));
  });

  test('of two equal items the right one is ticked', async () => {
    const twice = '- [ ] automatic one `test -e second || ! touch second`\n'.repeat(2);
    expect(await results(verification(twice))).toEqual(['failed', 'passed']);
    expect(card()).toBe(twice.replace(/- \[ \](?=[^\n]*\n$)/, '- [x]'));
  });
});

describe('a card that changed while a person was asked', () => {
  const text = '- [ ] manual one\n- [ ] manual two\n';

  async function afterEdit(now: string): Promise<readonly ItemResult[]> {
    const judge: Verification['judge'] = async (item) => {
      if (item.text === 'one') writeFileSync(path, now);
      return { verdict: item.text === 'one' ? 'passed' : 'later', who: 'ann' };
    };
    return results(verification(text, { judge }));
  }

  test('is ticked where the item moved to', async () => {
    expect(await afterEdit(`new line\n${text}`)).toEqual(['passed', 'needs-person']);
    expect(card()).toBe(`new line\n${text.replace('[ ]', '[x]')}`);
  });

  test.each([
    ['whose item has other words', text.replace('one', 'other')],
    ['whose item has a command now', text.replace('manual one', 'automatic one `true`')],
    ['whose item is ticked already', text.replace('[ ]', '[x]')],
    ['that has the item twice now', text + text],
    ['that is empty', ''],
  ])('%s is left as it is', async (_, now) => {
    expect(await afterEdit(now)).toEqual(['changed', 'needs-person']);
    expect(card()).toBe(now);
  });
});

describe('a card that others change just while a tick is written', () => {
  const text = '- [ ] manual one\n';
  const judge: NonNullable<Verification['judge']> = async () => {
    writeFileSync(path, `${card()}before\n`);
    return { verdict: 'passed', who: 'ann' };
  };

  /** Adds a line to the card between our reading and our writing, as often as told. */
  async function changedTimes(times: number): Promise<readonly ItemResult[]> {
    const of = verification(text, { judge });
    let left = times;
    const parse = (now: string): Checklist => {
      left -= 1;
      if (left >= 0) writeFileSync(path, `${card()}while\n`);
      return parseLines(now);
    };
    const keeping = of.keeping && { ...of.keeping, parse };
    return results({ ...of, ...(keeping && { keeping }) });
  }

  test('is ticked as it is then, and keeps what they wrote', async () => {
    expect(await changedTimes(2)).toEqual(['passed']);
    expect(card()).toBe('- [x] manual one\nbefore\nwhile\nwhile\n');
  });

  test('again and again is left to them, and the item is to be verified again', async () => {
    expect(await changedTimes(10)).toEqual(['changed']);
    expect(card()).toBe('- [ ] manual one\nbefore\nwhile\nwhile\nwhile\n');
  });
});

describe('what cannot be kept', () => {
  test('a pass that cannot be recorded is not ticked, and said', async () => {
    const of = verification('- [ ] automatic one `true`\n');
    writeFileSync(join(top, '.mikado'), '');
    const outcome = await verifyCard(of);
    expect(outcome.result).toBe('passed');
    expect(outcome.troubles).toEqual(['.mikado/evidence is not a folder of its own']);
    expect(card()).toBe('- [ ] automatic one `true`\n');
  });

  test('a tick that cannot be written is said', async () => {
    const of = verification('- [ ] automatic one `true`\n');
    writeFileSync(join(top, 'work'), '');
    const outcome = await verifyCard(of);
    expect(outcome.troubles).toHaveLength(1);
    expect(outcome.troubles[0]).toMatch(/^EEXIST/);
  });

  test('without a place to keep results nothing is written', async () => {
    const { keeping: _, ...of } = verification('- [ ] automatic one `true`\n- [x] automatic two `false`\n');
    expect(await results(of)).toEqual(['passed', 'failed']);
    expect(card()).toBe('- [ ] automatic one `true`\n- [x] automatic two `false`\n');
    expect(readReceipts(top, 'a').receipts).toEqual([]);
  });
});

test('an interrupted item counts for nothing and the rest is skipped, without a word of its commands', async () => {
  const controller = new AbortController();
  const announced: (string | null)[] = [];
  const text = '- [x] automatic one `echo ready; sleep 60`\n- [ ] automatic two `true`\n';
  const of = verification(text, {
    signal: controller.signal,
    run: (command, options) =>
      runCommand(command, { cwd: top, timeoutMs: 20_000, ...options, signal: controller.signal }),
    onEvent: (event) => {
      if (event.kind === 'item-started') announced.push(event.command);
      if (event.kind === 'output') controller.abort();
    },
  });
  expect(await results(of)).toEqual(['killed', 'skipped']);
  expect(announced).toEqual(['echo ready; sleep 60', null]);
  expect(card()).toBe(text);
  expect(readReceipts(top, 'a').receipts).toEqual([]);
});

function tell(event: VerifyEvent): string {
  switch (event.kind) {
    case 'item-started':
      return `start ${event.index} ${event.command}`;
    case 'output':
      return `output ${event.index} ${event.chunk.toString().trim()}`;
    case 'item-finished':
      return `finish ${event.index} ${event.outcome.result}`;
    case 'card-finished':
      return `card ${event.card.stem} ${event.result} ${event.items.length}`;
  }
}

test('everything is told while it happens', async () => {
  const events: VerifyEvent[] = [];
  const text = '- [ ] automatic one `echo out`\n- [ ] manual two\n';
  await verifyCard(verification(text, { onEvent: (event) => events.push(event) }));
  const told = events.map(tell);
  expect(told).toEqual([
    'start 0 echo out',
    'output 0 out',
    'finish 0 passed',
    'start 1 null',
    'finish 1 needs-person',
    'card a needs-person 2',
  ]);
});

test('listing says what would run and runs nothing', async () => {
  const text =
    '- [ ] automatic one `touch a`\n- [ ] assisted two `touch b`\n- [ ] manual c\n- [ ] template d `x <y>`\n- [-] waived e\n';
  const whyNot = (command: string) => (command === 'touch b' ? 'not approved yet' : undefined);
  const of = verification(text, { whyNot });
  const listed = await listCard(of);
  expect(listed.items.map(({ result }) => result)).toEqual([
    'skipped',
    'refused',
    'needs-person',
    'needs-person',
    'skipped',
  ]);
  expect(card()).toBe(text);
});

test('the worst result is the result of the card', () => {
  expect(worstResult(['passed', 'needs-person', 'refused', 'skipped'])).toBe('refused');
  expect(worstResult(['killed', 'failed', 'passed'])).toBe('failed');
  expect(worstResult(['passed', 'skipped'])).toBe('passed');
  expect(worstResult([])).toBe('skipped');
});

test('whatever comes of its commands, a box is ticked exactly when all of them passed and were approved', async () => {
  const result = fc.constantFrom<CommandOutcome['result']>(
    'passed',
    'failed',
    'timed-out',
    'killed',
    'leaked',
    'not-found',
  );
  const command = fc.record({ result, approved: fc.integer({ min: 0, max: 5 }).map((n) => n > 0) });
  const item = fc.record({
    ticked: fc.boolean(),
    commands: fc.array(command, { minLength: 1, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 4 }), async (items) => {
      const plan = new Map<string, (typeof items)[number]['commands'][number]>();
      const lines = items.map(({ ticked, commands }, at) => {
        const names = commands.map((each, nth) => {
          plan.set(`c${at}.${nth}`, each);
          return `\`c${at}.${nth}\``;
        });
        return `- [${ticked ? 'x' : ' '}] automatic ${names.join(' ')}\n`;
      });
      const of = verification(lines.join(''), {
        whyNot: (name) => (plan.get(name)?.approved === true ? undefined : 'not approved yet'),
        run: async (name) => ({
          command: name,
          result: plan.get(name)?.result ?? 'failed',
          exitCode: null,
          signal: null,
          durationMs: 0,
          head: '',
          tail: '',
          droppedBytes: 0,
          sha256: '',
        }),
      });
      const before = readReceipts(top, 'a').receipts.length;
      await verifyCard(of);
      const after = parseLines(card()).map(({ ticked }) => ticked);
      const refused = items.map(({ commands }) => commands.some(({ approved }) => !approved));
      const expected = items.map(({ ticked, commands }, at) =>
        refused[at] ? ticked : commands.every((each) => each.result === 'passed'),
      );
      expect(after).toEqual(expected);
      expect(readReceipts(top, 'a').receipts.length - before).toBe(refused.filter((each) => !each).length);
    }),
    { numRuns: 200 },
  );
});

test('no box is ticked without a recorded pass, whenever the run is killed', {
  timeout: 600_000,
}, async () => {
  const items = Array.from({ length: 120 }, (_, nth) => `- [ ] automatic item-${nth} \`true\`\n`);
  let ticked = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    writeFileSync(path, items.join(''));
    rmSync(join(top, '.mikado'), { recursive: true, force: true });
    const run = spawn(process.execPath, [join(import.meta.dirname, 'verify-and-die.ts'), top], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(run, 'exit');
    await once(run.stdout, 'data');
    await sleep(Math.random() * 300);
    run.kill('SIGKILL');
    await exit;
    const { receipts } = readReceipts(top, 'a');
    const passed = new Set(receipts.map((receipt) => receipt.kind === 'automatic' && receipt.text));
    const boxes = parseLines(card()).filter((item) => item.ticked);
    expect(boxes.filter((item) => !passed.has(item.text))).toEqual([]);
    ticked += boxes.length;
  }
  expect(ticked).toBeGreaterThan(0);
  // Whatever a kill left behind, the next run starts from the card as it stands.
  const again = verification(card());
  expect((await verifyCard(again)).troubles).toEqual([]);
  expect(parseLines(card()).every((item) => item.ticked)).toBe(true);
});

describe('a person who is asked while the next items run', () => {
  test('holds up nothing, and may answer in another order', async () => {
    const text = '- [ ] manual first\n- [ ] automatic second `true`\n- [ ] manual third\n';
    const answers = new Map<string, (judgement: { verdict: 'passed'; who: string }) => void>();
    const events: string[] = [];
    const asked = new Promise<void>((resolve) => {
      const judge: Verification['judge'] = (item) =>
        new Promise((answer) => {
          answers.set(item.text, answer);
          if (answers.size === 2) resolve();
        });
      const onEvent = (event: VerifyEvent) => {
        if (event.kind === 'item-finished') events.push(event.outcome.item.text.split(' ')[0] ?? '');
      };
      void verifyCard(verification(text, { asking: 'meanwhile', judge, onEvent })).then(({ result }) =>
        events.push(result),
      );
    });
    await asked;
    expect(events).toEqual(['second']);
    const answer = async (item: string) => {
      answers.get(item)?.({ verdict: 'passed', who: 'eb' });
      await vi.waitFor(() => expect(events).toContain(item));
    };
    await answer('third');
    await answer('first');
    await vi.waitFor(() => expect(events).toEqual(['second', 'third', 'first', 'passed']));
    expect(card()).toBe('- [x] manual first\n- [x] automatic second `true`\n- [x] manual third\n');
  });
});

describe('a shell block', () => {
  const block = (lines: string) => `## Verification\n\n- [ ] It is built\n\n  \`\`\`sh\n${lines}  \`\`\`\n`;

  async function verifyBlock(lines: string) {
    const text = block(lines);
    const { items } = await parseChecklist(text, { bodyOffset: 0, bodyLine: 1 });
    expect(items).toMatchObject([{ kind: 'automatic', inOneShell: true }]);
    const asked: string[] = [];
    const whyNot = (command: string) => {
      asked.push(command);
      return undefined;
    };
    const { keeping: _none, ...rest } = verification(text, { checklist: items, whyNot });
    return { asked, outcome: await verifyCard(rest) };
  }

  test('runs as one script, so that its folder carries on', async () => {
    mkdirSync(join(top, 'inner'));
    writeFileSync(join(top, 'inner', 'marker'), '');
    const { asked, outcome } = await verifyBlock('  cd inner && test -f marker\n  test -d ../inner\n');
    expect(outcome.result).toBe('passed');
    expect(asked).toEqual(['set -e\ncd inner && test -f marker || exit\ntest -d ../inner']);
  });

  test('stops at its first line that fails', async () => {
    const { outcome } = await verifyBlock('  test -d nowhere\n  test 1 -eq 1\n');
    expect(outcome.result).toBe('failed');
    expect(outcome.items[0]?.outcomes).toHaveLength(1);
  });

  test.each([
    'test -d nowhere && test 1 -eq 1',
    '! test 1 -eq 1',
    'cd nowhere && true',
    'for f in nowhere; do test -d "$f"; done',
    'test -d nowhere &&\n  test 1 -eq 1',
  ])('stops also where a shell would go on: %s', async (line) => {
    const { outcome } = await verifyBlock(`  ${line}\n  test 1 -eq 1\n`);
    expect(outcome.result).toBe('failed');
  });
});
