import { paint } from '../draw/paint.ts';
import type { Model } from '../model/model.ts';
import { drawScreen } from './layout.ts';

/** The lines of the whole screen from the top, as the terminal takes them. */
export function frameOf(model: Model, how: { readonly colour: boolean }): readonly string[] {
  return drawScreen(model).map((row) => paint(row, how));
}
