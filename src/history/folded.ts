import type { CardThen, GoneCard, Step } from './step.ts';

/** What the files of one commit held, by path; undefined where there is none. */
export interface Texts {
  readonly before: (path: string) => string | undefined;
  readonly after: (path: string) => string | undefined;
}

/** The cards as they were, by path. */
type Before = Pick<ReadonlyMap<string, CardThen>, 'get'>;

/** Shorter lines stand in every card. */
const TELLING_LENGTH = 20;
/** The part of a card's telling lines that must have moved. */
const SHARE = 1 / 3;

/**
 * Tells which cards were folded into one that required them: the file is deleted, and that card, which requires it no
 * more, now has all it required, or a third of its lines of 20 characters and more.
 *
 * @param was the cards before the step, by path
 * @param now those after it
 */
export function withFolds(
  { gone, movedFrom }: Pick<Step, 'gone' | 'movedFrom'>,
  cards: { readonly was: Before; readonly now: ReadonlyMap<string, CardThen> },
  texts: Texts,
): readonly GoneCard[] {
  const moved = new Set(movedFrom.values());
  return gone.map((each) => {
    const card = cards.was.get(each.path);
    if (card === undefined || each.isDocument || moved.has(each.path)) return each;
    const into = [...cards.now.values()].find((heir) => {
      const before = cards.was.get(heir.path);
      if (before === undefined || !before.requires.includes(card.path)) return false;
      if (heir.requires.includes(card.path) || heir.requires.includes(card.stem)) return false;
      return tookRequires(card, before, heir) || tookText(card.path, heir.path, texts);
    });
    return { ...each, into: into?.path ?? null };
  });
}

function tookRequires(card: CardThen, before: CardThen, heir: CardThen): boolean {
  return (
    card.requires.length > 0 &&
    card.requires.every((each) => heir.requires.includes(each)) &&
    card.requires.some((each) => !before.requires.includes(each))
  );
}

function tookText(path: string, heir: string, { before, after }: Texts): boolean {
  const said = tellingLines(before(path));
  const had = tellingLines(before(heir));
  const has = tellingLines(after(heir));
  const taken = [...said].filter((line) => has.has(line) && !had.has(line));
  return taken.length > 0 && taken.length >= said.size * SHARE;
}

function tellingLines(text: string | undefined): ReadonlySet<string> {
  const lines = (text ?? '')
    .split('\n')
    .map((line) => line.replace(/^[\s>#*+-]*(?:\[[ xX]\])?\s*/, '').trim());
  return new Set(lines.filter((line) => line.length >= TELLING_LENGTH));
}
