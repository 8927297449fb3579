import { distance } from 'fastest-levenshtein';

/** Names further apart than this share of the longer one are no typing mistakes. */
const MAX_SHARE = 0.4;
const MAX_DISTANCE = 4;

/**
 * Finds the known name that was probably meant, or undefined when none is near.
 *
 * Letters' case costs nothing. Among equally near names the one that sorts first is taken.
 */
export function nearName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(MAX_DISTANCE, Math.ceil(wanted.length * MAX_SHARE)) + 1;
  for (const each of known) {
    if (Math.abs(each.length - wanted.length) >= bestDistance + 1) continue;
    const between = distance(wanted, each.toLowerCase());
    if (between < bestDistance || (between === bestDistance && best !== undefined && each < best)) {
      best = each;
      bestDistance = between;
    }
  }
  return best;
}
