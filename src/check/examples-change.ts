import { card, done, open, type RuleExample } from './rule-example.ts';
import type { Code } from './rules.ts';

/** Two little trees of cards that come out of a third one: a change in which a rule finds something, and a good one. */
export type ChangeExample = RuleExample & { readonly before: RuleExample['right'] };

const unticked = '## Verification\n\n- [ ] `npm test` passes';

/** Examples of the rules about what a change did. */
export const CHANGE_EXAMPLES: Readonly<Partial<Record<Code, ChangeExample>>> = {
  'closed-before-prerequisites': {
    before: { 'release.md': open('notes'), 'notes.md': open() },
    wrong: { 'release.md': done('notes'), 'notes.md': open() },
    at: 'release.md:2:9-13',
    right: { 'release.md': open('notes'), 'notes.md': done() },
  },
  'closed-unverified': {
    before: { 'notes.md': card(['status: active'], unticked) },
    wrong: { 'notes.md': card(['status: done'], unticked) },
    at: 'notes.md:7:3-6',
    right: { 'notes.md': card(['status: done'], unticked.replace('[ ]', '[x]')) },
  },
  'goal-abandoned': {
    before: { 'release.md': open('notes'), 'notes.md': open() },
    wrong: { 'release.md': '# Release\n', 'notes.md': open() },
    at: 'release.md:1:1-2',
    right: { 'release.md': done('notes'), 'notes.md': done() },
  },
  'prerequisite-vanished': {
    before: { 'release.md': open('notes', 'review'), 'notes.md': open(), 'review.md': open() },
    wrong: { 'release.md': open('notes'), 'notes.md': open(), 'review.md': open() },
    at: 'release.md:4:5-10',
    right: { 'release.md': open('notes'), 'notes.md': open(), 'review.md': done() },
  },
};
