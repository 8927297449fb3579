import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const BEHAVIOUR = 'e2e/screen-behaviour.test.ts';

/** What happens to the screen, what it then does, and the test that holds it. */
type Row = readonly [when: string, does: string, file: string, title: string];

const ROWS: readonly Row[] = [
  [
    'resize',
    'ends as a fresh start',
    'ui/terminal/resize-storm.test.ts',
    'leave what a fresh start at the last size shows',
  ],
  ['resize', 'an open question survives', BEHAVIOUR, 'leaves an open question open, and its keys in sight'],
  ['resume', 'everything is drawn anew', 'ui/terminal/restore.test.ts', 'fg draws everything again'],
  ['card changes', 'shows, selection kept', 'ui/session/disk-changes.test.ts', 'and the selection stays'],
  [
    'card changes',
    'a broken card is marked',
    'ui/terminal/terminal.test.ts',
    'cannot be read for a while is marked',
  ],
  [
    'card changes',
    'looked at every two seconds',
    BEHAVIOUR,
    'shows a change where the system watches no more folders',
  ],
  [
    'card changes',
    'what was in sight stays there',
    'ui/panes/panes.test.ts',
    'a log that was scrolled up stays where it is',
  ],
  [
    'card changes',
    'a close is asked again',
    'ui/reduce/reduce.test.ts',
    'asked again when the card changed meanwhile',
  ],
  [
    'card changes',
    'its receipt is stale',
    'verify/freshness.test.ts',
    'is stale when the card was edited after it',
  ],
  [
    'git moves',
    'HEAD alone is noticed',
    'read/watch-cards.test.ts',
    'a branch that moves under HEAD is noticed',
  ],
  ['git moves', 'the branch is read again', BEHAVIOUR, 'shows the branch that was checked out meanwhile'],
  ['Ctrl-C', 'the check is stopped', 'ui/terminal/terminal.test.ts', 'Ctrl-C stops the check alone'],
  ['card changes', 'a verdict is called stale', 'ui/panes/screens.test.ts', 'and what says nothing any more'],
  [
    'git moves',
    'a fix is not written',
    'ui/session/fix-problem.test.ts',
    'writes nothing where the card was changed',
  ],
  ['Ctrl-C', 'INT, TERM, KILL', 'verify/run-command.test.ts', 'one that is deaf to both is killed'],
  ['signals', 'the terminal is given back', 'ui/terminal/restore.test.ts', 'after %s to its group'],
  [
    'signals',
    'nothing survives',
    'ui/terminal/restore.test.ts',
    'a stubborn check, and all it started, ends with the screen',
  ],
  ['crash', 'one line and a trace', 'ui/terminal/terminal.test.ts', 'which names the file with the trace'],
  ['kill -9', 'put right at the next start', 'ui/next-start/next-start.test.ts', 'puts it right and says so'],
  [
    'kill -9',
    'its check ends with it',
    'verify/watchdog.test.ts',
    'ends with a mikado that is killed with kill -9',
  ],
  ['Ctrl-Z', 'checks go on', BEHAVIOUR, 'lets a check go on, and catches up after fg'],
  ['Ctrl-Z', 'back to the shell, and fg', 'ui/terminal/terminal.test.ts', 'goes back to the shell'],
  [
    'Ctrl-Z',
    'refused without a shell',
    'ui/terminal/terminal.test.ts',
    'is refused where no shell could bring',
  ],
  [
    'editor',
    'says what it changed',
    'ui/terminal/lend-terminal.test.ts',
    'what it changed is said in one line',
  ],
  ['editor', 'a signal ends both', 'ui/terminal/lend-terminal.test.ts', 'ends with the screen by %s'],
  [
    'editor',
    'a window by the configuration',
    'ui/terminal/lend-terminal.test.ts',
    'with a window of its own by the configuration',
  ],
  [
    'editor',
    'a window of its own is known',
    'workbench/run-editor.test.ts',
    'an editor with a window of its own',
  ],
  [
    'r on new commands',
    'listed in full',
    'ui/panes/screens.test.ts',
    'listed in full with their hidden characters',
  ],
  ['wants a TTY', 'offered t', 'ui/reduce/reduce.test.ts', 'is offered the terminal once'],
  [
    'wants a TTY',
    'judged by exit status',
    'ui/terminal/lend-terminal.test.ts',
    'is judged by its exit status',
  ],
  ['wants a TTY', 'its input is at its end', 'verify/run-command.test.ts', 'its input is at its end at once'],
  [
    'huge output',
    'all of it on disk',
    'ui/terminal/lend-terminal.test.ts',
    'is read in the pager, from its first line on',
  ],
  ['huge output', 'every byte of it', 'verify/output-log.test.ts', 'has every byte that a command prints'],
  ['huge output', 'few frames of it', BEHAVIOUR, 'is drawn at most twenty times a second'],
  ['huge output', 'a ring of lines', 'ui/model/run-log.test.ts', 'keeps the last five thousand lines'],
  [
    'binary output',
    'no control sequence',
    'ui/model/run-log.test.ts',
    'draws no control sequence of a command but its colours',
  ],
  ['paste', 'is no keys', 'ui/terminal/terminal.test.ts', 'in a paste are no keys'],
  ['typed ahead', 'does not count', 'ui/reduce/reduce.test.ts', 'does not count keys of its first moment'],
  ['quit', 'names the folder of logs', 'ui/session/session.test.ts', 'is marked, named at the end'],
  ['quit', 'asks while a check runs', 'ui/terminal/terminal.test.ts', 'with a check running is asked about'],
  [
    'over 200 ms',
    'a count of documents',
    'ui/reading/reading.test.ts',
    'the count is shown, and the cards take its place',
  ],
  ['over 200 ms', 'keys keep working', 'ui/reading/reading.test.ts', 'a key that needs cards says so'],
  ['quit', 'one line is left', 'ui/terminal/terminal.test.ts', 'leaves one line on the main screen'],
  ['action fails', 'one line until the next key', BEHAVIOUR, 'is said in one line until the next key'],
  [
    'next start',
    'same card and folds',
    'ui/next-start/next-start.test.ts',
    'selects the same card in the same chain',
  ],
  ['next start', 'interrupted check', 'ui/next-start/next-start.test.ts', 'is called interrupted, once'],
];

/** What happens to the screen, in the order of what it is to do then, and the walk through all of it in tmux. */
const WALKS: readonly (readonly [when: string, file: string, title: string])[] = [
  ['resize', 'window-and-disk', 'a window that changes its size'],
  ['resume', 'window-and-disk', 'a view that makes room for another, and a return by fg'],
  ['card changes', 'window-and-disk', 'a card that changes on disk'],
  ['git moves', 'window-and-disk', 'git that moves'],
  ['Ctrl-C', 'endings', 'interrupts the check that runs, with all of its group'],
  ['signals', 'endings', '%s gives the terminal back before the check is stopped'],
  ['crash', 'endings', 'a bug is said in one line'],
  ['kill -9', 'endings', 'kill -9 leaves it to the next start'],
  ['closed terminal', 'endings', 'a terminal that is closed ends the screen and the check'],
  ['Ctrl-Z', 'endings', 'brings the shell back while the check goes on, and fg catches up'],
  ['editor', 'commands', 'has the terminal to itself, and what it changed is read'],
  ['r on new commands', 'commands', 'verifying a card with commands that were never approved'],
  ['wants a TTY', 'commands', 'a command that wants a terminal'],
  ['huge output', 'commands', 'keeps its last five thousand lines on the screen'],
  ['binary output', 'commands', 'cannot touch the terminal by what is in it'],
  ['paste', 'keys', 'a paste reaches a field that is typed in'],
  ['typed ahead', 'keys', 'a yes that was typed before the question could be read does not count'],
  ['quit', 'endings', 'leaves one line that says what was closed, became ready and failed'],
  ['action fails', 'keys', 'an action that fails'],
  ['over 200 ms', 'keys', 'what takes a while'],
  ['next start', 'endings', 'shows the same chain, card, folds and pane'],
];

test.each(ROWS)('%s: %s is held by a test of %s', (_when, _does, file, title) => {
  expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(title);
});

test.each(WALKS)('%s is walked through in tmux, by a test of %s', (_when, file, title) => {
  expect(readFileSync(new URL(`in-tmux/${file}.test.ts`, import.meta.url), 'utf8')).toContain(title);
});

test('nothing happens to the screen that is not walked through in tmux', () => {
  const walked = WALKS.map(([when]) => when);
  expect(ROWS.map(([when]) => when).filter((when) => !walked.includes(when))).toEqual([]);
});
