import { instance, type Viz } from '@viz-js/viz';
import { BOX_WIDTH, boxText } from './box-text.ts';
import type { Picture } from './picture.ts';

/** A point of the drawing: pixels from its left and upper edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything of a picture goes. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The middle of each box. */
  readonly boxes: readonly Point[];
  /** For each arrow the points of its curve, one and then three for every piece, and where its head ends. */
  readonly arrows: readonly { readonly curve: readonly Point[]; readonly end: Point }[];
}

/** The part of Graphviz's answer that is used: positions as text, y upwards, in points of 1/72 inch. */
interface Answer {
  readonly bb: string;
  readonly objects?: readonly { readonly pos: string }[];
  readonly edges?: readonly { readonly pos: string }[];
}

const POINTS_PER_INCH = 72;
/** Curves round every box cost seconds where there are many arrows; straight pieces do not. */
const MANY_ARROWS = 900;

let viz: Promise<Viz> | undefined;

/**
 * Gives every box of a picture its place, goals on the left and what they require to the right of them. Graphviz is
 * told sizes and numbers alone, never a text from a card.
 */
export async function layOut(picture: Picture): Promise<Layout> {
  if (picture.boxes.length === 0) return { width: 0, height: 0, boxes: [], arrows: [] };
  viz ??= instance();
  const answer: Answer = JSON.parse(
    (await viz).renderString(graphOf(picture), { format: 'json0', engine: 'dot' }),
  );
  const [, , width = 0, height = 0] = numbersIn(answer.bb);
  const point = (text: string): Point => {
    const [x = 0, y = 0] = numbersIn(text);
    return { x, y: height - y };
  };
  return {
    width,
    height,
    boxes: (answer.objects ?? []).map(({ pos }) => point(pos)),
    arrows: (answer.edges ?? []).map(({ pos }) => {
      const [head = '', ...curve] = pos.split(' ');
      return { curve: curve.map(point), end: point(head.slice('e,'.length)) };
    }),
  };
}

function numbersIn(text: string): readonly number[] {
  return text.split(',').map(Number);
}

function graphOf({ boxes, arrows }: Picture): string {
  const dense = arrows.length > MANY_ARROWS;
  return [
    'digraph {',
    `graph [rankdir=LR, nodesep=0.22, ranksep=0.65${dense ? ', splines=polyline, nslimit=1, mclimit=0.3' : ''}]`,
    `node [shape=box, fixedsize=true, label="", width=${BOX_WIDTH / POINTS_PER_INCH}]`,
    'edge [arrowsize=0.7]',
    ...boxes.map((box, at) => `n${at} [height=${boxText(box).height / POINTS_PER_INCH}]`),
    ...arrows.map(([from, to]) => `n${from} -> n${to}`),
    '}',
  ].join('\n');
}
