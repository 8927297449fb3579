import type { Card } from './cards/card.ts';
import { Vocabulary } from './cards/status.ts';
import { settle } from './check/settle.ts';
import { type Config, readConfig } from './config/config.ts';
import type { Diagnostic } from './diagnostic.ts';
import { CardGraph } from './graph/card-graph.ts';
import type { CardState } from './graph/card-state.ts';
import { type Chain, listChains } from './graph/chain.ts';
import { type CycleGroups, findCycleGroups } from './graph/cycles.ts';
import { type Decision, decideStates, unlocksOf } from './graph/decide-states.ts';
import { diagnoseGraph } from './graph/diagnose-graph.ts';
import type { GraphNode } from './graph/nodes.ts';
import { byStem, type RankedCard, rankReady } from './graph/rank-ready.ts';
import { pathsOf, type Resolution, requirementOf, StemIndex } from './graph/resolve.ts';
import { DISK, type DocumentFile, findDocuments, refusedDiagnostic } from './read/find-documents.ts';
import { keepBroken } from './read/keep-broken.ts';
import { findPlace, findTop, type Place } from './read/place.ts';
import { type CardFile, CardReader, type CardSource } from './read/read-cards.ts';
import { type DocumentLoader, DocumentReader } from './read/read-document.ts';
import type { Meanwhile } from './take-turns.ts';

/** Where and how a plan is to be read. */
export interface PlanRequest {
  readonly cwd: string;
  /** The documents root that the user asked for, relative to `cwd`. */
  readonly docs?: string | undefined;
}

/**
 * Everything known about a tree of cards at one moment. Immutable: after an edit a new plan is read.
 *
 * A plan with diagnostics is still a plan. All questions about a card's state go through `stateOf`.
 */
export class Plan {
  readonly place: Place;
  readonly config: Config;
  readonly vocabulary: Vocabulary;
  /** Every Markdown file under the documents root, cards and others. */
  readonly documents: readonly DocumentFile[];
  /** The cards by stem, then path. */
  readonly cards: readonly Card[];
  readonly graph: CardGraph;
  readonly #files: readonly CardFile[];
  readonly #stems: StemIndex;
  #diagnostics: readonly Diagnostic[] | undefined;
  readonly #decision: Decision;
  readonly #cycles: CycleGroups;
  #chains: readonly Chain[] | undefined;
  #unlocks: ReadonlyMap<number, readonly number[]> | undefined;

  constructor(parts: {
    readonly place: Place;
    readonly config: Config;
    readonly vocabulary: Vocabulary;
    readonly documents: readonly DocumentFile[];
    readonly graph: CardGraph;
    readonly cycles: CycleGroups;
    readonly decision: Decision;
    /** What the cards were read from, in their order, and the index that their entries were found in. */
    readonly files: readonly CardFile[];
    readonly stems: StemIndex;
    /** Those of the cards as they are, unless given. */
    readonly diagnostics?: readonly Diagnostic[];
  }) {
    this.place = parts.place;
    this.config = parts.config;
    this.vocabulary = parts.vocabulary;
    this.documents = parts.documents;
    this.graph = parts.graph;
    this.cards = this.graph.cards;
    this.#cycles = parts.cycles;
    this.#decision = parts.decision;
    this.#files = parts.files;
    this.#stems = parts.stems;
    this.#diagnostics = parts.diagnostics;
  }

  /** What is wrong with the cards, by path, then place. Found when somebody asks: of a plan of the past nobody does. */
  get diagnostics(): readonly Diagnostic[] {
    this.#diagnostics ??= settle(
      [
        ...this.#files.flatMap((each) => each.diagnostics),
        ...skippedDiagnostics(this.documents, this.#files),
        ...diagnoseGraph(this.graph, {
          cycles: this.#cycles,
          decision: this.#decision,
          stems: this.#stems,
        }),
      ].sort(byPlace),
      this.config.rules,
    );
    return this.#diagnostics;
  }

  /** Done, ready or blocked with its blockers: what the whole graph says of one card of this plan. */
  stateOf(card: Card): CardState {
    const state = this.#decision.states[this.graph.indexOf(card)];
    if (state === undefined) throw new RangeError(`the card ${card.path} is not in this plan`);
    return state;
  }

  /** The cards that become ready when this one alone is done, by stem. */
  unlocksOf(card: Card): readonly Card[] {
    this.#unlocks ??= unlocksOf(this.graph, this.#decision);
    const indexes = this.#unlocks.get(this.graph.indexOf(card)) ?? [];
    return indexes.map((index) => this.graph.node(index).card).sort(byStem);
  }

  /** Whether anything below a card, behind whichever done cards, is not done or not to be trusted. */
  isTroubledBelow(card: Card): boolean {
    return this.#decision.troubled[this.graph.indexOf(card)] === true;
  }

  /** All chains by their goal's stem, finished ones included. */
  get chains(): readonly Chain[] {
    this.#chains ??= listChains(this.graph, this.#cycles, this.#decision);
    return this.#chains;
  }

  /**
   * What this plan would be if some of its cards were done: nothing is read or written. A card that cannot be read stays
   * as it is, since no status of its own is known to be left out.
   */
  supposing(done: Iterable<Card>): Plan {
    const indexes = [...done].filter((card) => card.readable).map((card) => this.graph.indexOf(card));
    const decision = decideStates(this.graph, this.#cycles, { asDone: new Set(indexes) });
    return new Plan({ ...this.#parts(), decision, diagnostics: this.diagnostics });
  }

  #parts() {
    const { place, config, vocabulary, documents, graph } = this;
    const [cycles, files, stems] = [this.#cycles, this.#files, this.#stems];
    return { place, config, vocabulary, documents, graph, cycles, files, stems };
  }

  /** The ready cards, best first; with `within` only those of that goal's chain. */
  rankReady(within?: Card): readonly RankedCard[] {
    return rankReady(this.graph, this.#cycles, { decision: this.#decision, within });
  }
}

/**
 * Reads the cards of a repository into a plan. Runs nothing and writes nothing.
 *
 * @param meanwhile gets a turn between documents, with how many of them were read
 * @param before what was read last: a card that could be read then and cannot now keeps its place, blocked and unreadable
 * @throws UsageError when the folder or the configuration is wrong; trouble with cards becomes diagnostics
 */
export async function readPlan(request: PlanRequest, meanwhile?: Meanwhile, before?: Plan): Promise<Plan> {
  const around = findPlace(request.cwd, { asked: request.docs });
  const config = await readConfig(
    request.docs === undefined ? (findTop(request.cwd) ?? around.top) : around.top,
  );
  const place = request.docs === undefined ? findPlace(request.cwd, { configured: config.docs }) : around;
  const documents = await findDocuments(place, config.ignore ?? [], DISK);
  return planOf({ place, config, documents, from: new DocumentReader(place.top), meanwhile, before });
}

/** Reads the cards among documents, on the disk or in a commit, into a plan. */
export async function planOf(source: {
  readonly place: Place;
  readonly config: Config;
  readonly documents: readonly DocumentFile[];
  /** Loads the documents, or reads them with the configuration's words for a status. */
  readonly from: DocumentLoader | CardSource;
  readonly meanwhile?: Meanwhile | undefined;
  readonly before?: Plan | undefined;
}): Promise<Plan> {
  const { place, config, documents, from } = source;
  const vocabulary = new Vocabulary(config.status);
  const reader = 'load' in from ? new CardReader(from, vocabulary) : from;
  const files = keepBroken(
    await readCardFiles(documents, reader, source.meanwhile),
    source.before?.cards ?? [],
  );
  const stems = new StemIndex(documents, askedStems(files));
  const own = resolveAll(files, stems);
  const cards = [...own, ...(await readRequiredFiles(own, { documents, reader }))];
  cards.sort((a, b) => byStem(a.card, b.card));
  const graph = new CardGraph(nodesOf(cards));
  const cycles = findCycleGroups(graph);
  const decision = decideStates(graph, cycles);
  return new Plan({ place, config, vocabulary, documents, graph, cycles, decision, files: cards, stems });
}

/** Names what ends in `.md`, is no file, and is in nobody's way: it is skipped, but not without a word. */
function skippedDiagnostics(documents: readonly DocumentFile[], cards: readonly CardFile[]): Diagnostic[] {
  const refused = documents.filter((document) => document.refused !== undefined);
  if (refused.length === 0) return [];
  const known = new Set(cards.map(({ card }) => card.path));
  return refused
    .filter((document) => !known.has(document.path))
    .map((document) => refusedDiagnostic(document, document.refused ?? '', 'warning'));
}

/** Documents that are read before anybody else gets a turn. */
const AT_A_STRETCH = 32;

/** Reads the documents that are cards by themselves. */
async function readCardFiles(
  documents: readonly DocumentFile[],
  reader: CardSource,
  meanwhile?: Meanwhile,
): Promise<CardFile[]> {
  const files: CardFile[] = [];
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
interface ResolvedCard extends CardFile {
  readonly resolutions: readonly Resolution[];
}

function* askedStems(files: readonly CardFile[]): Iterable<string> {
  for (const { card } of files) for (const { stem } of card.requires) yield stem;
}

/** Finds out where every `requires` entry of the cards leads, each once. */
function resolveAll(files: readonly CardFile[], stems: StemIndex): ResolvedCard[] {
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
  const files: CardFile[] = [];
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

/** The order of diagnostics: by path, then place, then code. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

/** The cards that are in a state after an edit and were in another before, by stem. */
export function cardsNow(kind: CardState['kind'], before: Plan, after: Plan): readonly Card[] {
  const was = new Map(before.cards.map((card) => [card.path, before.stateOf(card).kind]));
  return after.cards.filter((card) => after.stateOf(card).kind === kind && was.get(card.path) !== kind);
}
