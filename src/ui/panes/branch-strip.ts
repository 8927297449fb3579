import { type StripSign, stripOf } from '../../branch/strip.ts';
import type { Role } from '../draw/glyphs.ts';
import { type Row, rowColumns, span } from '../draw/rows.ts';
import type { Model } from '../model/model.ts';

const ROLES: Readonly<Record<StripSign['role'], Role>> = {
  plan: 'plain',
  impl: 'plain',
  close: 'passed',
  finalize: 'passed',
  merge: 'dim',
  wall: 'dim',
  wrong: 'failed',
};

/** The commits of the chain's branch, and whether all of them are there. */
interface Strip {
  readonly row: Row;
  readonly isWhole: boolean;
}

/**
 * The commits of the chain's branch, one sign each, and what may come next, in a number of columns; undefined while another
 * branch is checked out.
 */
export function branchStrip({ standing, goal, git, glyphs }: Model, columns: number): Strip | undefined {
  if (standing === undefined || goal === undefined || git === 'unread' || git === undefined) return undefined;
  if (standing.goal !== goal.stem || standing.head !== git.commit) return undefined;
  const next =
    standing.place === 'violation'
      ? [span('violation: mikado branch check', 'failed')]
      : [span(`next: ${standing.next.length === 0 ? 'merge the branch' : standing.next.join(', ')}`, 'dim')];
  const room = columns - rowColumns(next) - 1;
  const signs = stripOf(standing.steps);
  // What came last is what decides; the beginning of a long branch is left out.
  let shown = signs;
  while (shown.length > 0 && lengthOf(shown, signs) > room) shown = shown.slice(1);
  const cut = shown.length < signs.length && shown.length > 0 ? [span(`${glyphs.ellipsis} `, 'dim')] : [];
  const strip = shown.flatMap(({ sign, role }) => [span(sign, ROLES[role]), span(' ')]);
  const row = [...cut, ...strip, ...(strip.length > 0 ? [span(' ')] : []), ...next];
  return { row, isWhole: shown.length === signs.length && rowColumns(row) <= columns };
}

function lengthOf(shown: readonly StripSign[], all: readonly StripSign[]): number {
  return shown.reduce((sum, { sign }) => sum + sign.length + 1, shown.length < all.length ? 2 : 0);
}
