import type { Card } from './cards/card.ts';
import type { ParsedCard } from './cards/parse-card.ts';
import type { GraphNode } from './graph/nodes.ts';
import { byStem } from './graph/rank-ready.ts';
import { pathsOf, type Resolution, requirementOf, StemIndex } from './graph/resolve.ts';
import type { DocumentFile } from './read/find-documents.ts';
import { keepBroken } from './read/keep-broken.ts';
import type { CardSource } from './read/read-cards.ts';
import type { Meanwhile } from './take-turns.ts';

/** The cards among documents, and where what they require leads. */
interface ResolvedCards {
  /** By stem, then path, as the nodes are. */
  readonly files: readonly ParsedCard[];
  readonly nodes: readonly GraphNode[];
  readonly stems: StemIndex;
}

/**
 * Reads the cards among documents, by themselves or because a card requires them, and finds out where every `requires`
 * entry leads.
 *
 * @param reading `before` are the cards that were read last, of which one that cannot be read now keeps its place;
 *   `meanwhile` gets a turn between documents, with how many of them were read
 */
export async function resolveCards(
  documents: readonly DocumentFile[],
  reader: CardSource,
  { before, meanwhile }: { readonly before: readonly Card[]; readonly meanwhile: Meanwhile | undefined },
): Promise<ResolvedCards> {
  const own = keepBroken(await readCardFiles(documents, reader, meanwhile), before);
  const stems = new StemIndex(documents, askedStems(own));
  const resolved = resolveAll(own, stems);
  const files = [...resolved, ...(await readRequiredFiles(resolved, { documents, reader }))];
  files.sort((a, b) => byStem(a.card, b.card));
  return { files, nodes: nodesOf(files), stems };
}

/** Documents that are read before anybody else gets a turn. */
const AT_A_STRETCH = 32;

/** Reads the documents that are cards by themselves. */
async function readCardFiles(
  documents: readonly DocumentFile[],
  reader: CardSource,
  meanwhile?: Meanwhile,
): Promise<ParsedCard[]> {
  const files: ParsedCard[] = [];
  const pending: DocumentFile[] = [];
  for (const [index, document] of documents.entries()) {
    if (index % AT_A_STRETCH === 0) await meanwhile?.(index, documents.length);
    const read = reader.read(document);
    if (read === 'needs-yaml') pending.push(document);
    else if (read !== 'no-card') files.push(read);
  }
  if (pending.length > 0) await reader.loadYaml();
  for (const document of pending) {
    const read = reader.read(document);
    if (typeof read === 'object') files.push(read);
  }
  await meanwhile?.(documents.length, documents.length);
  return files;
}

/** A card with where each of its `requires` entries leads. */
interface ResolvedCard extends ParsedCard {
  readonly resolutions: readonly Resolution[];
}

function* askedStems(files: readonly ParsedCard[]): Iterable<string> {
  for (const { card } of files) for (const { stem } of card.requires) yield stem;
}

/** Finds out where every `requires` entry of the cards leads, each once. */
function resolveAll(files: readonly ParsedCard[], stems: StemIndex): ResolvedCard[] {
  return files.map(({ card, diagnostics }) => ({
    card,
    diagnostics,
    resolutions: card.requires.map((prerequisite) => stems.resolve(prerequisite)),
  }));
}

/** Reads the documents that are cards only because a card requires them; these require nothing themselves. */
async function readRequiredFiles(
  cards: readonly ResolvedCard[],
  { documents, reader }: { documents: readonly DocumentFile[]; reader: CardSource },
): Promise<ResolvedCard[]> {
  const known = new Set(cards.map(({ card }) => card.path));
  const required = new Set<string>();
  for (const { resolutions } of cards) {
    for (const path of resolutions.flatMap(pathsOf)) if (!known.has(path)) required.add(path);
  }
  if (required.size === 0) return [];
  const files: ParsedCard[] = [];
  for (const document of documents.filter((each) => required.has(each.path))) {
    let read = reader.readRequired(document);
    if (read === 'needs-yaml') {
      await reader.loadYaml();
      read = reader.readRequired(document);
    }
    if (read !== 'needs-yaml') files.push(read);
  }
  return files.map((file) => ({ ...file, resolutions: [] }));
}

function nodesOf(cards: readonly ResolvedCard[]): GraphNode[] {
  const byPath = new Map(cards.map(({ card }) => [card.path, card]));
  const cardAt = (path: string): Card => {
    const card = byPath.get(path);
    if (card === undefined) throw new RangeError(`no card was read from ${path}`);
    return card;
  };
  const ambiguous = new Set<string>();
  for (const { resolutions } of cards) {
    for (const resolution of resolutions) {
      if (resolution.kind === 'ambiguous') for (const path of resolution.paths) ambiguous.add(path);
    }
  }
  return cards.map(({ card, resolutions }) => ({
    card,
    requirements: card.requires.map((prerequisite, index) =>
      requirementOf(prerequisite, resolutions[index] ?? { kind: 'missing' }, cardAt),
    ),
    ambiguous: ambiguous.has(card.path),
  }));
}
