import { stripVTControlCharacters } from 'node:util';
import { checklistOf, runOf } from '../model/geometry.ts';
import type { Step } from '../model/happening.ts';
import { type Model, selectedCard } from '../model/model.ts';
import { logLines } from '../model/run-log.ts';

/** Bytes of text that terminals commonly take: its base64 makes a sequence of 100,000 bytes. */
const MOST_BYTES = 74_994;

/** What can be copied. */
export type Copied = 'stem' | 'path' | 'command' | 'log' | 'git command';

/** Copies something of the selected card to the clipboard, or says why there is nothing to copy. */
export function copy(model: Model, what: Copied): Step {
  const text = textOf(model, what);
  if (text === undefined || text === '')
    return [{ ...model, notice: `There is no ${what} to copy here.` }, []];
  const { copied, isWhole } = cutToFit(text, what);
  if (copied === undefined)
    return [{ ...model, notice: `The ${what} is too long to be copied through a terminal.` }, []];
  const part = isWhole ? `the ${what}` : `the end of the ${what}`;
  return [
    { ...model, notice: `Copied ${part}; whether it reaches the clipboard, the terminal decides.` },
    [{ kind: 'copy', text: copied }],
  ];
}

function textOf(model: Model, what: Copied): string | undefined {
  const card = selectedCard(model);
  switch (what) {
    case 'stem':
      return card?.stem ?? model.cursor.stem;
    case 'path':
      return card?.path;
    case 'command':
      return commandOf(model);
    case 'log': {
      const run = runOf(model);
      return run && logLines(run.log).join('\n');
    }
    case 'git command':
      return model.offered;
  }
}

/** The commands of the selected item, else those of the first item that has any. */
function commandOf(model: Model): string | undefined {
  const items = checklistOf(model);
  const chosen = model.pane === 'checks' ? items[model.itemCursor] : undefined;
  const item =
    (chosen?.commands.length ?? 0) > 0 ? chosen : items.find(({ commands }) => commands.length > 0);
  return item?.commands.join('\n');
}

/** Of a long log the last lines are copied; anything else is copied whole or not at all. */
function cutToFit(
  text: string,
  what: Copied,
): { readonly copied: string | undefined; readonly isWhole: boolean } {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_BYTES) return { copied: text, isWhole: true };
  if (what !== 'log') return { copied: undefined, isWhole: false };
  const end = bytes.subarray(bytes.length - MOST_BYTES);
  return { copied: end.subarray(end.indexOf(0x0a) + 1).toString('utf8'), isWhole: false };
}

/**
 * What tells a terminal to put text on the clipboard (OSC 52). Within tmux it is sent both to tmux and, wrapped, through it:
 * which of them arrives, `set-clipboard` and `allow-passthrough` decide.
 */
export function clipboardSequence(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const plain = `\x1b]52;c;${Buffer.from(stripVTControlCharacters(text)).toString('base64')}\x07`;
  if (!env.TMUX) return plain;
  return `${plain}\x1bPtmux;${plain.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
}
