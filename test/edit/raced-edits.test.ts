import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Partner, talkTo } from './talk-to.ts';

const EDITS = Number(process.env.MIKADO_TEST_EDITS ?? 100);
const TRIALS = Number(process.env.MIKADO_TEST_TRIALS ?? 60);
const LONG = { timeout: 600_000 };

let root = '';
let workFolder = '';
let card = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mikado-race-'));
  workFolder = join(root, 'work');
  card = join(root, 'card.md');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test(`two processes make ${EDITS} edits each and none is lost`, LONG, async () => {
  writeFileSync(card, 'a: 0\nb: 0\n');
  const waits = await Promise.all(['a', 'b'].map((name) => countUp(name)));
  expect(readFileSync(card, 'utf8')).toBe(`a: ${EDITS}\nb: ${EDITS}\n`);
  expect(readdirSync(workFolder)).toEqual([]);
  const longest = Math.max(...waits.flat());
  process.stdout.write(`${2 * EDITS} edits of two processes: the longest took ${longest} ms\n`);
});

/** Counts one line of the card up, and answers how long each edit took in milliseconds. */
async function countUp(name: string): Promise<readonly number[]> {
  const writer = talkTo('count-up.ts', [card, root, name, String(EDITS)]);
  const waits: number[] = [];
  while (waits.length < EDITS) waits.push(Number(await writer.hear()));
  expect(await writer.end()).toBe(0);
  return waits;
}

/** What an editor may do to a card: each leaves other bytes than before, or none. */
const EDITORS: readonly ((text: string, nth: number) => void)[] = [
  (text) => writeFileSync(card, text.replace('old', 'new')),
  (text, nth) => writeFileSync(card, `${text}line ${nth}\n`),
  (_text, nth) => appendFileSync(card, `${nth}`),
  () => writeFileSync(card, ''),
  (_text, nth) => {
    writeFileSync(join(root, 'saved'), `another text ${nth}\n`);
    renameSync(join(root, 'saved'), card);
  },
  () => rmSync(card),
];

test(
  `a card that an editor saves between reading and writing is never overwritten, ${TRIALS} times`,
  LONG,
  async () => {
    const writer = talkTo('edit-when-told.ts', [card, root, workFolder]);
    for (let nth = 0; nth < TRIALS; nth += 1) {
      writeFileSync(card, `old ${nth}\n`);
      writer.tell('1');
      expect(await writer.hear()).toBe('read');
      EDITORS[nth % EDITORS.length]?.(readFileSync(card, 'utf8'), nth);
      const saved = contentOf(card);
      writer.tell('1');
      expect(await writer.hear()).toBe('changed-meanwhile');
      expect(contentOf(card)).toBe(saved);
    }
    writeFileSync(card, 'old\n');
    writer.tell('11');
    expect([await writer.hear(), await writer.hear()]).toEqual(['read', 'written']);
    expect(await writer.end()).toBe(0);
    expect(readdirSync(workFolder)).toEqual([]);
  },
);

function contentOf(path: string): string | undefined {
  return readdirSync(root).includes('card.md') ? readFileSync(path, 'utf8') : undefined;
}

test(
  `of two processes that create the same card one wins and nothing is overwritten, ${TRIALS} times`,
  LONG,
  async () => {
    const names = ['ann', 'ben'] as const;
    const makers: readonly Partner[] = names.map((name) => talkTo('create-when-told.ts', [root, name]));
    for (const maker of makers) expect(await maker.hear()).toBe('ready');
    for (let nth = 0; nth < TRIALS; nth += 1) {
      for (const maker of makers) maker.tell(`new-${nth}.md\n`);
      const outcomes = await Promise.all(makers.map((maker) => maker.hear()));
      expect([...outcomes].sort()).toEqual(['refused', 'written']);
      const winner = names[outcomes.indexOf('written')];
      expect(readFileSync(join(root, `new-${nth}.md`), 'utf8')).toBe(`${winner}\n`.repeat(500));
    }
    expect(await Promise.all(makers.map((maker) => maker.end()))).toEqual([0, 0]);
    expect(readdirSync(workFolder)).toEqual([]);
  },
);
