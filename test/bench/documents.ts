import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/seeded-random.ts';

const BYTES = 3_000;
const PER_FOLDER = 100;
/** One document in so many is a card. */
const CARD_EVERY = 5;
/** The part of the cards that is open; cards require only cards after them, so the open ones stand first. */
const OPEN_PART = 0.4;

const PARAGRAPH =
  'The service keeps its settings in one file that is read when it starts. Change them on the test machine first, ' +
  'look at the log for a minute, and only then on the others. See [[document-1]] for how the machines are named.\n\n';

/**
 * Writes a tree of documents such as a documentation folder holds: each about 3 KB, a fifth of them cards whose
 * `requires` form a random graph without cycles. The same count gives the same tree.
 *
 * @param folder an existing folder to fill
 * @param count how many documents, from 1
 */
export function writeDocuments(folder: string, count: number): void {
  const random = seededRandom(count);
  const cards = Math.ceil(count / CARD_EVERY);
  for (let index = 0; index < count; index += 1) {
    const within = join(folder, `part-${Math.floor(index / PER_FOLDER)}`);
    if (index % PER_FOLDER === 0) mkdirSync(within);
    const isCard = index % CARD_EVERY === 0;
    const header = isCard ? cardHeader(index / CARD_EVERY, cards, random) : plainHeader(index);
    const name = isCard ? `card-${index / CARD_EVERY}` : `document-${index}`;
    const mark = isCard && !header.includes('status:') ? 'x' : ' ';
    writeFileSync(join(within, `${name}.md`), fill(`${header}\n# Heading of ${name}\n\n`, mark));
  }
}

function cardHeader(card: number, cards: number, random: () => number): string {
  const later = cards - card - 1;
  const wanted = later === 0 ? 0 : Math.floor(random() * 4);
  const required = new Set(Array.from({ length: wanted }, () => card + 1 + Math.floor(random() * later)));
  const list = [...required].map((other) => `  - card-${other}\n`).join('');
  const status = card < cards * OPEN_PART ? 'status: active\n' : '';
  return `---\ntitle: Card ${card}\n${status}requires:${list === '' ? ' []' : ''}\n${list}tags:\n  - bench\n---\n`;
}

function plainHeader(index: number): string {
  return `---\ntitle: Document ${index}\nmodified: 2026-01-01\ntags:\n  - bench\n---\n`;
}

/** @param mark what stands in the boxes: done cards have theirs ticked */
function fill(start: string, mark: string): string {
  const end = `## Verification\n\n- [${mark}] \`true\` passes\n- [${mark}] The page looks right\n`;
  const paragraphs = Math.max(0, Math.ceil((BYTES - start.length - end.length) / PARAGRAPH.length));
  return start + PARAGRAPH.repeat(paragraphs) + end;
}
