import { stemOf } from '../cards/stem-of.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** What makes two findings the same one, whatever line they stand on. */
export interface FindingIdentity {
  /** The rule; one that is no more is never found. */
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** Rules that say something once of a card: what else their sentence says may change while the trouble stays. */
const ONCE_PER_CARD: ReadonlySet<string> = new Set([
  'done-before-prerequisites',
  'done-with-open-items',
  'done-without-evidence',
]);

/** Findings that were known before, apart from those that were not. */
export interface Sorted<Known> {
  readonly fresh: readonly Diagnostic[];
  /** How many are known. */
  readonly known: number;
  /** What was known and is not found any more, each as often as it is missing. */
  readonly gone: readonly Known[];
}

/**
 * Tells findings that were known before from new ones. Each known finding stands for one of today's; of several that are
 * the same, those on a line with the same text are taken first, so that the new ones are those that are pointed at.
 *
 * @param lineOf the text of the line that a finding points at, of today's or of the known ones
 */
export function sortFindings<Known extends FindingIdentity>(
  found: readonly Diagnostic[],
  known: readonly Known[],
  lineOf: (finding: Diagnostic | Known) => string | undefined = () => undefined,
): Sorted<Known> {
  const before = groupByKey(known);
  const taken = new Set<Diagnostic>();
  const gone: Known[] = [];
  const now = groupByKey(found);
  for (const [key, those] of now) {
    const left = before.get(key) ?? [];
    if (left.length > 0 && left.length < those.length) {
      const lines = left.map((each) => lineOf(each));
      for (const finding of those) {
        const at = lines.indexOf(lineOf(finding));
        if (at === -1) continue;
        lines.splice(at, 1);
        left.splice(at, 1);
        taken.add(finding);
      }
    }
    for (const finding of those) if (!taken.has(finding) && left.shift() !== undefined) taken.add(finding);
  }
  for (const left of before.values()) gone.push(...left);
  return { fresh: found.filter((each) => !taken.has(each)), known: taken.size, gone };
}

function groupByKey<Finding extends FindingIdentity>(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [finding]);
    else others.push(finding);
  }
  return groups;
}

function keyOf({ code, path, message }: FindingIdentity): string {
  const said = ONCE_PER_CARD.has(code) ? '' : message.replace(/\blines? \d+(?: to \d+)?/g, 'line');
  return JSON.stringify([code, path, said]);
}

/**
 * Says findings of a base as they would be said after documents were moved and renamed.
 *
 * @param successors the path now by the path then
 * @returns each finding with what it was; those in documents that are gone are left out
 */
export function renameFindings(
  findings: readonly Diagnostic[],
  successors: ReadonlyMap<string, string>,
): readonly (FindingIdentity & { readonly then: Diagnostic })[] {
  const stems = new Map<string, string>();
  for (const [then, now] of successors)
    if (stemOf(then) !== stemOf(now)) stems.set(stemOf(then), stemOf(now));
  const renamed = (message: string) =>
    stems.size === 0
      ? message
      : message.replace(/`([^`]*)`/g, (word, stem: string) => {
          const next = stems.get(stem);
          return next === undefined ? word : `\`${next}\``;
        });
  return findings.flatMap((then) => {
    const path = successors.get(then.path);
    return path === undefined ? [] : [{ code: then.code, path, message: renamed(then.message), then }];
  });
}
