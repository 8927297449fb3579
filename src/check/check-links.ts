import type { Card } from '../cards/card.ts';
import { prerequisiteMarks } from '../cards/prerequisite-links.ts';
import type { WikiLink } from '../cards/wiki-link.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { nearName } from '../near-name.ts';
import type { Plan } from '../plan.ts';
import { finding } from './finding.ts';
import type { LinkTarget } from './link-targets.ts';

/** A link with where it leads. */
export interface FollowedLink {
  readonly link: WikiLink;
  readonly target: LinkTarget;
}

/** Near names are looked for so often, and no more: every look compares with all stems. */
const MAX_NEAR_NAMES = 200;
/** Judges where wiki links lead. */
export class LinkJudge {
  readonly #plan: Plan;
  readonly #cards: ReadonlyMap<string, Card>;
  #nearNames = 0;

  /** @param cards the cards of the plan by path */
  constructor(plan: Plan, cards: ReadonlyMap<string, Card>) {
    this.#plan = plan;
    this.#cards = cards;
  }

  /** Says that no document answers to a link. */
  broken(path: string, link: WikiLink): Diagnostic {
    const name = linkName(link);
    this.#nearNames += 1;
    const stems = this.#nearNames > MAX_NEAR_NAMES ? [] : this.#plan.documents.map(({ stem }) => stem);
    const near = stems.includes(link.stem) ? link.stem : nearName(link.stem, stems);
    return finding('broken-wiki-link', path, link.written, {
      message: name === '' ? 'This link names no document.' : `No document is named \`${name}\`.`,
      help: near === undefined ? 'Mend the link, or write that document.' : `Did you mean \`[[${near}]]\`?`,
    });
  }

  /** Says that several documents answer to a link. */
  ambiguous(path: string, link: WikiLink, paths: readonly string[]): Diagnostic {
    const hasCard = paths.some((each) => this.#cards.has(each));
    return finding('ambiguous-stem', path, link.written, {
      severity: hasCard ? 'error' : 'warning',
      message: `\`${linkName(link)}\` is the name of ${paths.length} documents.`,
      help: hasCard ? 'Rename all but one of them.' : 'Write the folder too, or rename all but one of them.',
      related: paths.map((each) => ({ message: `one \`${link.stem}\``, path: each, line: 1, column: 1 })),
    });
  }
}

/** Says that a document has no such heading. */
export function missingHeading(path: string, link: WikiLink, near: string | undefined): Diagnostic {
  const where = link.stem === '' ? 'This document' : `\`${linkName(link)}\``;
  return finding('broken-wiki-link', path, link.written, {
    message: `${where} has no heading \`${link.heading}\`.`,
    help: near === undefined ? 'Mend the link, or write that heading.' : `Did you mean \`#${near}\`?`,
  });
}

/**
 * Finds the links of a card that are given as prerequisites, below a heading "Prerequisites" or on a line that is marked
 * so, where the card requires them in no way.
 */
export function linksNotRequired(
  plan: Plan,
  card: Card,
  read: {
    readonly body: string;
    readonly bodyLine: number;
    readonly links: readonly FollowedLink[];
    /** The cards of the plan by path. */
    readonly cards: ReadonlyMap<string, Card>;
  },
): readonly Diagnostic[] {
  const isMeant = prerequisiteMarks(read.body, read.bodyLine);
  if (isMeant === undefined) return [];
  const required = new Set(plan.graph.chainOf(card));
  const said = new Set<string>();
  return read.links.flatMap(({ link, target }) => {
    const other = target.kind === 'found' ? read.cards.get(target.path) : undefined;
    if (other === undefined || required.has(other) || said.has(other.path) || !isMeant(link)) return [];
    said.add(other.path);
    return [
      finding('link-not-required', card.path, link.written, {
        message: `\`${card.stem}\` gives \`${other.stem}\` as a prerequisite, and does not require it.`,
        help: `Add \`- ${other.stem}\` to \`requires\`, or give the link another place.`,
      }),
    ];
  });
}

/** Finds the prerequisites of a card that its text does not link to. */
export function requiredNotLinked(
  plan: Plan,
  card: Card,
  links: readonly FollowedLink[],
): readonly Diagnostic[] {
  const linked = new Set(links.map(({ target }) => (target.kind === 'found' ? target.path : '')));
  return plan.graph.requirementsOf(card).flatMap(({ target, prerequisite }) => {
    if (target === undefined || linked.has(target.path)) return [];
    return [
      finding('required-not-linked', card.path, prerequisite.written, {
        message: `\`${card.stem}\` requires \`${target.stem}\`, and its text does not link to it.`,
        help: `Write \`[[${target.stem}]]\` where the card speaks of it.`,
      }),
    ];
  });
}

/** The name that a link gives: folder and stem. */
export function linkName({ folder, stem }: WikiLink): string {
  return folder === '' ? stem : `${folder}/${stem}`;
}
