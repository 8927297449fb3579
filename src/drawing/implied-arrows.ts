/** From one box of a drawing to another, as positions among the boxes. */
export type Arrow = readonly [from: number, to: number];

/**
 * Leaves out the arrows that others imply: from a box to one that a longer way leads to as well. What can be reached
 * stays the same. Where arrows go round in a circle all of them stay, since there each implies others.
 */
export function withoutImplied(arrows: readonly Arrow[]): readonly Arrow[] {
  const next = new Map<number, number[]>();
  for (const [from, to] of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Map<number, ReadonlySet<number>>();
  const beyond = (box: number): ReadonlySet<number> => {
    const known = reached.get(box);
    if (known !== undefined) return known;
    const found = new Set(next.get(box));
    for (const each of found) for (const other of next.get(each) ?? []) found.add(other);
    reached.set(box, found);
    return found;
  };
  if ([...next.keys()].some((box) => beyond(box).has(box))) return arrows;
  return arrows.filter(([from, to]) => next.get(from)?.every((other) => !beyond(other).has(to)));
}
