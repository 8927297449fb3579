/** How much a diagnostic matters: an error fails `mikado check`, a warning is only said. */
export type Severity = 'error' | 'warning';

/** What one kind of diagnostic is about. */
export interface Rule {
  readonly code: string;
  /** The severities it comes with; two where the rule tells harmless forms from those that stop a card. */
  readonly severities: readonly Severity[];
  /** One sentence: what is wrong. */
  readonly says: string;
}

/** Every rule a diagnostic can come from. A code is stable: scripts and configurations name it. */
export const RULES = [
  {
    code: 'ambiguous-stem',
    severities: ['error'],
    says: 'A card requires a stem that several documents have.',
  },
  {
    code: 'body-unread',
    severities: ['error'],
    says: 'The body of a card cannot be read to its end, so its checklist and links are not all known.',
  },
  {
    code: 'conflict-markers',
    severities: ['error'],
    says: 'The front matter holds the markers of a merge conflict.',
  },
  { code: 'cycle', severities: ['error'], says: 'Cards require one another in a circle.' },
  {
    code: 'done-before-prerequisites',
    severities: ['error'],
    says: 'A card is done, and a card that it requires, directly or not, is not.',
  },
  { code: 'duplicate-prerequisite', severities: ['warning'], says: 'A card requires the same card twice.' },
  {
    code: 'encoding',
    severities: ['error', 'warning'],
    says: 'The file is not UTF-8, which is an error, or starts with a byte order mark, which is a warning.',
  },
  {
    code: 'frontmatter-invalid',
    severities: ['error'],
    says: 'The front matter is not closed, or is no YAML that a card can have.',
  },
  {
    code: 'frontmatter-language',
    severities: ['error'],
    says: 'The front matter is in another language than YAML.',
  },
  {
    code: 'frontmatter-not-first',
    severities: ['error'],
    says: 'Something stands before the front matter.',
  },
  {
    code: 'missing-prerequisite',
    severities: ['error'],
    says: 'A card requires a stem that no document has.',
  },
  {
    code: 'not-a-file',
    severities: ['error', 'warning'],
    says: 'A document cannot be read, or is no regular file inside the repository, which is a warning while no card requires it.',
  },
  {
    code: 'requires-form',
    severities: ['error', 'warning'],
    says: 'An entry of `requires` is no stem, which is an error, or not written as one, which is a warning.',
  },
  { code: 'self-prerequisite', severities: ['error'], says: 'A card requires itself.' },
  {
    code: 'too-large',
    severities: ['error'],
    says: 'A file, a front matter or a list in it is larger than what is read.',
  },
  {
    code: 'unknown-status',
    severities: ['warning'],
    says: 'The status is empty or a word that is not in the vocabulary.',
  },
] as const satisfies readonly Rule[];

/** The stable code of every rule a diagnostic can come from. */
export type RuleCode = (typeof RULES)[number]['code'];

/** A second place that helps to understand a diagnostic, such as the other of two equal keys. */
export interface RelatedPlace {
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One thing that is wrong with the cards, said in one sentence, with its place and the way out.
 *
 * Diagnostics are collected and returned, never thrown: a plan with diagnostics is still a plan. The message
 * may hold text from a file, so every surface escapes it before printing.
 */
export interface Diagnostic {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  /** The file, relative to the plan's top folder, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly related: readonly RelatedPlace[];
  readonly help: string;
}
