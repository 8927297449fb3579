import { seededRandom } from '../../../src/seeded-random.ts';
import type { Size } from '../../../src/ui/model/model.ts';

/** Sizes from 20 by 5 to 250 by 80 in no order, the smallest and the largest among them; always the same. */
export function stormSizes(count: number): readonly Size[] {
  const random = seededRandom(7);
  const within = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const ends = [
    { columns: 20, rows: 5 },
    { columns: 250, rows: 80 },
  ];
  return [
    ...ends,
    ...Array.from({ length: count - ends.length }, () => ({ columns: within(20, 250), rows: within(5, 80) })),
  ];
}
