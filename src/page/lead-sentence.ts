import { counted } from '../counted.ts';
import { lastDone, whatLeft } from '../report/report-words.ts';
import type { Answer } from '../report/schemas.ts';
import { dayText } from './figures.ts';

/** Where everything stands, in one or two sentences. */
export function leadSentence(progress: Answer<'report'>): string {
  const { counts, longestPath } = progress;
  const { known, done, ready } = counts;
  if (known === 0) {
    const left = whatLeft(progress);
    return left === '' ? 'There is no card to work on.' : `No card is left to work on: ${left}.`;
  }
  if (done === known) {
    const last = lastDone(progress);
    return `Everything is done${last === undefined ? '' : ` since ${dayText(last)}`}: ${counted(known, 'card')}.`;
  }
  const steps = longestPath.length;
  const start =
    ready === 0
      ? 'None can be started now'
      : ready === 1
        ? 'One can be started now'
        : `${ready} can be started now`;
  const way = steps > 1 ? `, and the longest way to the end takes ${steps} steps.` : '.';
  return `${done} of ${counted(known, 'card')} ${done === 1 ? 'is' : 'are'} done. ${start}${way}`;
}
