import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { plainCard } from '../cards/parse-card.ts';
import { nearName } from '../near-name.ts';
import type { Plan } from '../plan.ts';
import { relativePath } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Finds the card that a word on the command line names: by its stem, its path, or a unique beginning of its stem.
 *
 * @param cwd the folder that a relative path starts from
 * @throws UsageError when no card or more than one answers, with near names or the paths to choose from
 */
export function findCard(plan: Plan, name: string, cwd: string): Card {
  const exact = plan.cards.filter((card) => card.stem === name);
  const found = exact.length > 0 ? exact : byPath(plan, name, cwd);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  if (found.length > 1) {
    throw new UsageError(
      `${found.length} cards are named ${name}.`,
      `Name one by its path: ${listed(found.map((card) => card.path))}.`,
    );
  }
  const starting = plan.cards.filter((card) => card.stem.startsWith(name));
  const [first] = starting;
  if (first !== undefined && starting.length === 1) return first;
  if (starting.length > 1) {
    throw new UsageError(
      `${name} is the beginning of ${starting.length} cards.`,
      `Write more of it: ${listed(starting.map((card) => card.stem))}.`,
    );
  }
  throw new UsageError(`There is no card named ${name}.`, helpFor(plan, name));
}

/**
 * Finds a card as `findCard` does, or else the one document of exactly that stem: a card that nothing requires is a mere
 * document once its status is gone, and is still what its author calls it.
 *
 * @throws UsageError as `findCard`
 */
export function findClosedCard(plan: Plan, name: string, cwd: string): Card {
  const [document, ...others] = plan.documents.filter((each) => each.stem === name);
  const isCard = plan.cards.some((card) => card.stem === name);
  if (document === undefined || others.length > 0 || isCard) return findCard(plan, name, cwd);
  return plainCard(document, undefined);
}

function byPath(plan: Plan, name: string, cwd: string): readonly Card[] {
  if (!name.includes('/') && !name.endsWith('.md')) return [];
  const file = name.endsWith('.md') ? name : `${name}.md`;
  const wanted = new Set([relativePath(plan.place, path.resolve(cwd, file)), file]);
  return plan.cards.filter((card) => wanted.has(card.path));
}

function helpFor(plan: Plan, name: string): string {
  const near = nearName(
    name,
    plan.cards.map((card) => card.stem),
  );
  if (near !== undefined) return `Did you mean ${near}?`;
  if (plan.documents.some((document) => document.stem === name)) {
    return 'There is a document of that name, but no card requires it and it has no status, requires or branch.';
  }
  if (plan.cards.length === 0)
    return 'There are no cards yet: mikado new STEM writes one, mikado init --example writes a few to play with.';
  return 'mikado tree lists the cards that there are.';
}

function listed(names: readonly string[]): string {
  return names.length <= 6
    ? names.join(', ')
    : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`;
}
