import { card, open, type RuleExample } from './rule-example.ts';
import type { Code } from './rules.ts';

const checklist = (status: string, ...items: readonly string[]) =>
  card([`status: ${status}`], `## Verification\n\n${items.join('\n')}`);

/** A receipt such as `mikado verify` keeps. */
const RECEIPT = {
  ...{ schemaVersion: 1, kind: 'automatic', text: '`npm test` passes', line: 7, commands: ['npm test'] },
  ...{ result: 'passed', runs: [], judgedBy: 'exit status', note: null, commit: null, dirty: null },
  ...{ when: '2026-11-23T12:00:00.000Z', version: '1.0.0' },
};

/** Examples of the rules about links and checklists. */
export const TEXT_EXAMPLES: Readonly<Partial<Record<Code, RuleExample>>> = {
  'broken-wiki-link': {
    wrong: { 'release.md': card(['status: active'], 'See [[nots]].'), 'notes.md': '# Notes\n' },
    at: 'release.md:5:5-13',
    right: { 'release.md': card(['status: active'], 'See [[notes]].'), 'notes.md': '# Notes\n' },
  },
  'done-with-open-items': {
    wrong: { 'release.md': checklist('done', '- [x] `npm test` passes', '- [ ] The page looks right') },
    at: 'release.md:8:3-6',
    right: { 'release.md': checklist('done', '- [x] `npm test` passes', '- [x] The page looks right') },
  },
  'done-without-evidence': {
    wrong: { 'release.md': checklist('done', '- [x] `npm test` passes') },
    at: 'release.md:7:3-6',
    right: {
      'release.md': checklist('done', '- [x] `npm test` passes'),
      '.mikado/evidence/release.jsonl': `${JSON.stringify(RECEIPT)}\n`,
    },
  },
  'exit-status-proves-little': {
    wrong: { 'release.md': checklist('active', '- [ ] `kubectl get pods` succeeds') },
    at: 'release.md:7:8-24',
    right: { 'release.md': checklist('active', '- [ ] `kubectl get pods` shows the new pod') },
  },
  'hidden-characters': {
    wrong: { 'release.md': checklist('active', '- [ ] `npm \u202etset\u202c` passes') },
    at: 'release.md:7:12-13',
    right: { 'release.md': checklist('active', '- [ ] `npm test` passes') },
  },
  'link-not-required': {
    wrong: {
      'release.md': card(['status: active'], '## Prerequisites\n\n- [[notes]]'),
      'notes.md': open(),
    },
    at: 'release.md:7:3-12',
    right: {
      'release.md': card(['status: active', 'requires: [notes]'], '## Prerequisites\n\n- [[notes]]'),
      'notes.md': open(),
    },
  },
  'required-not-linked': {
    wrong: { 'release.md': card(['status: active', 'requires: [notes]'], 'Publish it.'), 'notes.md': open() },
    at: 'release.md:3:12-17',
    right: {
      'release.md': card(['status: active', 'requires: [notes]'], 'Publish it with its [[notes]].'),
      'notes.md': open(),
    },
  },
  'template-left': {
    wrong: { 'release.md': checklist('active', '- [ ] `npm test --workspace <name>` passes') },
    at: 'release.md:7:8-35',
    right: { 'release.md': checklist('active', '- [ ] `npm test --workspace site` passes') },
  },
};
