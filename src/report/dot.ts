import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { visible } from '../visible.ts';

const STYLES = {
  done: 'color="#999999", fontcolor="#666666"',
  ready: 'color="#2a7d2a", penwidth=2',
  blocked: 'color="#555555"',
} as const;

/** Draws cards and what they require in Graphviz's language; entries that no card answers to are drawn dashed. */
export function dotText(plan: Plan, cards: readonly Card[]): string {
  const ids = new Map(cards.map((card, index) => [card, `c${index}`]));
  const lines = [
    'digraph mikado {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
  ];
  for (const [card, id] of ids) {
    const { kind } = plan.stateOf(card);
    lines.push(`  ${id} [label="${label(card.stem)}\\n${kind}", ${STYLES[kind]}];`);
  }
  let missing = 0;
  for (const [card, id] of ids) {
    for (const { prerequisite, target, reason } of plan.graph.requirementsOf(card)) {
      if (target === undefined) {
        lines.push(
          `  m${missing} [label="${label(prerequisite.stem)}\\n${reason}", style=dashed, color="#bb2222"];`,
        );
        lines.push(`  ${id} -> m${missing};`);
        missing += 1;
      } else if (ids.has(target)) {
        lines.push(`  ${id} -> ${ids.get(target)};`);
      }
    }
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

/** Inside a quoted string a backslash starts an escape, some of which stand for other text. */
function label(text: string): string {
  return visible(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
