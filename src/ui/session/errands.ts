import type { Card } from '../../cards/card.ts';
import { titleFromStem } from '../../cards/card-template.ts';
import type { Plan } from '../../plan.ts';
import type { Fixable } from '../../workbench/fixable.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { Effect, Happening } from '../model/happening.ts';
import { commitNotice, editNotice, fixNotice, undoNotice, withoutCommit } from './notices.ts';

/** What errands are done in. */
interface Around {
  readonly workbench: Workbench;
  readonly send: (happening: Happening) => void;
  /** The plan as it is now. */
  readonly plan: () => Plan;
  /** A card of that plan; one of an earlier reading may not be in it, which throws. */
  readonly current: (card: Card) => Card;
  /** Reads the cards again, and resolves once they are shown. */
  readonly reload: () => Promise<void>;
  /** Lends the terminal for as long as the work lasts. */
  readonly lend: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** What the screen asks the workbench to do besides verifying: edits, looks ahead at them, and programs of the user's. */
export class Errands {
  readonly #in: Around;

  constructor(around: Around) {
    this.#in = around;
  }

  /** Takes the newest edit of this session back. */
  async undo(): Promise<void> {
    const undo = await this.#in.workbench.undo();
    if (undo.kind === 'undone') await this.#in.reload();
    const { said, command } = undoNotice(undo);
    this.#in.send({
      kind: 'noticed',
      // On a line of its own it can be selected; where the window breaks it, a copy has it whole.
      message: command === undefined ? said : `${said.replace(/:$/, ' (y, then g copies it):')}\n${command}`,
      ...(undo.kind === 'undone' && { about: undo.card }),
      ...(command !== undefined && { offered: command }),
    });
  }

  /** Opens the user's editor at a line of a file. */
  async edit(at: { readonly path: string; readonly line: number }): Promise<void> {
    const edit = await this.#in.workbench.edit(this.#in.plan(), at, (work) => this.#in.lend(work));
    if (edit.kind !== 'opened') await this.#in.reload();
    this.#in.send({ kind: 'noticed', message: editNotice(edit) });
  }

  /** Writes a card for a new goal, and opens it in the editor. */
  async writeGoal(stem: string): Promise<void> {
    const goal = { stem, title: titleFromStem(stem), neededBy: undefined, folder: undefined };
    const outcome = await this.#in.workbench.create(this.#in.plan(), goal);
    await this.#in.reload();
    if (outcome.kind === 'written') await this.edit({ path: outcome.path, line: 1 });
    else this.#in.send({ kind: 'noticed', message: `Not written: ${outcome.message}.` });
  }

  /** Runs the command that pushes the branch. */
  async push(command: string): Promise<void> {
    const trouble = await this.#in.workbench.runGit(command, (work) => this.#in.lend(work));
    await this.#in.reload();
    this.#in.send({ kind: 'noticed', message: trouble ?? 'Pushed.' });
  }

  /** Shows a log in the user's pager. */
  async readLog(file: string): Promise<void> {
    const trouble = await this.#in.workbench.page(file, (work) => this.#in.lend(work));
    if (trouble !== undefined) this.#in.send({ kind: 'noticed', message: trouble });
  }

  /** Finds what is wrong in the texts of the cards as well. */
  async readProblems(): Promise<void> {
    const plan = this.#in.plan();
    const diagnostics = await this.#in.workbench.findProblems(plan);
    if (diagnostics !== undefined) this.#in.send({ kind: 'problems-read', plan, diagnostics });
  }

  /** Works out what mending a problem would do. */
  async previewFix(problem: Fixable): Promise<void> {
    const preview = await this.#in.workbench.previewFix(this.#in.plan(), problem);
    this.#in.send({ kind: 'fix-previewed', problem, preview });
  }

  /** Mends a problem. */
  async fix(problem: Fixable): Promise<void> {
    const outcome = await this.#in.workbench.fix(this.#in.plan(), problem);
    await this.#in.reload();
    this.#in.send({ kind: 'noticed', message: fixNotice(outcome) });
  }

  /** Works out what closing a card would do. */
  async preview({ card: asked, mode }: Extract<Effect, { kind: 'preview' }>): Promise<void> {
    const card = this.#in.current(asked);
    const preview = await this.#in.workbench.previewClose(this.#in.plan(), card);
    this.#in.send({ kind: 'close-previewed', card, preview, mode });
  }

  /** Closes a card, and commits that where it was asked for. */
  async close({ card: asked, reason, ending }: Extract<Effect, { kind: 'close' }>): Promise<void> {
    const card = this.#in.current(asked);
    const plan = this.#in.plan();
    const mode = reason === undefined ? 'checked' : 'forced';
    const prepared =
      ending === 'commit' ? await this.#in.workbench.prepareClose(plan, card, mode) : undefined;
    if (prepared !== undefined && 'reason' in prepared) {
      this.#in.send({ kind: 'closed', card, outcome: withoutCommit(prepared) });
      return;
    }
    const how = reason === undefined ? {} : { force: reason };
    const outcome = await this.#in.workbench.close(plan, card, how);
    this.#in.send({ kind: 'closed', card, outcome });
    if (prepared === undefined || outcome.kind !== 'written') return;
    this.#in.send({ kind: 'noticed', message: commitNotice(await prepared.commit()) });
    await this.#in.reload();
  }

  /** Records a person's word on a check that nothing is run for. */
  async judge({ card: asked, item, judgement }: Extract<Effect, { kind: 'judge' }>): Promise<void> {
    const card = this.#in.current(asked);
    const outcome = await this.#in.workbench.judge(card, item, judgement);
    this.#in.send({ kind: 'judged', card, item, judgement, outcome });
  }
}
