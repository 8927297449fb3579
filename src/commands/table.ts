import type { Command, Operand, Option } from './command.ts';

const card = (takes: Operand['takes'], describes: string): Operand => ({
  name: 'card',
  describes,
  takes,
  completes: 'card',
});
const goal: Operand = {
  name: 'goal',
  describes: 'only the chain of this goal',
  takes: 'at most one',
  completes: 'goal',
};

const commit: Option = {
  name: 'commit',
  describes: 'commit this edit alone, with the subject that the C2 process asks for',
};

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: 'docs', value: 'DIR', describes: 'read the cards below this folder', completes: 'folder' },
  { name: 'json', describes: 'answer in JSON, as docs/reference/schemas describes it' },
  { name: 'no-color', describes: 'no colour; NO_COLOR in the environment does the same' },
  { name: 'quiet', short: 'q', describes: 'no progress and no diagnostics on stderr' },
  { name: 'help', short: 'h', describes: 'say what a command does, with examples' },
];

/** The command that runs when none is named: it opens the screen. */
export const SCREEN: Command = {
  name: '',
  summary: 'open the screen; without a terminal, print the chains and the ready cards',
  operands: [goal],
  options: [
    { name: 'ascii', describes: 'draw with ASCII characters only' },
    { name: 'plain', describes: 'talk in sentences and typed lines, for screen readers and plain terminals' },
  ],
  examples: [
    { line: 'mikado', does: 'open the screen on the chain of this branch, else on the first open one' },
    { line: 'mikado harden-registry', does: 'open it on one goal' },
    { line: 'mikado | cat', does: 'print the chains and the ready cards' },
  ],
  load: () => import('./screen.ts'),
};

/** Every command, in the order of a working day. Help, completion and the reference page are made from this table. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'chains',
    summary: 'list the goals with what is done, what is ready, and their branch',
    options: [{ name: 'all', short: 'a', describes: 'finished chains too' }],
    examples: [
      { line: 'mikado chains', does: 'the goals that are not finished' },
      { line: 'mikado chains --all --json', does: 'all of them, for a script' },
    ],
    load: () => import('./chains.ts'),
  },
  {
    name: 'ready',
    summary: 'list the cards that can be worked on now, best first, with the reason for the rank',
    details: [
      'A card is ready when it is open and every card it requires, directly or not, is done. First come the cards that make most others ready when closed, then those with the longest open path up to their goal, then those that most open cards need.',
    ],
    operands: [goal],
    options: [
      {
        name: 'explain',
        value: 'CARD',
        describes: 'say why this card is or is not ready',
        completes: 'card',
      },
      {
        name: 'filter',
        value: 'EXPR',
        describes: 'only the cards that this filter means; docs/reference/filter.md explains it',
        completes: 'filter',
      },
    ],
    examples: [
      { line: 'mikado ready', does: 'what to do next' },
      { line: 'mikado ready harden-registry', does: 'what to do next for one goal' },
      { line: 'mikado ready --explain rotate-tokens', does: 'why a card is blocked, and by what' },
      {
        line: "mikado ready --filter 'tag:zot checks:open'",
        does: 'of these the ones about zot with checks to do',
      },
      { line: "mikado ready --json | jq -r '.ready[0].stem'", does: 'the best card, for a script' },
    ],
    load: () => import('./ready.ts'),
  },
  {
    name: 'tree',
    summary: 'draw a chain as a tree, each shared card once with a pointer back',
    operands: [card('at most one', 'where to start; left out, every chain that is not finished')],
    options: [
      { name: 'depth', value: 'N', describes: 'draw at most N levels below the start' },
      { name: 'up', describes: 'the other way round: what needs the card' },
      { name: 'all', short: 'a', describes: 'finished chains too' },
    ],
    examples: [
      { line: 'mikado tree', does: 'every chain that is not finished' },
      { line: 'mikado tree rotate-tokens --up', does: 'everything that waits for a card' },
    ],
    load: () => import('./tree.ts'),
  },
  {
    name: 'show',
    summary: 'show everything about one card: state and why, both directions, checklist, links, receipts',
    operands: [card('one', 'its stem, a unique beginning of it, or its path')],
    examples: [
      { line: 'mikado show rotate-tokens', does: 'one card' },
      { line: 'mikado show docs/how-to/rotate-tokens.md', does: 'the same card by its path' },
    ],
    load: () => import('./show.ts'),
  },
  {
    name: 'graph',
    summary: 'print the whole graph as JSON, Mermaid, DOT or SVG',
    details: [
      'SVG and Mermaid are for people: of large graphs they fold finished work and leave out what there is no room for, and say so. JSON and DOT hold everything.',
    ],
    operands: [goal],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['json', 'mermaid', 'dot', 'svg'],
        describes: 'json unless said otherwise',
      },
      { name: 'headers-only', describes: 'front matter alone: no mentions and no checklists, much faster' },
    ],
    examples: [
      { line: 'mikado graph --headers-only', does: 'cards, edges, states and chains' },
      { line: 'mikado graph --format mermaid', does: 'a drawing that forges show in Markdown' },
      { line: 'mikado graph --format svg > graph.svg', does: 'a drawing to look at' },
      { line: 'mikado graph --format dot | dot -Tpdf > graph.pdf', does: 'a drawing of your own making' },
    ],
    load: () => import('./graph.ts'),
  },
  {
    name: 'checklist',
    summary: "list a card's checklist items with their kind, their commands, and why that kind",
    operands: [card('at most one', 'the card; left out with --file')],
    options: [
      {
        name: 'file',
        value: 'FILE',
        describes: 'judge any Markdown file instead, - for standard input',
        completes: 'file',
      },
    ],
    examples: [
      { line: 'mikado checklist rotate-tokens', does: 'what verify would run, and what it would ask' },
      { line: 'mikado checklist --file pull-request.md', does: 'judge a loose checklist' },
    ],
    load: () => import('./checklist.ts'),
  },
  {
    name: 'verify',
    summary: "run a card's checklist, tick what passed, and ask about the rest",
    details: [
      'Commands in a card are code from a repository. The first time, verify shows them in full and asks; it asks again when one changes. Approvals are kept outside the repository. Without a terminal nothing can be approved, and commands that are not approved are refused with exit status 3. In CI, --trust-base runs what was already in the card at that commit.',
      'Items that need a person are asked about on a terminal; elsewhere they stay open and the exit status is 1. A blocked card may be verified too: that is how the Mikado method finds out what is missing.',
      'Several cards are verified side by side, the items of each in their order. One card is heard at a time, and what the others print is shown when it is their turn. A done card is history: its boxes stay as they are and nobody is asked about it again, but its commands are run, and the exit status is 1 when it no longer holds.',
      '--chain alone means the open cards of a chain; with --ready or --done it narrows those to the chain. Machines that verify the same commit can each take a part with --shard, and --merge joins their answers. It refuses when the answer of a shard is missing.',
      'Ctrl-C ends the commands that run, and all that they started, with INT, a second later with TERM, and a second after that with KILL; pressed again, it ends them at once. What had passed until then stays.',
    ],
    operands: [card('any number', 'the cards to verify; with --merge the answers to join')],
    options: [
      { name: 'ready', describes: 'every ready card' },
      {
        name: 'chain',
        value: 'GOAL',
        describes: 'every open card of a chain, prerequisites first',
        completes: 'goal',
      },
      { name: 'done', describes: 'every done card, to see whether it still holds' },
      { name: 'dry-run', short: 'n', describes: 'list what would run, and run nothing' },
      {
        name: 'timeout',
        value: 'TIME',
        describes: 'time limit of one command, such as 30s or 5m (10m unless said otherwise)',
      },
      {
        name: 'jobs',
        value: 'N',
        describes: 'verify N cards side by side (as many as there are processors, at most 4)',
      },
      {
        name: 'terminal',
        short: 't',
        describes: 'give every command the whole terminal, to be used as if it was typed there',
      },
      { name: 'shard', value: 'I/N', describes: 'verify only the I-th of N parts of the cards' },
      { name: 'junit', value: 'FILE', describes: 'write the results as JUnit XML too', completes: 'file' },
      { name: 'merge', describes: 'join the JSON answers of all shards' },
      {
        name: 'trust-base',
        value: 'REF',
        describes: 'run the commands that are the same in this card at REF, and list the others',
      },
      {
        name: 'new',
        value: 'WHAT',
        choices: ['refuse', 'skip'],
        describes: 'with --trust-base: refuse what is new with exit status 3, or skip it',
      },
      { name: 'trust-all', describes: 'run every command, approved or not, on your own word' },
      { name: 'clean-env', describes: 'pass a short list of variables only; usual with --trust-base' },
      {
        name: 'env',
        value: 'NAME',
        repeats: true,
        describes: 'pass this variable to a clean environment as well',
      },
      { name: 'inherit-env', describes: 'with --trust-base: pass every variable' },
      { name: 'write', describes: 'in CI too: tick boxes and write receipts' },
      {
        name: 'yes',
        short: 'y',
        describes: 'for scripts that say so everywhere: edits are never asked about, and commands always are',
      },
    ],
    examples: [
      { line: 'mikado verify rotate-tokens', does: 'run its checklist' },
      { line: 'mikado verify --ready --trust-base origin/main', does: 'run what main already has, in CI' },
      { line: 'mikado verify --ready --dry-run', does: 'see every command of the ready cards' },
      { line: 'mikado verify --done --junit done.xml', does: 'see whether what is done still holds' },
      { line: 'mikado verify --ready --shard 1/3 --json > shard-1.json', does: 'one machine of three' },
      { line: 'mikado verify --merge shard-*.json', does: 'what the three found' },
    ],
    load: () => import('./verify/verify.ts'),
  },
  {
    name: 'trust',
    summary: 'approve the commands of a card without running them; list approvals and take them back',
    details: [
      'Shows every command that is not approved as verify does, and asks. An approval is for one command in one card, run in one folder by one shell, with the files of the repository that it runs: it is asked again when any of these changes. Approvals are kept outside the repository.',
      'For scripts, --show prints a hash over all commands of the card and their files, and --hash approves them where the hash is still the same. Whoever names it says that he read them.',
    ],
    operands: [card('any number', 'the cards whose commands are to be approved; folders too for --deny')],
    options: [
      { name: 'show', describes: 'print the commands, what is approved, and the hash; approve nothing' },
      { name: 'hash', value: 'HASH', describes: 'approve without asking what this hash is of' },
      { name: 'list', describes: 'list the approvals of this repository' },
      {
        name: 'deny',
        describes: 'refuse every command of these cards or folders for good, whoever says yes',
      },
      { name: 'revoke', describes: 'take back the approvals of these cards, and what was refused for good' },
      { name: 'all', describes: 'with --revoke: of every card' },
      { name: 'prune', describes: 'take back approvals whose card no longer has the command' },
    ],
    examples: [
      { line: 'mikado trust rotate-tokens', does: 'read its commands and approve them' },
      { line: 'mikado trust --list', does: 'what was approved, when, and whether it still counts' },
      { line: 'mikado trust rotate-tokens --revoke', does: 'ask again next time' },
      { line: 'mikado trust docs/vendored --deny', does: 'run nothing of the cards in that folder' },
    ],
    load: () => import('./verify/trust.ts'),
  },
  {
    name: 'close',
    summary: 'advance a card to done, and say what became ready',
    details: [
      'A card closes when every item of its checklist is ticked or waived and every card it requires is done; else it is refused with each reason and the command that helps.',
      'With --commit the card is committed as closed, with the boxes that verifying moved and with its evidence, unless git ignores that. Other changes stay as they are, staged or not, in the same file too. Hooks run as for any commit; when one refuses, the edit stays and nothing is committed.',
    ],
    operands: [card('one', 'the card')],
    options: [{ name: 'force', value: 'REASON', describes: 'close it all the same, and record why' }, commit],
    examples: [
      { line: 'mikado close rotate-tokens', does: 'close it' },
      { line: 'mikado close rotate-tokens --commit', does: 'close it, and commit that alone' },
      {
        line: "mikado close rotate-tokens --force 'the service is gone'",
        does: 'close it against its checklist',
      },
    ],
    load: () => import('./close.ts'),
  },
  {
    name: 'start',
    summary: 'mark a card as being worked on: status active',
    operands: [card('one', 'the card')],
    options: [commit],
    examples: [{ line: 'mikado start rotate-tokens', does: 'write status: active' }],
    load: () => import('./start.ts'),
  },
  {
    name: 'reopen',
    summary: 'mark a done card as open again, and say what is blocked by it',
    operands: [card('one', 'the card')],
    options: [commit],
    examples: [{ line: 'mikado reopen rotate-tokens', does: 'write status: active' }],
    load: () => import('./reopen.ts'),
  },
  {
    name: 'new',
    summary: 'write a new card, and make another card require it',
    details: [
      'A card of that name that is there already is not written again: with --for it is only required, unless the two would then require each other in a circle.',
    ],
    operands: [{ name: 'stem', describes: 'the file name without .md', takes: 'one' }],
    options: [
      {
        name: 'for',
        value: 'CARD',
        describes: 'the card that requires it; left out, the new card is a goal',
        completes: 'card',
      },
      { name: 'title', value: 'TEXT', describes: 'its title; made from the stem unless given' },
      { name: 'in', value: 'DIR', describes: 'the folder to write it in', completes: 'folder' },
      commit,
    ],
    examples: [
      { line: 'mikado new harden-registry', does: 'a goal' },
      { line: 'mikado new rotate-tokens --for harden-registry', does: 'a prerequisite that turned up' },
    ],
    load: () => import('./new.ts'),
  },
  {
    name: 'hook install',
    summary: 'have git judge each commit message on the branch of a goal',
    details: [
      'Writes a commit-msg hook where git looks for one, core.hooksPath and husky included. To a shell script that is there it adds one line, and --uninstall takes that line out again. Where lefthook, pre-commit or prek write the hooks, or the hook is no shell script, it says what to add or to take out, writes nothing, and the exit status is 1. The hook runs the mikado on the PATH, else the one in node_modules/.bin.',
    ],
    options: [{ name: 'uninstall', describes: 'take out what was installed, and nothing else' }],
    examples: [{ line: 'mikado hook install', does: 'install it in this clone' }],
    load: () => import('./branch/hook-install.ts'),
  },
  {
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
    load: () => import('./branch/resume.ts'),
  },
  {
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
    load: () => import('./branch/discover.ts'),
  },
  {
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
    load: () => import('./branch/finalize.ts'),
  },
  {
    name: 'check',
    summary: 'say what is wrong with the cards; runs nothing; exit status 1 when there is an error',
    details: [
      'Every finding names its rule in brackets. What a rule is set to, off, warn or error, is said below `rules` in .mikado.yaml; docs/reference/rules.md has each rule with an example.',
      'With --base, only what this change brought is told and fails, and what it did to the plan is judged too: the cards on the disk, edits that are not committed included, are compared with the commit at which HEAD and REF parted, as `git diff REF...HEAD` does. Nothing is fetched.',
      'With --baseline, what stands in the file is passed over as long as it is found; what is not found any more is named.',
      'Where a runner of CI jobs names a file in GITHUB_STEP_SUMMARY, a summary is added to it.',
    ],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json', 'github', 'sarif', 'junit'],
        describes:
          'text unless said otherwise; github is text and annotations, also for Forgejo and Gitea; --json is --format json',
      },
      { name: 'base', value: 'REF', describes: 'tell only what is new since HEAD and REF parted' },
      {
        name: 'baseline',
        value: 'FILE',
        describes: 'pass over the findings that this file lists',
        completes: 'file',
      },
      { name: 'update-baseline', describes: 'write all that is found now into the file of --baseline' },
      { name: 'all', short: 'a', describes: 'tell what was known before, too' },
    ],
    examples: [
      { line: 'mikado check', does: 'every diagnostic with its place and the way out' },
      { line: 'mikado check --json', does: 'the same for a script' },
      { line: 'mikado check --base origin/main', does: 'what this branch brought' },
      { line: 'mikado check --format sarif > mikado.sarif', does: 'a file for code scanning and editors' },
      {
        line: 'mikado check --baseline .mikado/known.json --update-baseline',
        does: 'accept what is found now, and only fail on what comes later',
      },
    ],
    load: () => import('./check/check.ts'),
  },
  {
    name: 'report',
    summary: 'write how far the work is and how it came there, as a page, Markdown or JSON',
    details: [
      'What is ready, what is blocked and by what, the longest path that remains, and the evidence come from the cards as they lie here. What was discovered, closed and reopened, the cards known and done by day, and the forecast come from the commits on the first-parent way to HEAD, on which a merge counts as one, read without checking anything out or fetching.',
      'With --full-history every commit behind HEAD is told, those of merged branches as well: what was found, started and closed there has its own commit, author and day, and a merge only what it decided itself.',
      'docs/explanation/progress.md defines every figure.',
      'As HTML it is one file for a browser that loads nothing: name the file with --out, or send it on through a pipe.',
    ],
    operands: [goal],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['markdown', 'html', 'json'],
        describes: 'markdown unless said otherwise',
      },
      { name: 'out', value: 'FILE', describes: 'write to this file instead of stdout', completes: 'file' },
      { name: 'since', value: 'REF|DATE', describes: 'say what changed since a commit or a day (UTC)' },
      {
        name: 'full-history',
        describes: 'tell the commits of merged branches each by itself, not as one merge',
      },
      {
        name: 'compact',
        describes:
          'a comment on a pull request: below 65,000 bytes, short lists, a small drawing, the rest folded or counted',
      },
    ],
    examples: [
      { line: 'mikado report', does: 'every card' },
      {
        line: 'mikado report harden-registry --since origin/main',
        does: 'one chain, and what this branch did',
      },
      {
        line: 'mikado report --since 2026-11-01 --full-history',
        does: 'who did what, on merged branches too',
      },
      { line: 'mikado report --since 2026-11-01 --compact', does: 'short enough for a comment' },
      { line: 'mikado report --format html --out progress.html', does: 'a page with drawings' },
      { line: 'mikado report --format json --out progress.json', does: 'all figures, for a script' },
    ],
    load: () => import('./report.ts'),
  },
  {
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
    load: () => import('./branch/branch-check.ts'),
  },
  {
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
    load: () => import('./branch/hook-commit-msg.ts'),
  },
  {
    name: 'init',
    summary: 'write .mikado.yaml, a CI job, a hook, or a small chain to play with',
    details: [
      'A file that is there is never written over: then nothing is written, and the exit status is 2. With --ci, --hooks or --gitattributes a configuration that is there stays as it is, and to a .gitattributes that is there one line is added.',
    ],
    options: [
      {
        name: 'ci',
        value: 'FORGE',
        choices: ['github', 'forgejo'],
        describes: 'write a workflow that checks every pull request',
      },
      { name: 'hooks', describes: 'write a pre-commit configuration, which prek reads as well' },
      { name: 'gitattributes', describes: 'have git merge receipts of two branches without a conflict' },
      { name: 'example', describes: 'write four cards whose checklists run anywhere' },
    ],
    examples: [
      { line: 'mikado init', does: 'write .mikado.yaml with every key explained' },
      { line: 'mikado init --ci github --hooks', does: 'check every pull request and every commit' },
      { line: 'mikado init --example', does: 'write a small chain into docs/how-to/' },
    ],
    load: () => import('./init/init.ts'),
  },
  {
    name: 'keys',
    summary: 'list the keys of the screen',
    examples: [{ line: 'mikado keys', does: 'every key, by what it is for' }],
    load: () => import('./keys.ts'),
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    operands: [{ name: 'shell', describes: 'bash, zsh or fish', takes: 'one', completes: 'shell' }],
    examples: [
      { line: 'source <(mikado completion bash)', does: 'completion in this shell' },
      {
        line: 'mikado completion fish > ~/.config/fish/completions/mikado.fish',
        does: 'completion in every fish',
      },
    ],
    load: () => import('./completion.ts'),
  },
];
