import type { Card } from './cards/card.ts';
import type { ParsedCard } from './cards/parse-card.ts';
import { Vocabulary } from './cards/status.ts';
import { applySettings } from './check/apply-settings.ts';
import type { Config } from './config/config.ts';
import { readConfig } from './config/read-config.ts';
import type { Diagnostic } from './diagnostic.ts';
import { byPlace } from './diagnostic.ts';
import { CardGraph } from './graph/card-graph.ts';
import type { CardState } from './graph/card-state.ts';
import { type Chain, listChains } from './graph/chain.ts';
import { type CycleGroups, findCycleGroups } from './graph/cycles.ts';
import { type Decision, decideStates, unlocksOf } from './graph/decide-states.ts';
import { diagnoseGraph } from './graph/diagnose-graph.ts';
import { byStem, type RankedCard, rankReady } from './graph/rank-ready.ts';
import type { StemIndex } from './graph/resolve.ts';
import { DISK, type DocumentFile, findDocuments, refusedDiagnostic } from './read/find-documents.ts';
import { findPlace, findTop, type Place } from './read/place.ts';
import { CardReader, type CardSource } from './read/read-cards.ts';
import { type DocumentLoader, DocumentReader } from './read/read-document.ts';
import { resolveCards } from './resolve-cards.ts';
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
  readonly #files: readonly ParsedCard[];
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
    readonly files: readonly ParsedCard[];
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
    this.#diagnostics ??= applySettings(
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
  const before = source.before?.cards ?? [];
  const { files, stems, nodes } = await resolveCards(documents, reader, {
    before,
    meanwhile: source.meanwhile,
  });
  const graph = new CardGraph(nodes);
  const cycles = findCycleGroups(graph);
  const decision = decideStates(graph, cycles);
  return new Plan({ place, config, vocabulary, documents, graph, cycles, decision, files, stems });
}

/** Names what ends in `.md`, is no file, and is in nobody's way: it is skipped, but not without a word. */
function skippedDiagnostics(documents: readonly DocumentFile[], cards: readonly ParsedCard[]): Diagnostic[] {
  const refused = documents.filter((document) => document.refused !== undefined);
  if (refused.length === 0) return [];
  const known = new Set(cards.map(({ card }) => card.path));
  return refused
    .filter((document) => !known.has(document.path))
    .map((document) => refusedDiagnostic(document, document.refused ?? '', 'warning'));
}

/** The cards that are in a state after an edit and were in another before, by stem. */
export function cardsNow(kind: CardState['kind'], before: Plan, after: Plan): readonly Card[] {
  const was = new Map(before.cards.map((card) => [card.path, before.stateOf(card).kind]));
  return after.cards.filter((card) => after.stateOf(card).kind === kind && was.get(card.path) !== kind);
}
