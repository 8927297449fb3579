import { card, open, type RuleExample } from './rule-example.ts';
import type { Code } from './rules.ts';

const MANY = Array.from({ length: 1001 }, (_, index) => `  - part-${index + 1}`);

/** Examples of the rules about what can be read at all. */
export const READING_EXAMPLES: Readonly<Partial<Record<Code, RuleExample>>> = {
  'body-unread': {
    wrong: { 'release.md': card(['status: active'], '## Verification\n\n- [] The page looks right') },
    at: 'release.md:7:3-4',
    right: { 'release.md': card(['status: active'], '## Verification\n\n- [ ] The page looks right') },
  },
  'conflict-markers': {
    wrong: {
      'release.md':
        '---\n<<<<<<< HEAD\nstatus: active\n=======\nstatus: planned\n>>>>>>> mikado/release\n---\n',
    },
    at: 'release.md:2:1-13',
    right: { 'release.md': card(['status: active']) },
  },
  encoding: {
    wrong: {
      'release.md': Buffer.from(card(['status: active'], 'Ready by Whitsun, says Andr\u00e9.'), 'latin1'),
    },
    at: 'release.md:1:1-2',
    right: { 'release.md': card(['status: active'], 'Ready by Whitsun, says Andr\u00e9.') },
  },
  'frontmatter-invalid': {
    wrong: { 'release.md': card(['title: Release: the plan', 'status: active']) },
    at: 'release.md:2:8-9',
    right: { 'release.md': card(['title: "Release: the plan"', 'status: active']) },
  },
  'frontmatter-language': {
    wrong: { 'release.md': '---toml\nstatus = "active"\nrequires = []\n---\n' },
    at: 'release.md:1:4-8',
    right: { 'release.md': card(['status: active', 'requires: []']) },
  },
  'frontmatter-not-first': {
    wrong: { 'release.md': `<!-- copied from the wiki -->\n${card(['status: active'])}` },
    at: 'release.md:2:1-4',
    right: { 'release.md': card(['status: active'], '<!-- copied from the wiki -->') },
  },
  'not-a-file': {
    wrong: { 'release.md': open('notes'), 'notes.md/old.txt': 'A folder whose name ends in .md\n' },
    at: 'notes.md:1:1-2',
    right: { 'release.md': open('notes'), 'notes.md': open(), 'notes/old.txt': 'A folder\n' },
  },
  'too-large': {
    wrong: { 'release.md': card(['status: active', 'requires:', ...MANY]) },
    at: 'release.md:4:3-11',
    right: { 'release.md': open('parts'), 'parts.md': open() },
  },
};
