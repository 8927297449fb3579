import type { ShellCommand } from './shell-words.ts';

/**
 * Tells whether a command may fail without the whole failing: in a loop, or before a semicolon.
 *
 * @param stops whether the shell stops at the first command that fails
 */
export function losesStatus({ commands }: ShellCommand, { stops }: { readonly stops: boolean }): boolean {
  const loops = commands.some(({ words }) => words[0] === 'for');
  if (stops) return loops && commands.some(({ before, words }) => before === '&&' || words.includes('!'));
  const says = (words: readonly string[]) =>
    !/^(?:cd|export|set|for|do|done|then|fi|sleep)$/.test(words[0] ?? '');
  const earlier = commands.findIndex(({ words }) => says(words));
  return (
    loops ||
    (earlier !== -1 && commands.slice(earlier + 1).some(({ before, words }) => before === ';' && says(words)))
  );
}
