import { visible } from '../visible.ts';
import type { Box, Picture } from './picture.ts';

/** Nothing is left out: what reads Graphviz's language is a program. */
export const DOT_LIMITS = {
  small: Number.POSITIVE_INFINITY,
  many: Number.POSITIVE_INFINITY,
  boxes: Number.POSITIVE_INFINITY,
  arrows: Number.POSITIVE_INFINITY,
} as const;

const STYLES: Readonly<Record<Box['kind'], string>> = {
  done: 'color="#999999", fontcolor="#666666"',
  ready: 'color="#2a7d2a", penwidth=2',
  blocked: 'color="#555555"',
  missing: 'style=dashed, color="#bb2222"',
  ambiguous: 'style=dashed, color="#bb2222"',
};

/** Draws a picture in Graphviz's language; entries that no card answers to are drawn dashed. */
export function dotText({ boxes, arrows }: Picture): string {
  const lines = [
    'digraph mikado {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    ...boxes.map(({ kind, stem }, at) => `  c${at} [label="${label(stem)}\\n${kind}", ${STYLES[kind]}];`),
    ...arrows.map(([from, to]) => `  c${from} -> c${to};`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** Inside a quoted string a backslash starts an escape, some of which stand for other text. */
function label(text: string): string {
  return visible(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
