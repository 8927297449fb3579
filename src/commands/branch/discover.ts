import { carryOut, type DiscoveryOutcome } from '../../discover/carry-out.ts';
import type { Discovery, PlannedDiscovery, Replay } from '../../discover/discovery.ts';
import { readJournal } from '../../discover/journal.ts';
import { planDiscovery } from '../../discover/plan-discovery.ts';
import type { Plan } from '../../plan.ts';
import { paintFor } from '../../report/paint.ts';
import type { Answer } from '../../report/schemas.ts';
import { shellWord } from '../../shell-word.ts';
import { UsageError } from '../../usage-error.ts';
import { visible } from '../../visible.ts';
import type { WhyNot } from '../../why-not.ts';
import { printJson } from '../answer.ts';
import { ask, canAsk } from '../ask.ts';
import { askedRoot, readAskedPlan } from '../asked-plan.ts';
import { openAskedWorkbench } from '../asked-workbench.ts';
import type { ExitStatus, Input } from '../command.ts';
import { tellCommit } from '../commit-option.ts';
import { endEdit } from '../edit-answer.ts';
import type { Host } from '../host.ts';
import { type AskedCard, askedCard, prepareCard } from '../write-card.ts';
import { discoverJson, planOnlyJson, refusedJson } from './discover-json.ts';
import { doneText, nothingText, planText } from './discover-text.ts';
import { undo } from './discover-undo.ts';

/** The card that is to be planned, and the one that requires it, by their names. */
type Stems = Pick<Answer<'discover'>, 'stem' | 'for'>;

/** What a discovery is asked for with. */
interface Asking {
  readonly plan: Plan;
  readonly wish: AskedCard & { readonly neededBy: NonNullable<AskedCard['neededBy']> };
  readonly stems: Stems;
  readonly input: Input;
  readonly host: Host;
}

/** Plans a prerequisite that turned up below work that was begun, and replays that work; shows it first, and asks. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  checkWords(input);
  const plan = await readAskedPlan(input, host);
  if (input.flags.has('undo')) {
    endOrderly(host);
    return undo(plan, input, host);
  }
  // What an interruption left may be no card that can be read.
  const underWay = whyNotNow(plan);
  if (underWay !== undefined) return refuse([underWay], { input, host, stems: stemsOf(input) });
  const wish = askedCard(plan, input, host);
  const { neededBy } = wish;
  if (neededBy === undefined) throw new RangeError('the card that requires it was checked before');
  const stems = { stem: wish.stem, for: neededBy.stem };
  const asking: Asking = { plan, wish: { ...wish, neededBy }, stems, input, host };
  const planned = await planDiscovery({
    plan,
    root: askedRoot(input),
    base: input.values.get('base'),
    env: host.env,
    wish: { stem: wish.stem, card: neededBy, title: wish.title, folder: wish.folder },
    replay: replayOf(input),
  });
  if (planned.kind === 'refused') return refuse(planned.refusals, asking);
  const isTold = input.flags.has('yes') && !input.flags.has('dry-run');
  if (!isTold) {
    show(planned, asking);
    if (!mayAsk(asking)) return 0;
    if (!/^y(?:es)?$/i.test((await ask(host, '\nDo it? y or [n] ')) ?? '')) {
      host.stderr.write('Nothing was changed.\n');
      return 1;
    }
  }
  if (planned.kind === 'nothing-to-replay') return planOnly(planned, asking);
  const { gitDir } = plan.place;
  if (gitDir === undefined) throw new RangeError('there is a branch and no git folder');
  endOrderly(host);
  const outcome = await carryOut({ ...plan.place, gitDir }, planned.discovery);
  return end(planned.discovery, outcome, asking);
}

/** From here on Ctrl-C ends git alone: what it had begun is taken back, and only then the program ends. */
function endOrderly(host: Host): void {
  // Whoever asks for the signal listens to it.
  void host.interrupted;
}

function checkWords({ operands, values, flags }: Input): void {
  const isUndo = flags.has('undo');
  if (isUndo && (operands.length > 0 || values.has('for')))
    throw new UsageError('--undo takes the last discovery back, and no card.', 'mikado discover --undo');
  if (!isUndo && (operands.length === 0 || !values.has('for')))
    throw new UsageError(
      'A discovery needs a name for the new card and the card that requires it.',
      'mikado discover STEM --for CARD',
    );
  if (flags.has('no-replay') && flags.has('only-closed'))
    throw new UsageError('--no-replay and --only-closed say two things.', 'Leave one of them out.');
}

function replayOf({ flags }: Input): Replay {
  if (flags.has('no-replay')) return 'none';
  return flags.has('only-closed') ? 'closed' : 'all';
}

function mayAsk({ input, host }: Asking): boolean {
  return canAsk(host) && !input.flags.has('json') && !input.flags.has('dry-run');
}

function show(planned: Exclude<PlannedDiscovery, { kind: 'refused' }>, asking: Asking): void {
  const { input, host, wish } = asking;
  const command = commandOf(input);
  if (input.flags.has('json')) {
    const answer =
      planned.kind === 'discovery'
        ? discoverJson(planned.discovery, { outcome: undefined, command })
        : planOnlyJson(planned.standing, { wish, commit: null, files: [], command });
    printJson(host, answer);
    return;
  }
  const paint = paintFor(host.stdout);
  host.stdout.write(
    planned.kind === 'discovery'
      ? planText(planned.discovery, paint)
      : nothingText(planned.standing, wish.stem),
  );
  if (!mayAsk(asking))
    host.stdout.write(`\nNothing was changed. This does it: ${paint('strong', visible(command))}\n`);
}

/** The command line that carries out what this one shows. */
function commandOf({ operands, values, flags }: Input): string {
  const words = ['mikado', 'discover', ...operands];
  for (const [name, value] of values) words.push(`--${name}`, value);
  for (const name of ['no-replay', 'only-closed']) if (flags.has(name)) words.push(`--${name}`);
  return [...words, '--yes'].map(shellWord).join(' ');
}

function stemsOf({ operands, values }: Input): Stems {
  return { stem: operands[0] ?? '', for: values.get('for') ?? '' };
}

function whyNotNow({ place }: Plan): WhyNot | undefined {
  const journal = place.gitDir === undefined ? undefined : readJournal(place.gitDir);
  if (journal === undefined) return undefined;
  return journal.isAlive
    ? { reason: 'a discovery is under way here', help: 'Run it again when that has ended.' }
    : { reason: 'an earlier discovery was interrupted', help: 'mikado discover --undo' };
}

function refuse(
  refusals: readonly WhyNot[],
  { stems, input, host }: Pick<Asking, 'stems' | 'input' | 'host'>,
): ExitStatus {
  if (input.flags.has('json')) printJson(host, refusedJson(stems, refusals));
  else {
    host.stderr.write(`mikado: ${visible(stems.stem)} is not planned:\n`);
    for (const { reason, help } of refusals)
      host.stderr.write(`  ${visible(reason)}\n      ${visible(help)}\n`);
  }
  return 1;
}

function end(discovery: Discovery, outcome: DiscoveryOutcome, asking: Asking): ExitStatus {
  const { input, host } = asking;
  if (outcome.kind === 'refused') return refuse([outcome], asking);
  if (outcome.kind === 'changed-meanwhile') {
    host.stderr.write(`mikado: ${visible(outcome.message)}\n`);
    return 6;
  }
  if (input.flags.has('json')) printJson(host, discoverJson(discovery, { outcome, command: null }));
  else host.stdout.write(doneText(discovery, outcome, paintFor(host.stdout)));
  for (const name of outcome.unedited)
    host.stderr.write(
      `mikado: ${visible(name)} was changed meanwhile, so the line is in the commit and not on the disk\n` +
        `  See the difference: git diff ${visible(shellWord(name))}\n`,
    );
  const isLess = discovery.left.some(({ why }) => why !== undefined);
  return isLess || outcome.unedited.length > 0 ? 1 : 0;
}

/** Where no work was begun the card goes on top of the plan, as `mikado new --commit` does it. */
async function planOnly(
  { standing }: Extract<PlannedDiscovery, { kind: 'nothing-to-replay' }>,
  asking: Asking,
): Promise<ExitStatus> {
  const { plan, wish, host } = asking;
  const input = { ...asking.input, flags: new Set([...asking.input.flags, 'commit']) };
  const workbench = openAskedWorkbench(plan, input, host);
  const { about, prepared, write, said } = await prepareCard(wish, { plan, input, host });
  if (prepared === undefined || 'reason' in prepared)
    return refuse(prepared === undefined ? [] : [prepared], asking);
  const outcome = await write(workbench);
  if (!input.flags.has('json'))
    return endEdit(about, outcome, { plan, workbench, input, host, prepared, said });
  if (outcome.kind !== 'written')
    return refuse([{ help: 'Nothing was written.', ...outcome, reason: outcome.message }], asking);
  const committed = await prepared.commit();
  const commit = committed.kind === 'committed' ? committed.commit : null;
  const files = prepared.changes.map((each) => each.path);
  printJson(host, planOnlyJson(standing, { wish, commit, files, command: null }));
  tellCommit(committed, { input, host });
  return commit === null ? 1 : 0;
}
