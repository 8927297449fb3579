import { counted } from '../../counted.ts';
import { logLines, type RunLog } from '../model/run-log.ts';
import type { Conversation } from './conversation.ts';

/** Lines of output that are read before a person is asked whether to go on. */
const PAGE = 20;

/** What the commands of one check printed. */
export interface Printed {
  readonly name: string;
  readonly log: RunLog;
}

/** How many lines were printed, those that are no longer kept included. */
export function printedLines(printed: Printed | undefined): number {
  return printed === undefined ? 0 : logLines(printed.log).length + printed.log.dropped;
}

/** Reads out what checks printed, a page at a time. */
export async function readOut(conversation: Conversation, checks: readonly Printed[]): Promise<void> {
  for (const { name, log } of checks) {
    const lines = logLines(log);
    const dropped = log.dropped > 0 ? `; the first ${log.dropped} are not kept` : '';
    conversation.say(`${name} printed ${counted(lines.length + log.dropped, 'line')}${dropped}:`);
    for (const [index, line] of lines.entries()) {
      if (index > 0 && index % PAGE === 0) {
        const left = counted(lines.length - index, 'line');
        const answer = await conversation.ask(`${left} left. Enter reads on, any other answer ends it:`);
        if (answer !== '') return;
      }
      conversation.say(`  ${line}`, '  ');
    }
  }
}
