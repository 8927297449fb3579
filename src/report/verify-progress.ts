import stringWidth from 'string-width';
import { visible } from '../visible.ts';

/** How far a run is. */
export interface Progress {
  /** The cards at work, the longest first, with how long each has been, in milliseconds. */
  readonly running: readonly { readonly stem: string; readonly ms: number }[];
  readonly done: number;
  readonly total: number;
}

/**
 * Says on one line how far a run is: how many cards are done, which are at work and for how long.
 *
 * @param columns how wide the line may be
 */
export function progressText({ running, done, total }: Progress, columns: number): string {
  const counted = total === 1 ? [] : [`${done} of ${total} cards done`];
  const names = running.map(({ stem, ms }) => `${visible(stem)} ${Math.floor(ms / 1000)} s`);
  return cut([...counted, ...names].join(' · '), columns);
}

function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const characters = [...text];
  while (characters.length > 0 && stringWidth(characters.join('')) > columns - 1) characters.pop();
  return `${characters.join('')}…`;
}
