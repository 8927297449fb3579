import type { Command } from './command.ts';
import { card, goal } from './row-parts.ts';

/** The commands that show the cards and change nothing. */
export const READING = {
  chains: {
    name: 'chains',
    summary: 'list the goals with what is done, what is ready, and their branch',
    options: [{ name: 'all', short: 'a', describes: 'finished chains too' }],
    examples: [
      { line: 'mikado chains', does: 'the goals that are not finished' },
      { line: 'mikado chains --all --json', does: 'all of them, for a script' },
    ],
    load: () => import('./chains.ts'),
  },
  ready: {
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
  tree: {
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
  show: {
    name: 'show',
    summary: 'show everything about one card: state and why, both directions, checklist, links, receipts',
    operands: [card('one', 'its stem, a unique beginning of it, or its path')],
    examples: [
      { line: 'mikado show rotate-tokens', does: 'one card' },
      { line: 'mikado show docs/how-to/rotate-tokens.md', does: 'the same card by its path' },
    ],
    load: () => import('./show.ts'),
  },
  graph: {
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
  checklist: {
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
  report: {
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
} satisfies Readonly<Record<string, Command>>;
