import type { Answer } from './schemas.ts';

const PLACES: Readonly<Record<NonNullable<Answer<'report'>['branch']>['place'], string>> = {
  planning: 'is being planned',
  'mid-cycle': 'is in the middle of a cycle',
  'between-cycles': 'is between two cycles',
  finalized: 'is finalized',
  violation: 'breaks the order of its commits',
};

/** What to say of a branch behind its name, and of its commits one sign each. */
export function branchWords({ place, next, violations }: NonNullable<Answer<'report'>['branch']>): string {
  if (place === 'violation')
    return `${PLACES[place]} ${violations === 1 ? 'once' : `${violations} times`}; mikado branch check says how to mend that`;
  return `${PLACES[place]}; next: ${next.length === 0 ? 'merge it' : next.join(' or ')}`;
}
