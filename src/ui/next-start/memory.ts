import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, readProcessStat } from '../../process-stat.ts';
import type { Place } from '../../read/place.ts';
import { findAgain, findCard } from '../model/look-up.ts';
import { type Cursor, cursorOn, type Model, type Pane } from '../model/model.ts';
import { goalOver } from '../model/opening.ts';
import { settle } from '../reduce/settle.ts';
import { StateFile } from './state-file.ts';

const SCHEMA_VERSION = 1;
/** Panes that are there on every start. */
const PANES: readonly Pane[] = ['tree', 'ready', 'card', 'checks'];

/** What a start of the screen leaves to the next one in the same repository. */
interface Remembered {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly top: string;
  /** What git's HEAD said, which names the branch. */
  readonly head: string;
  /** The card that was selected, and the path of the goal over it. */
  readonly selected: { readonly goal: string; readonly path: string; readonly stem: string } | null;
  readonly folded: readonly string[];
  readonly pane: Pane;
  readonly zoomed: boolean;
  readonly wider: number;
  /** The check that runs, and the process of the screen that runs it. */
  readonly running: { readonly stem: string; readonly pid: number; readonly startTime: string } | null;
}

/** What is remembered of one repository between two starts of the screen. */
export class Memory {
  readonly #place: Place;
  readonly #file: StateFile;

  constructor(place: Place, env: NodeJS.ProcessEnv) {
    this.#place = place;
    this.#file = new StateFile('screen', place.top, env);
  }

  /**
   * The opening model as the last session left it: the same card in the same chain where the same branch is checked out,
   * the same folds and pane, and word of a check that died with its session.
   *
   * @param chosen true where the chain was asked for by name
   */
  resume(model: Model, { chosen }: { readonly chosen: boolean }): Model {
    const last = this.#read();
    if (last === undefined) return model;
    const folded = new Set(last.folded.filter((path) => findCard(model.plan, path) !== undefined));
    const pane = PANES.includes(last.pane) ? last.pane : 'tree';
    const { wider, zoomed } = last;
    const next = { ...model, folded, pane, wider, zoomed, notice: interruptedNotice(last) };
    const isSame = !chosen && last.head === this.#head();
    return settle({ ...next, ...(isSame && reselect(model, last.selected)) });
  }

  /** Remembers where the screen stands, for the next start. */
  keep(model: Model): void {
    const { goal, cursor, plan, pane, zoomed, wider, running } = model;
    const remembered: Remembered = {
      schemaVersion: SCHEMA_VERSION,
      top: this.#place.top,
      head: this.#head(),
      selected:
        goal === undefined || cursor.path === undefined
          ? null
          : { goal: goal.path, path: cursor.path, stem: cursor.stem },
      folded: [...model.folded],
      pane,
      zoomed,
      wider,
      running:
        running === undefined ? null : { stem: findCard(plan, running)?.stem ?? running, ...ownProcess() },
    };
    this.#file.write(`${JSON.stringify(remembered)}\n`);
  }

  #read(): Remembered | undefined {
    try {
      const value: unknown = JSON.parse(this.#file.read() ?? '');
      return isRemembered(value) && value.top === this.#place.top ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #head(): string {
    try {
      return readFileSync(join(this.#place.gitDir ?? '', 'HEAD'), 'utf8').trim();
    } catch {
      return '';
    }
  }
}

function ownProcess(): { readonly pid: number; readonly startTime: string } {
  return { pid: process.pid, startTime: readProcessStat('self')?.startTime ?? '' };
}

function reselect(
  { plan }: Model,
  selected: Remembered['selected'],
): { readonly goal: Model['goal']; readonly cursor: Cursor; readonly unchosen: false } | undefined {
  const card = selected === null ? undefined : findAgain(plan, selected);
  if (selected === null || card === undefined) return undefined;
  const goal = findCard(plan, selected.goal);
  const isAbove = goal === card || (goal !== undefined && plan.graph.dependentsClosure(card).includes(goal));
  // Where the chain was done meanwhile, work goes on elsewhere.
  if (goal === undefined || !isAbove || plan.stateOf(goal).kind === 'done') return undefined;
  return { goal: goalOver(plan, goal), cursor: cursorOn(card), unchosen: false };
}

function interruptedNotice({ running }: Remembered): string | undefined {
  if (running === null) return undefined;
  const stat = readProcessStat(running.pid);
  if (isRunning(stat) && stat.startTime === running.startTime) return undefined;
  return `The check of ${running.stem} was interrupted: the last session ended while it ran; r runs it again.`;
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const field = (name: string): unknown => Reflect.get(value, name);
  const folded = field('folded');
  return (
    field('schemaVersion') === SCHEMA_VERSION &&
    [field('top'), field('head'), field('pane')].every((each) => typeof each === 'string') &&
    typeof field('zoomed') === 'boolean' &&
    Number.isInteger(field('wider')) &&
    Array.isArray(folded) &&
    folded.every((each) => typeof each === 'string') &&
    isNullOr(field('selected'), { goal: 'string', path: 'string', stem: 'string' }) &&
    isNullOr(field('running'), { stem: 'string', pid: 'number', startTime: 'string' })
  );
}

function isNullOr(value: unknown, fields: Readonly<Record<string, 'string' | 'number'>>): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  return Object.entries(fields).every(([name, type]) => typeof Reflect.get(value, name) === type);
}
