import { type Markup, markup } from './markup.ts';
import type { BoxKind } from './picture.ts';

/** The sides of the square that every shape is drawn in. */
export const SHAPE_SIZE = 16;

/** A sign for a state that needs no colour and no font: a ticked disc, an arrow to start, a closed gate, a hole. */
const PATHS: Readonly<Record<BoxKind, Markup>> = {
  done: markup`<circle class="solid" cx="8" cy="8" r="7"/><path class="stroke-back" d="M4.5 8.2l2.4 2.4 4.6-5"/>`,
  ready: markup`<circle class="hollow" cx="8" cy="8" r="6.25"/><path class="solid" d="M6.2 4.8v6.4L11.4 8z"/>`,
  blocked: markup`<circle class="hollow" cx="8" cy="8" r="6.25"/><path class="stroke" d="M4.8 8h6.4"/>`,
  missing: markup`<circle class="hollow dashed" cx="8" cy="8" r="6.25"/><path class="stroke" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>`,
  ambiguous: markup`<circle class="hollow dashed" cx="8" cy="8" r="6.25"/><path class="stroke" d="M5.6 6.5h4.8M5.6 9.5h4.8"/>`,
};

/** The sign of a state, from 0,0 to 16,16 in the drawing that it is put into. */
export function shapeOf(kind: BoxKind): Markup {
  return markup`<g class="shape">${PATHS[kind]}</g>`;
}
