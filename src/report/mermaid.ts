import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { visible } from '../visible.ts';

/**
 * Draws cards and what they require as a Mermaid flowchart, the goal on the left. Entries that no card answers to are
 * drawn too. Every label is a quoted string with Mermaid's own entities, so that no title can be read as syntax.
 */
export function mermaidText(plan: Plan, cards: readonly Card[]): string {
  const ids = new Map(cards.map((card, index) => [card, `c${index}`]));
  const lines = ['flowchart LR'];
  for (const [card, id] of ids) {
    const { kind } = plan.stateOf(card);
    lines.push(`  ${id}["${label(card.stem)}<br>${kind}"]:::${kind}`);
  }
  let missing = 0;
  for (const [card, id] of ids) {
    for (const { prerequisite, target, reason } of plan.graph.requirementsOf(card)) {
      if (target === undefined) {
        lines.push(
          `  m${missing}["${label(prerequisite.stem)}<br>${reason}"]:::missing`,
          `  ${id} --> m${missing}`,
        );
        missing += 1;
      } else if (ids.has(target)) {
        lines.push(`  ${id} --> ${ids.get(target)}`);
      }
    }
  }
  lines.push('  classDef done fill:#eeeeee,stroke:#999999,color:#555555');
  lines.push('  classDef ready fill:#d5f0d5,stroke:#2a7d2a,color:#103010,stroke-width:2px');
  lines.push('  classDef blocked fill:#ffffff,stroke:#777777,color:#333333');
  lines.push('  classDef missing fill:#ffdddd,stroke:#bb2222,color:#551111,stroke-dasharray:4');
  return `${lines.join('\n')}\n`;
}

function label(text: string): string {
  return visible(text).replace(/[^\p{L}\p{N} ._-]/gu, (char) => `#${char.codePointAt(0)};`);
}
