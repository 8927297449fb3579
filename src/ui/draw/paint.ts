import type { Role } from './glyphs.ts';
import type { Row, Span } from './rows.ts';

/**
 * SGR parameters by role: the terminal's own sixteen colours, so that light and dark themes both work. Bold and inverse
 * stay when colour is switched off.
 */
const COLOURED: Readonly<Record<Role, string>> = {
  plain: '',
  strong: '1',
  dim: '2',
  ready: '1;32',
  running: '36',
  passed: '32',
  failed: '1;31',
  asks: '1;33',
  problem: '31',
};

const COLOURLESS: Readonly<Record<Role, string>> = {
  ...COLOURED,
  ready: '1',
  running: '',
  passed: '',
  failed: '1',
  asks: '1',
  problem: '',
};

/** What switches a style off, by what switched it on; a colour, by the terminal's own. */
const ENDS: Readonly<Record<string, string>> = { '1': '22', '2': '22', '7': '27' };
const DEFAULT_COLOUR = '39';

/** The parameters of a style one by one, the outermost first. */
function styleOf({ role, inverse, style = '' }: Span, colour: boolean): readonly string[] {
  const of = (colour ? COLOURED : COLOURLESS)[role];
  return [of, colour ? style : style.replace(/;?\d{2}$/, ''), inverse === true ? '7' : '']
    .filter((each) => each !== '')
    .flatMap((each) => each.split(';'));
}

function sgr(parameters: readonly string[]): string {
  return parameters.map((each) => `\x1b[${each}m`).join('');
}

/**
 * A row as the terminal takes it, without the blanks at its end. Nothing but our own style sequences is added to the text.
 *
 * They are in the form in which Ink writes them itself: Ink takes a text apart, puts it together and takes that apart, which
 * for a text that came out as it went in has been done already.
 */
export function paint(row: Row, { colour }: { readonly colour: boolean }): string {
  let painted = '';
  let end = '';
  let last = '';
  for (const each of row) {
    if (each.text === '') continue;
    const style = styleOf(each, colour);
    const start = sgr(style);
    if (start !== last) {
      painted += end + start;
      end = sgr(style.map((parameter) => ENDS[parameter] ?? DEFAULT_COLOUR).reverse());
      last = start;
    }
    painted += each.text;
  }
  return (painted + end).trimEnd();
}
