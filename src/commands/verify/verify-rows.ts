import type { Command } from '../command.ts';
import { card } from '../row-parts.ts';

/** The commands about running what cards ask for. */
export const VERIFYING = {
  verify: {
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
    load: () => import('./verify.ts'),
  },
  trust: {
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
    load: () => import('./trust.ts'),
  },
} satisfies Readonly<Record<string, Command>>;
