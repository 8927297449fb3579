import type { ItemResult } from '../verify/verify-event.ts';
import type { Role } from './paint.ts';

/** The role in which a result is painted. */
export const RESULT_ROLES: Readonly<Record<ItemResult, Role>> = {
  passed: 'good',
  failed: 'bad',
  'timed-out': 'bad',
  killed: 'bad',
  leaked: 'bad',
  'not-found': 'bad',
  refused: 'warning',
  changed: 'warning',
  'needs-person': 'warning',
  skipped: 'quiet',
};

/** The sign of a result; the word always stands beside it. */
export const RESULT_SIGNS: Readonly<Record<ItemResult, string>> = {
  passed: '✓',
  failed: '✗',
  'timed-out': '✗',
  killed: '✗',
  leaked: '✗',
  'not-found': '✗',
  refused: '!',
  changed: '!',
  'needs-person': '?',
  skipped: '·',
};

/** The results in words for a person. */
export const RESULT_WORDS: Readonly<Record<ItemResult, string>> = {
  passed: 'passed',
  failed: 'failed',
  'timed-out': 'timed out',
  killed: 'killed',
  leaked: 'left processes behind',
  'not-found': 'not found',
  refused: 'refused',
  changed: 'changed meanwhile',
  'needs-person': 'needs a person',
  skipped: 'skipped',
};
