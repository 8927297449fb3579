import { card, done, open, type RuleExample } from './rule-example.ts';
import type { Code } from './rules.ts';

/** Examples of the rules about what cards require, their status and their branch. */
export const GRAPH_EXAMPLES: Readonly<Partial<Record<Code, RuleExample>>> = {
  'ambiguous-stem': {
    wrong: { 'release.md': open('notes'), 'app/notes.md': open(), 'site/notes.md': open() },
    at: 'release.md:4:5-10',
    right: { 'release.md': open('app-notes'), 'app/app-notes.md': open(), 'site/site-notes.md': open() },
  },
  'branch-name': {
    wrong: { 'release.md': card(['status: active', 'branch: mikado/relaese']) },
    at: 'release.md:3:9-23',
    right: { 'release.md': card(['status: active', 'branch: mikado/release']) },
  },
  'branch-on-non-goal': {
    wrong: { 'release.md': open('notes'), 'notes.md': card(['status: active', 'branch: mikado/notes']) },
    at: 'notes.md:3:9-21',
    right: {
      'release.md': card(['status: active', 'branch: mikado/release', 'requires: [notes]']),
      'notes.md': open(),
    },
  },
  cycle: {
    wrong: { 'release.md': open('notes'), 'notes.md': open('review'), 'review.md': open('release') },
    at: 'notes.md:4:5-11',
    right: { 'release.md': open('notes'), 'notes.md': open('review'), 'review.md': open() },
  },
  'done-before-prerequisites': {
    wrong: { 'release.md': done('notes'), 'notes.md': open() },
    at: 'release.md:2:9-13',
    right: { 'release.md': done('notes'), 'notes.md': done() },
  },
  'duplicate-prerequisite': {
    wrong: { 'release.md': open('notes', 'notes'), 'notes.md': open() },
    at: 'release.md:5:5-10',
    right: { 'release.md': open('notes'), 'notes.md': open() },
  },
  'look-alike-stem': {
    wrong: { 'release.md': open(), 'rel\u0435ase.md': open() },
    at: 'rel\u0435ase.md:1:1-2',
    right: { 'release.md': open(), 'release-site.md': open() },
  },
  'missing-prerequisite': {
    wrong: { 'release.md': open('nots'), 'notes.md': open() },
    at: 'release.md:4:5-9',
    right: { 'release.md': open('notes'), 'notes.md': open() },
  },
  'redundant-prerequisite': {
    wrong: { 'release.md': open('notes', 'review'), 'notes.md': open('review'), 'review.md': open() },
    at: 'release.md:5:5-11',
    right: { 'release.md': open('notes'), 'notes.md': open('review'), 'review.md': open() },
  },
  'requires-form': {
    wrong: { 'release.md': open('notes.md'), 'notes.md': open() },
    at: 'release.md:4:5-13',
    right: { 'release.md': open('notes'), 'notes.md': open() },
  },
  'self-prerequisite': {
    wrong: { 'release.md': open('release') },
    at: 'release.md:4:5-12',
    right: { 'release.md': open() },
  },
  'unknown-status': {
    wrong: { 'release.md': open('notes'), 'notes.md': card(['status: aktive']) },
    at: 'notes.md:2:9-15',
    right: { 'release.md': open('notes'), 'notes.md': card(['status: active']) },
  },
};
