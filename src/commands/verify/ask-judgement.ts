import { type ChecklistItem, whyNothingRuns } from '../../checklist/checklist.ts';
import { shownText } from '../../checklist/shown-text.ts';
import { OutputLines } from '../../report/output-lines.ts';
import type { CommandOutcome } from '../../verify/verify-event.ts';
import { visible } from '../../visible.ts';
import type { Judgement } from '../../workbench/workbench.ts';
import { ask } from '../ask.ts';
import type { Host } from '../host.ts';

/**
 * Asks a person at the terminal whether an item holds, with all that helps to tell.
 *
 * @param asked `isShown` says whether the output of the item's commands stands just above already
 */
export async function askJudgement(
  host: Host,
  asked: {
    readonly item: ChecklistItem;
    readonly outcomes: readonly CommandOutcome[];
    readonly isShown: boolean;
  },
): Promise<Judgement> {
  const { item, outcomes, isShown } = asked;
  const last = outcomes.at(-1);
  if (!isShown) host.stderr.write(outcomes.map(outputText).join(''));
  host.stderr.write(`\n  ${visible(shownText(item.text))}\n`);
  if (last !== undefined)
    host.stderr.write(
      `  The command ended with exit status ${last.exitCode}, which does not decide this one.\n`,
    );
  const whyNot = whyNothingRuns(item);
  if (whyNot !== null) host.stderr.write(`  Nothing is run: ${visible(whyNot)}\n`);
  if (item.expectation !== null) host.stderr.write(`  The card expects: ${visible(item.expectation)}\n`);
  for (;;) {
    const answer = await ask(host, '  Does it hold? y, n or [later], and a note if you like: ');
    const [word = '', ...rest] = (answer ?? '').split(/\s+/);
    const note = rest.join(' ');
    const noted = note === '' ? {} : { note };
    if (word === 'y') return { verdict: 'passed', ...noted };
    if (word === 'n') return { verdict: 'failed', ...noted };
    if (word === '' || word === 'later' || word === 'l') return { verdict: 'later' };
    host.stderr.write('  Answer y, n or later.\n');
  }
}

/** The end of what a command printed, which is what a person can still take in. */
function outputText({ head, tail, droppedBytes }: CommandOutcome): string {
  const lines = new OutputLines();
  return lines.add(Buffer.from(droppedBytes > 0 ? tail : head + tail)) + lines.end();
}
