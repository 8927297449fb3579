import { execFileSync } from 'node:child_process';
import { git, testEnvironment } from '../rig/cli.ts';

const START = Date.parse('2026-01-05T08:00:00Z') / 1000;
const HOUR = 3600;
const AUTHORS = ['Ada Lind <ada@example.org>', 'Bo Katz <bo@example.org>', 'Chen Wu <chen@example.org>'];

/** A card of the repository that is written: its file is at `docs/<folder>/<stem>.md`. */
interface Written {
  stem: string;
  folder: string;
  /** The word of its status; no word at all is done. */
  status: string | undefined;
  requires: string[];
  /** Lines that stand in no other card, so that git knows a renamed file again. */
  lines: string[];
}

/** A page that was a card once, without any field. */
type Page = Pick<Written, 'stem' | 'folder' | 'lines'>;

/** Plays a chain of cards, one thing after the other, with numbers that are the same every time. */
class Play {
  readonly cards: Written[] = [];
  readonly pages: Page[] = [];
  #seed: number;
  #next = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  chance(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.chance() * from.length)];
  }

  add(above: Written | undefined, status: string | undefined = 'planned'): Written {
    const stem = `card-${this.#next}`;
    this.#next += 1;
    const lines = Array.from({ length: 8 }, (_, at) => `Sentence ${at} that only ${stem} has to say.`);
    const folder = this.pick(['how-to', 'guides']) ?? 'how-to';
    const card = { stem, folder, status, requires: [], lines };
    this.cards.push(card);
    above?.requires.push(stem);
    return card;
  }

  above({ stem }: Written): readonly Written[] {
    return this.cards.filter(({ requires }) => requires.includes(stem));
  }

  below({ requires }: Written): readonly Written[] {
    return this.cards.filter(({ stem }) => requires.includes(stem));
  }

  remove(card: Written): void {
    this.cards.splice(this.cards.indexOf(card), 1);
    for (const each of this.cards) each.requires = each.requires.filter((stem) => stem !== card.stem);
  }

  strip(chain: readonly Written[]): void {
    for (const card of chain) {
      this.cards.splice(this.cards.indexOf(card), 1);
      this.pages.push(card);
    }
  }
}

/** What may happen in a commit. Where there is nothing that it could happen to, it leaves all as it is. */
const HAPPENINGS: readonly ((play: Play) => void)[] = [
  discover,
  discover,
  start,
  close,
  close,
  close,
  close,
  close,
  reopen,
  rename,
  move,
  fold,
  drop,
  requireMore,
  rewrite,
  comeBack,
  finishSideChain,
  giveUpSideChain,
  noteThatOnlyIsRequired,
];

function openCards({ cards }: Play): readonly Written[] {
  return cards.filter(({ status }) => status !== undefined);
}

function discover(play: Play): void {
  play.add(play.pick(openCards(play)), play.chance() < 0.2 ? 'active' : 'planned');
}

function start(play: Play): void {
  const card = play.pick(openCards(play));
  if (card !== undefined) card.status = 'active';
}

/** Closes a card too early now and then. */
function close(play: Play): void {
  const open = openCards(play).slice(1);
  const ready = open.filter((card) => play.below(card).every(({ status }) => status === undefined));
  const card = play.pick(play.chance() < 0.1 ? open : ready);
  if (card !== undefined) card.status = play.chance() < 0.2 ? 'done' : undefined;
}

function reopen(play: Play): void {
  const card = play.pick(play.cards.filter(({ status }) => status === undefined || status === 'done'));
  if (card !== undefined) card.status = 'active';
}

function rename(play: Play): void {
  const card = play.pick(play.cards);
  if (card === undefined) return;
  const stem = `${card.stem.replace(/-again$/, '')}-again`;
  if ([...play.cards, ...play.pages].some((each) => each.stem === stem)) return;
  for (const each of play.above(card))
    each.requires = each.requires.map((old) => (old === card.stem ? stem : old));
  card.stem = stem;
}

function move(play: Play): void {
  const card = play.pick(play.cards);
  if (card !== undefined) card.folder = card.folder === 'guides' ? 'how-to' : 'guides';
}

/** One card takes over all that another one said and required. */
function fold(play: Play): void {
  const card = play.pick(play.cards.slice(1).filter((each) => play.above(each).length === 1));
  const [heir] = card === undefined ? [] : play.above(card);
  if (card === undefined || heir === undefined) return;
  play.remove(card);
  heir.requires = [...new Set([...heir.requires, ...card.requires])];
  if (play.chance() < 0.7) heir.lines.push(...card.lines);
}

/** A card is given up, and its file deleted. */
function drop(play: Play): void {
  const card = play.pick(play.cards.slice(1).filter(({ requires }) => requires.length === 0));
  if (card !== undefined && play.chance() < 0.5) play.remove(card);
}

/** A card comes to need another one, which is younger, so that nothing goes round in a circle. */
function requireMore(play: Play): void {
  const [one, other] = [play.pick(play.cards), play.pick(play.cards)];
  if (one === undefined || other === undefined || one.requires.includes(other.stem)) return;
  if (play.cards.indexOf(one) < play.cards.indexOf(other)) one.requires.push(other.stem);
}

function rewrite(play: Play): void {
  play.pick(play.cards)?.lines.push(`A sentence that came later, ${Math.floor(play.chance() * 1e9)}.`);
}

/** What had left the graph is planned again. */
function comeBack(play: Play): void {
  const page = play.pick(play.pages);
  if (page === undefined || play.cards.some(({ stem }) => stem === page.stem)) return;
  play.pages.splice(play.pages.indexOf(page), 1);
  play.cards.push({ ...page, status: 'active', requires: [] });
}

function finishSideChain(play: Play): void {
  sideChain(play, [undefined, undefined]);
}

function giveUpSideChain(play: Play): void {
  sideChain(play, ['active', 'planned']);
}

/** Begins a chain of its own, or takes the fields from one that was begun before. */
function sideChain(play: Play, [head, below]: readonly (string | undefined)[]): void {
  const goal = play.cards.find(({ lines }) => lines[0] === `A side chain, ${head ?? 'done'}.`);
  if (goal !== undefined) {
    if (play.above(goal).length > 0) return;
    play.strip([goal, ...play.below(goal).filter((each) => play.above(each).length === 1)]);
    return;
  }
  const made = play.add(undefined, head);
  made.lines[0] = `A side chain, ${head ?? 'done'}.`;
  play.add(made, below);
}

/** A page without fields is a card as long as one requires it. */
function noteThatOnlyIsRequired(play: Play): void {
  const noted = play.cards.find(({ requires }) => requires.includes('note'));
  if (noted === undefined) play.pick(openCards(play))?.requires.push('note');
  else noted.requires = noted.requires.filter((stem) => stem !== 'note');
}

function textOf({ stem, status, requires, lines }: Written): string {
  const fields = [
    `title: What ${stem} does`,
    ...(status === undefined ? [] : [`status: ${status}`]),
    ...(requires.length === 0 ? [] : ['requires:', ...requires.map((each) => `  - ${each}`)]),
  ];
  return `---\n${fields.join('\n')}\n---\n\n${bodyOf({ lines })}`;
}

function bodyOf({ lines }: Pick<Page, 'lines'>): string {
  const items = ['- [ ] `test -d docs` passes', '- [ ] `test -d docs/how-to` passes'];
  return `${lines.join('\n')}\n\n## Verification\n\n${items.join('\n')}\n`;
}

function filesOf({ cards, pages }: Play): readonly (readonly [path: string, text: string])[] {
  return [
    ['docs/how-to/note.md', '# A note\n\nIt is a card as long as another one requires it.\n'],
    ...pages.map((page) => [`docs/${page.folder}/${page.stem}.md`, bodyOf(page)] as const),
    ...cards.map((card) => [`docs/${card.folder}/${card.stem}.md`, textOf(card)] as const),
  ];
}

/**
 * Writes a repository of one long-lived goal and of what comes and goes around it: cards are discovered, started, closed,
 * reopened, renamed, moved, folded into others, deleted and put back, and chains are finalized and given up. Some commits
 * come by merges, and some have a date before that of the commit they stand on, as a rebase leaves them.
 */
export function writeEventfulHistory(top: string, commits: number, seed = 3): void {
  const play = new Play(seed);
  const commands: string[] = [];
  const commit = (at: number, branch: string, merge?: string) => {
    const hours = at * 9 - (at % 13 === 12 ? 30 : 0);
    const who = AUTHORS[at % AUTHORS.length] ?? '';
    commands.push(`commit refs/heads/${branch}`, `author ${who} ${START + hours * HOUR} +0000`);
    commands.push(`committer ${who} ${START + at * 9 * HOUR} +0000`, 'data 4', 'step');
    if (branch !== 'main') commands.push('from refs/heads/main');
    if (merge !== undefined) commands.push(`merge refs/heads/${merge}`);
    commands.push('deleteall');
    for (const [path, text] of filesOf(play))
      commands.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text);
  };
  const goal = play.add(undefined, 'active');
  for (let count = 0; count < 4; count += 1) play.add(goal);
  commit(0, 'main');
  for (let at = 1; at < commits; at += 1) {
    const happening = HAPPENINGS[Math.floor(play.chance() * HAPPENINGS.length)] ?? discover;
    happening(play);
    if (at % 11 === 10) {
      discover(play);
      commit(at, `side-${at}`);
      close(play);
      commit(at, 'main', `side-${at}`);
    } else commit(at, 'main');
  }
  git(top, 'init', '--quiet', '--initial-branch=main');
  const input = `${commands.join('\n')}\n`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: top, env: testEnvironment(), input });
  git(top, 'reset', '--quiet', '--hard', 'main');
}
