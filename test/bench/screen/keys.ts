import { quantile } from '../measure.ts';
import { cards, writeChain } from './chain.ts';
import { type How, type Line, timesLine } from './line.ts';
import { openAt, pressing, settled } from './opened.ts';

const GOAL = { median: 16, p95: 33 };
const JUMPS = ['G', 'g', 'G', 'g', '\x04', '\x04', '\x15', '\x15', 'c', 'c', '?', '?'];
/** Of what is typed first nearly every card is meant, then the ready ones, then every card and few of them. */
const LETTERS = ['card-9', 'state:ready', 'part 7'].flatMap((text) => [...text, '\x15']);

/** G3, G5, G6: what a key takes and writes. */
export async function* keys({ top, keys: count }: How): AsyncGenerator<Line> {
  for (const size of [5, 1_000, 10_000]) {
    const screen = await openAt(writeChain(top, size));
    try {
      screen.type('g');
      await settled(screen);
      const opened = screen.received.length;
      const moves = Array.from({ length: count }, (_, index) => (index % 40 < 20 ? 'j' : 'k'));
      const moved = await pressing(screen, moves);
      yield timesLine(`G3 key to frame, ${cards(size)}: j, k`, moved, GOAL);
      const jumped = await pressing(screen, atLeast(count, JUMPS));
      yield timesLine(`G3 key to frame, ${cards(size)}: ends, pages, views`, jumped, GOAL);
      screen.type('/');
      await settled(screen);
      const typed = await pressing(screen, atLeast(count, LETTERS));
      yield timesLine(`G3 key to frame, ${cards(size)}: letters of a filter`, typed, GOAL);
      const [median, p95] = [quantile(moved.bytes, 0.5), quantile(moved.bytes, 0.95)];
      yield {
        name: `G5 bytes a move, ${cards(size)}`,
        goal: '<= 600 bytes',
        figure: `${median}, p95 ${p95} bytes`,
        holds: median <= 600,
      };
      yield flickerLine(
        `G6 wipes and bytes outside of frames, ${cards(size)}`,
        screen.received.slice(opened),
      );
    } finally {
      screen.close();
    }
  }
}

/** So many keys, or a few more, by pressing some again and again. */
function atLeast(count: number, keys: readonly string[]): readonly string[] {
  return Array.from({ length: Math.ceil(count / keys.length) }, () => keys).flat();
}

/** Control sequences that empty the screen at a stroke, which the eye sees as a flash. */
const WIPES = /\x1b\[[23]J/g;

/** A row that says how often a recording empties the screen, and what of it is in no synchronized frame. */
export function flickerLine(name: string, received: string): Line {
  const wipes = received.match(WIPES)?.length ?? 0;
  const frames = /\x1b\[\?2026h[\s\S]*?\x1b\[\?2026l/g;
  // What sets a mode draws nothing.
  const outside = received.replace(frames, '').replace(/\x1b\[\?\d+[hl]/g, '').length;
  return { name, goal: '0, 0', figure: `${wipes}, ${outside}`, holds: wipes === 0 && outside === 0 };
}
