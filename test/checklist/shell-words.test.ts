import { describe, expect, it } from 'vitest';
import { splitShell } from '../../src/checklist/shell-words.ts';

function commandsIn(line: string) {
  return splitShell(line)?.commands.map(({ before, words }) => [before, ...words]);
}

describe('taking a command line apart', () => {
  it('splits at operators, and keeps quoted ones whole', () => {
    expect(commandsIn(`a "b && c" && d 'e | f' | g\\;h; i || j`)).toEqual([
      ['', 'a', 'b && c'],
      ['&&', 'd', 'e | f'],
      ['|', 'g;h'],
      [';', 'i'],
      ['||', 'j'],
    ]);
  });

  it('names the files that output is written to', () => {
    const writes = splitShell('a > x 2>&1 && b 2> /dev/null >> y')?.commands.map((each) => each.writes);
    expect(writes).toEqual([
      ['x', '1'],
      ['/dev/null', 'y'],
    ]);
  });

  it('brings out commands inside commands', () => {
    expect(splitShell('a $(b "$(c)") `d` "$(e)" <(f)')?.inner).toEqual(['b "$(c)"', 'd', 'e', 'f']);
  });

  it('expands nothing in single quotes', () => {
    expect(splitShell("a '$(b) `c`'")?.inner).toEqual([]);
  });

  it.each(['a "b', "a 'b", 'a $(b', 'a `b', 'a <<EOF', 'a & b', 'a &'])(
    'does not take %j for a whole command',
    (line) => {
      expect(splitShell(line)).toBeUndefined();
    },
  );
});
