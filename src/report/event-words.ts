import type { Answer } from './schemas.ts';

/** What happened to a card, as the words between its name and the rest of a sentence. */
export const EVENT_WORDS: Readonly<
  Record<NonNullable<Answer<'report'>['since']>['events'][number]['kind'], string>
> = {
  discovered: 'was discovered',
  started: 'was started',
  closed: 'was closed',
  reopened: 'was reopened',
  renamed: 'was renamed',
  returned: 'came back',
  deleted: 'was deleted',
  finalized: 'was finalized',
  abandoned: 'was abandoned while something was open',
  dropped: 'was no longer required',
};
