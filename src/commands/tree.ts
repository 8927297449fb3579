import { growTree, type TreeRow } from '../graph/tree-rows.ts';
import { paintFor } from '../report/paint.ts';
import { treeJson } from '../report/plan-json.ts';
import { treeText } from '../report/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { endWithDiagnostics, printJson } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Deeper than this a drawing is wider than any screen; `--depth` draws on. */
const DEFAULT_DEPTH = 40;

/** Draws one chain, or every chain that is not finished. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const [name] = input.operands;
  const starts =
    name === undefined
      ? plan.chains.filter((chain) => input.flags.has('all') || !chain.finished).map((chain) => chain.goal)
      : [findCard(plan, name, host.cwd)];
  const direction = input.flags.has('up') ? 'up' : 'down';
  const shape = { direction, maxDepth: depthFrom(input), folded: new Set<string>() } as const;
  const trees = starts.map((start) => growTree(plan.graph, start, shape).rows);
  if (input.flags.has('json')) {
    printJson(host, treeJson(plan, trees.flat()));
  } else {
    const paint = paintFor(host.stdout);
    host.stdout.write(trees.map((rows) => treeText(plan, rows, paint)).join('\n'));
    if (trees.length === 0) host.stdout.write('No open chain.\n');
    if (isCut(trees) && !input.values.has('depth'))
      host.stderr.write(`Drawn to level ${DEFAULT_DEPTH}; --depth N draws on.\n`);
  }
  return endWithDiagnostics(plan.diagnostics, input, host);
}

function isCut(trees: readonly (readonly TreeRow[])[]): boolean {
  return trees.some((rows) => rows.some((row) => row.folded));
}

function depthFrom(input: Input): number {
  const text = input.values.get('depth');
  if (text === undefined) return input.flags.has('json') ? Number.POSITIVE_INFINITY : DEFAULT_DEPTH;
  if (!/^\d{1,6}$/.test(text))
    throw new UsageError(`--depth takes a whole number, and ${text} is none.`, 'For example: --depth 2');
  return Number(text);
}
