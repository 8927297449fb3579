/** The lines of a text with the number of characters that each brings, however often it stands there. */
type Lines = ReadonlyMap<string, number>;

/** Texts that share less than this part of the longer one are two documents, as git's renames have it. */
const LEAST_SHARE = 0.5;
/** Comparisons of whole texts; a change that moves and rewrites more than that is not one change. */
const MOST_COMPARISONS = 250_000;

/** A text and where it stands. */
export interface PlacedText {
  readonly path: string;
  readonly text: string;
}

/**
 * Finds which texts that are gone have become which new ones: equal ones first, then the most alike, each taken once.
 *
 * @returns the new path by the old one
 */
export function matchTexts(gone: readonly PlacedText[], fresh: readonly PlacedText[]): Map<string, string> {
  const found = matchEqual(gone, fresh);
  const taken = new Set(found.values());
  const before = gone.filter(({ path }) => !found.has(path)).map(split);
  const after = fresh.filter(({ path }) => !taken.has(path)).map(split);
  if (before.length * after.length > MOST_COMPARISONS) return found;
  const pairs = before.flatMap((one) =>
    after.map((other) => ({ from: one.path, to: other.path, share: shareOf(one, other) })),
  );
  pairs.sort((a, b) => b.share - a.share);
  for (const { from, to, share } of pairs) {
    if (share < LEAST_SHARE) break;
    if (found.has(from) || taken.has(to)) continue;
    found.set(from, to);
    taken.add(to);
  }
  return found;
}

function matchEqual(gone: readonly PlacedText[], fresh: readonly PlacedText[]): Map<string, string> {
  const byText = new Map<string, string[]>();
  for (const { path, text } of fresh) {
    const others = byText.get(text);
    if (others === undefined) byText.set(text, [path]);
    else others.push(path);
  }
  const found = new Map<string, string>();
  for (const { path, text } of gone) {
    const next = text === '' ? undefined : byText.get(text)?.shift();
    if (next !== undefined) found.set(path, next);
  }
  return found;
}

interface Split {
  readonly path: string;
  readonly lines: Lines;
  readonly size: number;
}

function split({ path, text }: PlacedText): Split {
  const lines = new Map<string, number>();
  let size = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    lines.set(line, (lines.get(line) ?? 0) + line.length + 1);
    size += line.length + 1;
  }
  return { path, lines, size };
}

function shareOf(one: Split, other: Split): number {
  const larger = Math.max(one.size, other.size);
  if (Math.min(one.size, other.size) / larger < LEAST_SHARE) return 0;
  let shared = 0;
  for (const [line, size] of one.lines) shared += Math.min(size, other.lines.get(line) ?? 0);
  return shared / larger;
}
