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

function paintSpan({ text, role, inverse }: Span, codes: Readonly<Record<Role, string>>): string {
  const parameters = [codes[role], inverse === true ? '7' : ''].filter((each) => each !== '').join(';');
  return parameters === '' || text === '' ? text : `\x1b[${parameters}m${text}\x1b[0m`;
}

/** A row as the terminal takes it. Nothing but our own style sequences is added to the text. */
export function paint(row: Row, { colour }: { readonly colour: boolean }): string {
  const codes = colour ? COLOURED : COLOURLESS;
  return row.map((each) => paintSpan(each, codes)).join('');
}
