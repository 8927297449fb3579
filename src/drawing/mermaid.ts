import { clip } from '../clip.ts';
import { visible } from '../visible.ts';
import type { Box, Picture } from './picture.ts';
import { pictureWords } from './picture-words.ts';

/** How much a forge draws: Mermaid refuses more than 500 arrows and 50,000 characters. */
export const MERMAID_LIMITS = { small: 40, many: 120, boxes: 200, arrows: 450 } as const;

/** Longer names use up what Mermaid takes of all of them. */
const MAX_LABEL = 60;

/**
 * Draws a picture as a Mermaid flowchart, the goal on the left. Every label is a quoted string with Mermaid's own
 * entities, so that no title can be read as syntax. What is left out is said in its description.
 */
export function mermaidText(picture: Picture): string {
  const lines = [
    'flowchart LR',
    `  accDescr: ${pictureWords(picture)}`,
    ...picture.boxes.map((box, at) => `  c${at}["${label(box.stem)}<br>${stateOf(box)}"]:::${classOf(box)}`),
    ...picture.arrows.map(([from, to]) => `  c${from} --> c${to}`),
    '  classDef done fill:#eeeeee,stroke:#999999,color:#555555',
    '  classDef ready fill:#d5f0d5,stroke:#2a7d2a,color:#103010,stroke-width:2px',
    '  classDef blocked fill:#ffffff,stroke:#777777,color:#333333',
    '  classDef missing fill:#ffdddd,stroke:#bb2222,color:#551111,stroke-dasharray:4',
  ];
  return `${lines.join('\n')}\n`;
}

function stateOf({ kind, folded }: Box): string {
  return folded === 0 ? kind : `${kind}, ${folded} done below`;
}

function classOf({ kind }: Box): string {
  return kind === 'ambiguous' ? 'missing' : kind;
}

function label(text: string): string {
  return visible(clip(text, MAX_LABEL)).replace(/[^\p{L}\p{N} ._-]/gu, (char) => `#${char.codePointAt(0)};`);
}
