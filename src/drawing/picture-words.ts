import { counted } from '../counted.ts';
import type { Picture } from './picture.ts';

/** What stands beside a drawing: what it shows, and what it leaves out. In plain words and numbers, nothing of a card. */
export function pictureWords({ boxes, implied, folded, left }: Picture): string {
  const count = boxes.filter(({ kind }) => kind !== 'missing' && kind !== 'ambiguous').length;
  const said = [
    `${counted(count, 'card')}, the goals on the left, with arrows to what each requires.`,
    ...(folded === 0
      ? []
      : [
          `${folded} finished ${folded === 1 ? 'card is' : 'cards are'} folded into the cards above, which say how many.`,
        ]),
    ...(implied === 0
      ? []
      : [`${counted(implied, 'arrow')} that others imply ${isOrAre(implied)} left out.`]),
    ...(left === 0
      ? []
      : [`${counted(left, 'card')} ${isOrAre(left)} left out, as there is no room to read more.`]),
  ];
  return said.join(' ');
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
