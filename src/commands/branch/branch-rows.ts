import type { Command } from '../command.ts';
import { commit, goal } from '../row-parts.ts';

/** The commands of the C2 process: the branch of a goal, its commits, and the end of its chain. */
export const BRANCH = {
  resume: {
    name: 'resume',
    summary: 'say where the work stands and what comes next, for somebody who comes back to it',
    details: [
      'On the branch of a goal: where it stands, its last commits, the ready cards, and what is not committed, not pushed or stashed. Elsewhere: the chains that can be taken up, where their branches are, and how far they have come there. The last line is the next command. Nothing is changed or fetched.',
    ],
    operands: [goal],
    examples: [
      { line: 'mikado resume', does: 'where this branch stands' },
      { line: 'mikado resume --json', does: 'the same for an agent' },
    ],
    load: () => import('./resume.ts'),
  },
  discover: {
    name: 'discover',
    summary: 'plan a prerequisite that turned up below work that was begun, and replay that work',
    details: [
      'The Mikado moment on the branch of a goal: no card comes after the first impl or close, so the new card, and the line that makes CARD require it, are committed at the end of the plan, and the commits that came after it are made again on top, with their authors, dates and messages. It is shown first; at a terminal it asks, and elsewhere --yes carries it out.',
      'Replaying stops at the first commit that does not hold any more, such as the close of a card that is blocked by the new one. Such a commit and those after it are left to the backup, with the commands that bring them back, and the exit status is 1.',
      'Work that is not committed stays, staged or not; where it would be in the way, nothing is changed and the reason is said. A card that was written with `mikado new`, and cannot be committed as it is too late, is taken as it lies there.',
      'The branch as it was is kept below refs/mikado/backup/, which is not pushed. --undo goes back to the last one, and to where everything was before a discovery that was interrupted. No hook judges the new commits: mikado has judged them as its own hook does.',
    ],
    operands: [
      { name: 'stem', describes: 'the file name without .md; left out with --undo', takes: 'at most one' },
    ],
    options: [
      { name: 'for', value: 'CARD', describes: 'the card that requires it', completes: 'card' },
      { name: 'title', value: 'TEXT', describes: 'its title; made from the stem unless given' },
      { name: 'in', value: 'DIR', describes: 'the folder to write it in', completes: 'folder' },
      { name: 'no-replay', describes: 'leave all commits after the plan to the backup' },
      {
        name: 'only-closed',
        describes: 'replay up to the last close, and leave what was tried since to the backup',
      },
      { name: 'base', value: 'REF', describes: 'where the branch started from' },
      { name: 'undo', describes: 'take the last discovery on this branch back' },
      { name: 'dry-run', short: 'n', describes: 'show what would be done, and do nothing' },
      { name: 'yes', short: 'y', describes: 'do it without asking' },
    ],
    examples: [
      {
        line: 'mikado discover rotate-keys --for rotate-tokens',
        does: 'show what it comes to, and ask',
      },
      { line: 'mikado discover rotate-keys --for rotate-tokens --yes', does: 'do it' },
      {
        line: 'mikado discover rotate-keys --for rotate-tokens --only-closed --yes',
        does: 'do it, and begin the card anew',
      },
      { line: 'mikado discover --undo', does: 'as if nothing had been discovered' },
    ],
    load: () => import('./discover.ts'),
  },
  finalize: {
    name: 'finalize',
    summary: 'take the Mikado fields out of the cards of a finished chain',
    details: [
      'The end of a chain: status, requires and branch leave the front matter of its cards, and every other byte stays, so the cards go on as documents. It is refused while a card of the chain is open. A card that another open chain needs keeps its fields.',
      'Either every card is changed or, where something speaks against it, none. Whoever is interrupted runs it again.',
    ],
    operands: [{ ...goal, describes: 'the goal of the chain', takes: 'one' }],
    options: [
      { name: 'dry-run', short: 'n', describes: 'say what would change, and change nothing' },
      commit,
    ],
    examples: [
      { line: 'mikado finalize harden-registry --dry-run', does: 'the cards that would change' },
      { line: 'mikado finalize harden-registry --commit', does: 'change them, and commit that alone' },
    ],
    load: () => import('./finalize.ts'),
  },
  branchCheck: {
    name: 'branch check',
    summary: 'judge the commits of a Mikado branch by what they contain',
    details: [
      'On the branch of a goal come plan commits, which hold cards only; then cycles of impl, which changes no card, and close, which closes one; and at the end one finalize, which takes the Mikado fields out of the finished chain. docs/reference/branch-rules.md has each rule. The exit status is 1 when a commit breaks one, and 0 on any other branch.',
      'The strip has a letter for each commit: P plan, I impl, C close, F finalize, M merge, ? unknown. A small letter mends an earlier commit, a minus undoes one, and ! marks what is wrong. Each violation comes with the git commands that mend it; none is ever run.',
      'The base is the one of --base, of `branch.base` in .mikado.yaml, of the variables of a forge, main, or the main branch of origin. On a detached HEAD the branch is told by --head, by the variables of a forge, by a branch that ends there, or by the subjects.',
    ],
    options: [
      { name: 'base', value: 'REF', describes: 'where the branch started from' },
      { name: 'head', value: 'REF', describes: 'judge this branch instead of HEAD' },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json', 'github'],
        describes: 'text unless said otherwise; github is text and annotations',
      },
    ],
    examples: [
      { line: 'mikado branch check', does: 'where this branch stands, and what is wrong with it' },
      {
        line: 'mikado branch check --base origin/main --format github',
        does: 'in a CI job that fetched the whole history',
      },
    ],
    load: () => import('./branch-check.ts'),
  },
  hookInstall: {
    name: 'hook install',
    summary: 'have git judge each commit message on the branch of a goal',
    details: [
      'Writes a commit-msg hook where git looks for one, core.hooksPath and husky included. To a shell script that is there it adds one line, and --uninstall takes that line out again. Where lefthook, pre-commit or prek write the hooks, or the hook is no shell script, it says what to add or to take out, writes nothing, and the exit status is 1. The hook runs the mikado on the PATH, else the one in node_modules/.bin.',
    ],
    options: [{ name: 'uninstall', describes: 'take out what was installed, and nothing else' }],
    examples: [{ line: 'mikado hook install', does: 'install it in this clone' }],
    load: () => import('./hook-install.ts'),
  },
  hookCommitMsg: {
    name: 'hook commit-msg',
    summary: 'judge the coming commit by its message and what is staged; git runs it as a hook',
    details: [
      'On the branch of a goal a commit that would break a rule is refused with exit status 1, the reason and the right subject. Anywhere else nothing is done. Git does not tell a hook of --amend: it is read off the command line of git on Linux; elsewhere, what is good as the last commit made anew is let through.',
    ],
    operands: [{ name: 'file', describes: 'the file with the message', takes: 'one' }],
    examples: [
      {
        line: 'mikado hook commit-msg .git/COMMIT_EDITMSG',
        does: 'what git runs, from .git/hooks/commit-msg',
      },
    ],
    load: () => import('./hook-commit-msg.ts'),
  },
} satisfies Readonly<Record<string, Command>>;
