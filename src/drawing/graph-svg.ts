import { BOX_WIDTH, boxText, TEXT_LEFT } from './box-text.ts';
import type { Layout, Point } from './lay-out.ts';
import { type Markup, markup } from './markup.ts';
import type { Box, Picture } from './picture.ts';
import { pictureWords } from './picture-words.ts';
import { SHAPE_SIZE, shapeOf } from './shape.ts';

declare const MIKADO_GRAPH_STYLE: string | undefined;

/** How the drawing looks, put in by the build: our own text, in which nothing needs escaping. */
const STYLE = typeof MIKADO_GRAPH_STYLE === 'string' ? MIKADO_GRAPH_STYLE : '';
const MARGIN = 12;

/** A drawing as a file of its own: XML with its style inside, light or dark as its reader prefers. */
export function graphFile(picture: Picture, layout: Layout): string {
  const inside = markup`<title>Mikado graph</title>
<desc>${pictureWords(picture)}</desc>`;
  const style = STYLE === '' ? '' : `<style>${STYLE}</style>\n`;
  const { text } = drawing(picture, layout, { inside, attributes: markup` role="img"` });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace('</desc>\n', `</desc>\n${style}`)}\n`;
}

/** A drawing as a part of a page, whose style it takes. */
export function graphPart(picture: Picture, layout: Layout): Markup {
  return drawing(picture, layout, {
    inside: markup`<title>Graph of the cards</title>`,
    attributes: markup` id="drawing" role="group"`,
  });
}

function drawing(
  picture: Picture,
  layout: Layout,
  { inside, attributes }: { readonly inside: Markup; readonly attributes: Markup },
): Markup {
  const width = Math.ceil(layout.width) + 2 * MARGIN;
  const height = Math.ceil(layout.height) + 2 * MARGIN;
  const arrows = picture.arrows.map(([from, to], at) => arrowPart({ from, to, way: layout.arrows[at] }));
  const boxes = picture.boxes.map((box, at) => boxPart(box, at, layout.boxes[at] ?? { x: 0, y: 0 }));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="graph" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}"${attributes}>
${inside}
<defs><marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 .8L7.4 4 0 7.2z"/></marker></defs>
<g class="arrows">
${arrows}</g>
<g class="boxes">
${boxes}</g>
</svg>`;
}

function arrowPart(arrow: {
  readonly from: number;
  readonly to: number;
  readonly way: Layout['arrows'][number] | undefined;
}): Markup {
  const { from, to, way } = arrow;
  if (way === undefined) return markup``;
  const [start, ...rest] = way.curve.map(written);
  const path = `M${start ?? ''}C${rest.join(' ')}L${written(way.end)}`;
  return markup`<path class="arrow" data-from="${from}" data-to="${to}" d="${path}" marker-end="url(#arrow-head)"/>
`;
}

function written({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

function boxPart(box: Box, id: number, { x, y }: Point): Markup {
  const { name, what, height } = boxText(box);
  const told = box.folded > 0 ? `, with ${box.folded} finished below it` : '';
  const lines = name.map(
    (line, at) => markup`<text class="name" x="${TEXT_LEFT}" y="${21 + 16 * at}">${line}</text>`,
  );
  return markup`<g class="box ${box.kind}" data-id="${id}" data-state="${box.kind}" transform="translate(${round(x - BOX_WIDTH / 2)} ${round(y - height / 2)})"><title>${box.title} (${box.stem}): ${box.kind}${told}</title><rect class="plate" width="${BOX_WIDTH}" height="${height}" rx="8"/><g transform="translate(12 ${(height - SHAPE_SIZE) / 2})">${shapeOf(box.kind)}</g>${lines}<text class="what" x="${TEXT_LEFT}" y="${height - 11}">${what}</text></g>
`;
}
