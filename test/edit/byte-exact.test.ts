import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Plan, readPlan } from '../../src/plan.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';
import { makeTree } from '../rig/tree.ts';

const CARDS = Number(process.env.MIKADO_TEST_CARDS ?? 20);

/** A card, and the same card after each edit, made by putting it together again instead of editing it. */
interface Made {
  readonly mode: number;
  readonly planned: string;
  readonly active: string;
  readonly ticked: string;
  readonly closed: string;
}

const field = fc.constantFrom(
  'title: A card',
  '# a comment: status: active',
  'version: 1.10 # not 1.1',
  "note: 'it''s # here'",
  'tags: [a,  "b"]',
  'text: |\n  status: planned\n\n  more  ',
  'modified: 2026-01-02',
  'odd:   "tab\\t and \\u00e9"   ',
  'answer: no',
);
const status = fc.constantFrom('status: WORD', "status:  'WORD'\t# x", 'status: "WORD"', 'status:\tWORD  ');
const item = fc.constantFrom('- [MARK] Somebody looked', '*\t[MARK] somebody _looked_', '  2) [MARK] Look  ');
const around = fc.constantFrom(
  '',
  'Text with\ttabs  \n\n',
  '```\nstatus: active\n- [ ] Somebody looked\n```\n\n',
  '<!-- - [ ] x -->\n\n',
);
const end = fc.constantFrom(
  '\n',
  '',
  '\n\n\n',
  '\n\nlast line without an end',
  '\n\n## Status: active\n\n- [ ] other',
);

const made: fc.Arbitrary<Made> = fc
  .record({
    fields: fc.uniqueArray(field, { selector: (line) => line.split(':')[0], maxLength: 5 }),
    at: fc.nat(5),
    status,
    item,
    around,
    end,
    newline: fc.constantFrom('\n', '\r\n'),
    bom: fc.constantFrom('', '\ufeff'),
    mode: fc.constantFrom(0o600, 0o640, 0o644, 0o755),
  })
  .map((card) => {
    const build = (word: string | undefined, mark: string): string => {
      const lines: string[] = [...card.fields];
      if (word !== undefined) lines.splice(card.at, 0, card.status.replace('WORD', word));
      const body = `\n${card.around}## Verification\n\n${card.item.replace('MARK', mark)}${card.end}`;
      const text = `---\n${lines.map((line) => `${line}\n`).join('')}---\n${body}`;
      return card.bom + text.replaceAll('\n', card.newline);
    };
    return {
      mode: card.mode,
      planned: build('planned', ' '),
      active: build('active', ' '),
      ticked: build('active', 'x'),
      closed: build(undefined, 'x'),
    };
  });

/** The card of a stem in a plan. */
function cardIn(plan: Plan, stem: string) {
  const card = plan.cards.find((each) => each.stem === stem);
  if (card === undefined) throw new Error(`no card ${stem}`);
  return card;
}

test(`of ${CARDS} cards in every style of writing, an edit changes the status or the box and no other byte`, {
  timeout: 1_200_000,
}, async () => {
  const cards = fc.sample(made, { numRuns: CARDS, seed: 20261123 });
  const names = cards.map((_card, nth) => `card-${nth}`);
  const files = Object.fromEntries(cards.map((card, nth) => [`docs/card-${nth}.md`, card.planned]));
  const goal = `---\nstatus: active\nrequires: [${names.join(', ')}]\n---\n`;
  const cwd = makeTree({ ...files, 'docs/goal.md': goal, '.git/HEAD': 'ref: refs/heads/main\n' });
  const plan = await readPlan({ cwd });
  const workbench = openWorkbench({ cwd }, plan);
  for (const [nth, { mode, planned, active, ticked, closed }] of cards.entries()) {
    const path = join(cwd, `docs/card-${nth}.md`);
    const read = () => ({ text: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o7777 });
    const card = cardIn(plan, `card-${nth}`);
    chmodSync(path, mode);
    expect(read()).toEqual({ text: planned, mode });
    expect((await workbench.start(plan, card)).kind).toBe('written');
    expect(read()).toEqual({ text: active, mode });
    const { checklist } = await workbench.readCard(card);
    const [first] = checklist;
    if (first === undefined) throw new Error(`no item in ${planned}`);
    expect((await workbench.judge(card, first, { verdict: 'passed' })).kind).toBe('written');
    expect(read()).toEqual({ text: ticked, mode });
    const forced = { force: 'only the first item counts here' };
    expect((await workbench.close(plan, card, forced)).kind).toBe('written');
    expect(read()).toEqual({ text: closed, mode });
    writeFileSync(path, '');
  }
});
