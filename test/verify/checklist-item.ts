import type { Card } from '../../src/cards/card.ts';
import type { Checklist, ChecklistItem, ItemKind } from '../../src/checklist/checklist.ts';

/** A checklist item for tests, manual and unticked unless said otherwise. */
export function itemOf(fields: Partial<ChecklistItem>): ChecklistItem {
  return {
    text: 'a claim',
    section: 'Verification',
    line: 1,
    box: { value: ' ', line: 1, column: 4, endColumn: 5, offset: 3 },
    ticked: false,
    kind: 'manual',
    commands: [],
    expectation: null,
    why: '',
    ...fields,
  };
}

/** A card for tests. */
export function cardOf(stem: string): Card {
  return {
    stem,
    path: `docs/${stem}.md`,
    title: stem,
    status: undefined,
    declared: 'open',
    isStarted: false,
    readable: true,
    requires: [],
    branch: undefined,
    tags: [],
    modified: undefined,
    lastReviewed: undefined,
  };
}

const KINDS: readonly ItemKind[] = ['automatic', 'assisted', 'manual', 'template', 'waived'];

/** Reads lines such as ``- [ ] automatic builds `make` `make test` ``; what a real checklist is, others test. */
export function parseLines(text: string): Checklist {
  return [...text.matchAll(/^- \[(.)\] (\w+) (.*)$/gm)].map((found, nth) => {
    const [, mark = ' ', kind = '', rest = ''] = found;
    const offset = found.index + 3;
    return itemOf({
      text: rest,
      line: nth + 1,
      box: { value: mark, line: nth + 1, column: 4, endColumn: 5, offset },
      ticked: mark === 'x',
      kind: KINDS.find((known) => known === kind) ?? 'manual',
      commands: [...rest.matchAll(/`([^`]+)`/g)].map((command) => command[1] ?? ''),
    });
  });
}
