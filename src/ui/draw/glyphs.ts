/** What a piece of text means, which decides its colour. Meaning never rests on colour alone: a word or a glyph says it too. */
export type Role =
  | 'plain'
  | 'strong'
  | 'dim'
  | 'ready'
  | 'running'
  | 'passed'
  | 'failed'
  | 'asks'
  | 'problem';

/** The characters a screen is drawn with. All are one column wide. */
export interface Glyphs {
  readonly done: string;
  readonly ready: string;
  readonly blocked: string;
  readonly running: string;
  readonly passed: string;
  readonly failed: string;
  readonly asks: string;
  readonly shared: string;
  readonly problem: string;
  readonly selected: string;
  readonly ellipsis: string;
  readonly times: string;
  readonly tree: {
    readonly fork: string;
    /** The last of what hangs below a row, and the first of what stands above one. */
    readonly last: string;
    readonly first: string;
    readonly through: string;
  };
  readonly rule: {
    readonly across: string;
    readonly down: string;
    /** A rule across from which one goes down. */
    readonly tee: string;
    /** A rule down that one from the left, or from the right, ends at. */
    readonly fromLeft: string;
    readonly fromRight: string;
    readonly corners: readonly [topLeft: string, topRight: string, bottomLeft: string, bottomRight: string];
  };
}

/** For terminals that show Unicode. No glyph is of ambiguous width except rules, `×` and `…`. */
export const UNICODE: Glyphs = {
  done: '✓',
  ready: '▸',
  blocked: '◌',
  running: '⟳',
  passed: '✓',
  failed: '✗',
  asks: '?',
  shared: '⤷',
  problem: '!',
  selected: '>',
  ellipsis: '…',
  times: '×',
  tree: { fork: '├─ ', last: '└─ ', first: '┌─ ', through: '│  ' },
  rule: {
    across: '─',
    down: '│',
    tee: '┬',
    fromLeft: '┤',
    fromRight: '├',
    corners: ['┌', '┐', '└', '┘'],
  },
};

/** For every other terminal. */
export const ASCII: Glyphs = {
  done: '+',
  ready: '>',
  blocked: '.',
  running: '*',
  passed: '+',
  failed: 'X',
  asks: '?',
  shared: '^',
  problem: '!',
  selected: '>',
  ellipsis: '~',
  times: 'x',
  tree: { fork: '|- ', last: '`- ', first: ',- ', through: '|  ' },
  rule: { across: '-', down: '|', tee: '+', fromLeft: '+', fromRight: '+', corners: ['+', '+', '+', '+'] },
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The legend of the help view: each glyph with its meaning. */
export function legend(glyphs: Glyphs): readonly (readonly [glyph: string, meaning: string])[] {
  return [
    [glyphs.done, 'done'],
    [glyphs.ready, 'ready'],
    [glyphs.blocked, 'blocked'],
    [glyphs.running, 'running'],
    [glyphs.failed, 'failed'],
    [glyphs.asks, 'needs you'],
    [glyphs.shared, 'shown above'],
    [`${glyphs.times}2`, 'two cards need it'],
    [glyphs.problem, 'problem'],
    [glyphs.selected, 'selected'],
  ];
}

/**
 * Picks the characters that the terminal can show: ASCII where it was asked for, on `TERM=linux` and `dumb`, where the
 * locale is not UTF-8, and in East Asian locales, whose terminals draw rules two columns wide.
 */
export function chooseGlyphs(env: Environment, asked?: { readonly ascii?: boolean | undefined }): Glyphs {
  if (asked?.ascii !== undefined) return asked.ascii ? ASCII : UNICODE;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const poor = env.TERM === 'linux' || env.TERM === 'dumb';
  return poor || !/utf-?8/i.test(locale) || /^(zh|ja|ko)/.test(locale) ? ASCII : UNICODE;
}

/** Tells whether to use colour: what was asked for, else not with `NO_COLOR`, `CLICOLOR=0` or `TERM=dumb`. */
export function chooseColour(env: Environment, asked?: { readonly colour?: boolean | undefined }): boolean {
  if (asked?.colour !== undefined) return asked.colour;
  return !env.NO_COLOR && env.CLICOLOR !== '0' && env.TERM !== 'dumb';
}
