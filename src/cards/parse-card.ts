import type { Diagnostic } from '../diagnostic.ts';
import type { Located } from '../located.ts';
import type { Card } from './card.ts';
import { FieldReader } from './field-reader.ts';
import type { FieldValue, Header, HeaderProblem } from './header-field.ts';
import type { Vocabulary } from './status.ts';

/** A card with what was found wrong with it on the way. */
export interface ParsedCard {
  readonly card: Card;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a card's file lies. */
export interface CardPlace {
  readonly stem: string;
  readonly path: string;
}

/** Tells whether a front matter makes its file a card by itself: see the definition of a card. */
export function isCardHeader(header: Header, vocabulary: Vocabulary): boolean {
  if (header.fields.has('requires')) return true;
  const branch = header.fields.get('branch')?.value;
  if (branch?.kind === 'scalar' && branch.at.value.startsWith('mikado/')) return true;
  const status = header.fields.get('status')?.value;
  return status?.kind === 'scalar' && vocabulary.read(status.at.value) !== 'unknown';
}

/**
 * Reads a card from its front matter.
 *
 * Everything that is wrong becomes a located diagnostic; what can be understood is kept. A `requires` that holds
 * something that cannot be a stem makes the card unreadable: it may require anything, so nothing above it is ready.
 *
 * @param heading the document's first heading, asked for only when there is no `title`
 */
export function parseCard(
  place: CardPlace,
  header: Header,
  reading: { readonly vocabulary: Vocabulary; readonly heading: () => string | undefined },
): ParsedCard {
  const reader = new FieldReader(place.path);
  const value = (name: string): FieldValue | undefined => header.fields.get(name)?.value;
  const requires = reader.requires(value('requires'));
  const status = reader.status(value('status'), header, reading.vocabulary);
  const card: Card = {
    stem: place.stem,
    path: place.path,
    title: textOf(value('title')) || reading.heading() || place.stem,
    status: status?.at,
    declared: reader.readable && (status === undefined || status.meaning === 'done') ? 'done' : 'open',
    isStarted: status !== undefined && reading.vocabulary.isStarted(status.at.value),
    readable: reader.readable,
    requires,
    branch: locatedText(value('branch')),
    tags: listOfText(value('tags')),
    modified: textOf(value('modified')) || undefined,
    lastReviewed: textOf(value('last-reviewed')) || undefined,
  };
  return { card, diagnostics: reader.diagnostics };
}

/** Makes the card of a document that has no card field of its own: some card requires it, and it is done. */
export function plainCard(place: CardPlace, title: string | undefined): Card {
  return { ...emptyCard(place, title), declared: 'done', readable: true };
}

/** Makes the card of a file that could not be understood: open, unreadable, and in nobody's way but its dependents'. */
export function unreadableCard(place: CardPlace, title?: string): Card {
  return { ...emptyCard(place, title), declared: 'open', readable: false };
}

/** Says a problem of a front matter as a diagnostic of its file. */
export function headerDiagnostic(path: string, problem: HeaderProblem): Diagnostic {
  const { related, ...rest } = problem;
  return { ...rest, path, severity: 'error', related: related === undefined ? [] : [{ ...related, path }] };
}

function emptyCard(place: CardPlace, title: string | undefined) {
  return {
    stem: place.stem,
    path: place.path,
    title: title || place.stem,
    status: undefined,
    isStarted: false,
    requires: [],
    branch: undefined,
    tags: [],
    modified: undefined,
    lastReviewed: undefined,
  };
}

function textOf(value: FieldValue | undefined): string {
  if (value?.kind !== 'scalar') return '';
  const text = value.at.value.trim();
  return /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text;
}

function locatedText(value: FieldValue | undefined): Located<string> | undefined {
  return value?.kind === 'scalar' ? value.at : undefined;
}

function listOfText(value: FieldValue | undefined): string[] {
  if (value?.kind === 'scalar') return [textOf(value)];
  return value?.kind === 'list' ? value.items.map(textOf).filter((text) => text !== '') : [];
}
