import type { Card } from '../../cards/card.ts';
import { scriptsOf } from '../../checklist/checklist.ts';
import type { GitPlace } from '../../git/git-place.ts';
import { barText } from '../../verify/approval-text.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { Effect, Happening } from '../model/happening.ts';
import { findAgain } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import type { Part } from '../model/part.ts';
import { sentenceOf } from '../panes/words.ts';
import { reduce } from '../reduce/reduce.ts';
import { Errands } from './errands.ts';
import { RunningCheck } from './running-check.ts';
import { wantedTexts } from './wanted-texts.ts';

/** What only the terminal's owner can do. */
export interface Terminal {
  suspend(): void;
  redraw(): void;
  /** Asks the terminal to put text on the clipboard. */
  copy(text: string): void;
  /** Lends the terminal for as long as the work lasts; the signal aborts when the screen ends meanwhile. */
  lend<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Called once, with the exit status that was asked for. */
  quit(status: number): void;
  /** Something that should never go wrong did. */
  fail(error: unknown): void;
}

const TICK_MS = 1_000;

/**
 * A screen that is open: holds the model, feeds it events, and does through the workbench what it wants done.
 */
export class Session {
  readonly #workbench: Workbench;
  readonly #terminal: Terminal;
  readonly #listeners = new Set<() => void>();
  readonly #reading = new Set<Card>();
  #model: Model;
  readonly #check: RunningCheck;
  readonly #errands: Errands;
  #headOfStanding: string | undefined;
  #reloading: 'no' | 'yes' | 'again' = 'no';
  #watch: { stop(): void } | undefined;
  #ticking: NodeJS.Timeout | undefined;

  constructor(workbench: Workbench, opening: { readonly model: Model; readonly terminal: Terminal }) {
    this.#workbench = workbench;
    this.#model = opening.model;
    this.#terminal = opening.terminal;
    this.#check = new RunningCheck(workbench, { send: this.send, lend: (work) => this.#terminal.lend(work) });
    this.#errands = new Errands({
      workbench,
      send: this.send,
      plan: () => this.#model.plan,
      current: (card) => this.#current(card),
      reload: () => this.#reload(),
      lend: (work) => this.#terminal.lend(work),
    });
  }

  /** The model as it is now. */
  get model(): Model {
    return this.#model;
  }

  /**
   * Starts to follow the disk and to read what is in sight and where git stands.
   *
   * @param since when the plan that is shown began to be read, in milliseconds since 1970
   */
  start(since?: number): void {
    this.#watch = this.#workbench.watch(() => this.#run({ kind: 'reload' }), since);
    this.#readWanted();
    this.#guard(this.#readGit());
    // Where no chain is open, the history tells of the last one.
    if (this.#model.goal === undefined) this.#guard(this.#readHistory());
  }

  /** Calls back after every change of the model, until the function that is returned is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes an event in. Never throws: what goes wrong is the terminal owner's to report. */
  readonly send = (happening: Happening): void => {
    try {
      const [model, effects] = reduce(this.#model, { ...happening, at: Date.now() });
      this.#model = model;
      for (const listener of this.#listeners) listener();
      for (const effect of effects) this.#run(effect);
      this.#readWanted();
      this.#tickWhileRunning();
    } catch (error) {
      this.#terminal.fail(error);
    }
  };

  /** Stops what runs and watches, and resolves once the running check has ended. */
  async end(): Promise<void> {
    this.#watch?.stop();
    clearInterval(this.#ticking);
    await this.#check.stop('SIGTERM');
  }

  #run(effect: Effect): void {
    switch (effect.kind) {
      case 'reload':
        this.#guard(this.#reload());
        return;
      case 'read-history':
        this.#guard(this.#readHistory());
        return;
      case 'prepare':
        this.#guard(this.#prepare(effect.card, effect.part));
        return;
      case 'approve':
        this.#guard(this.#approve(effect));
        return;
      case 'new-goal':
        this.#guard(this.#errands.writeGoal(effect.stem));
        return;
      case 'push':
        this.#guard(this.#errands.push(effect.command));
        return;
      case 'edit':
        this.#guard(this.#errands.edit(effect));
        return;
      case 'read-problems':
        this.#guard(this.#errands.readProblems());
        return;
      case 'preview-fix':
        this.#guard(this.#errands.previewFix(effect.problem));
        return;
      case 'fix':
        this.#guard(this.#errands.fix(effect.problem));
        return;
      case 'preview':
        this.#guard(this.#errands.preview(effect));
        return;
      case 'close':
        this.#guard(this.#errands.close(effect));
        return;
      case 'judge':
        this.#guard(this.#errands.judge(effect));
        return;
      case 'answer':
        this.#check.answer(effect.item, effect.judgement);
        return;
      case 'undo':
        this.#guard(this.#errands.undo());
        return;
      case 'stop':
        this.#guard(this.#check.stop('SIGINT'));
        return;
      case 'read-log':
        this.#guard(this.#errands.readLog(effect.file));
        return;
      case 'copy':
        this.#terminal.copy(effect.text);
        return;
      case 'suspend':
        this.#terminal.suspend();
        return;
      case 'redraw':
        this.#terminal.redraw();
        return;
      case 'quit':
        this.#terminal.quit(effect.status);
    }
  }

  /** What the workbench refuses is said in one line above the footer. */
  #guard(work: Promise<void>): void {
    work.catch((error: unknown) => this.send({ kind: 'noticed', message: sentenceOf(error) }));
  }

  async #readHistory(): Promise<void> {
    this.send({ kind: 'history-read', timeline: await this.#workbench.timeline() });
  }

  async #readGit(): Promise<void> {
    const git = await this.#workbench.gitPlace();
    this.send({ kind: 'git-read', git });
    await this.#readStanding(git);
  }

  /** Where the branch stands follows from its commits: it is read again only after HEAD moved. */
  async #readStanding(git: GitPlace | undefined): Promise<void> {
    const head = `${git?.branch} ${git?.commit}`;
    if (head === this.#headOfStanding) return;
    this.#headOfStanding = head;
    this.send({ kind: 'branch-read', standing: await this.#workbench.branchStanding(this.#model.plan) });
  }

  async #reload(): Promise<void> {
    if (this.#reloading !== 'no') {
      this.#reloading = 'again';
      return;
    }
    do {
      this.#reloading = 'yes';
      try {
        const reading = this.#workbench.readPlan(this.#model.plan);
        const [plan, git] = await Promise.all([reading, this.#workbench.gitPlace()]);
        this.send({ kind: 'plan-read', plan, git });
        await this.#readStanding(git);
      } catch (error) {
        this.send({ kind: 'noticed', message: `The cards could not be read again: ${sentenceOf(error)}` });
      }
    } while (this.#isAskedAgain());
    this.#reloading = 'no';
  }

  #isAskedAgain(): boolean {
    return this.#reloading === 'again';
  }

  async #prepare(asked: Card, part: Part | undefined): Promise<void> {
    const card = this.#current(asked);
    const text = await this.#workbench.readCard(card);
    this.#sendText(card, text);
    const commands = (part?.items ?? text.checklist).flatMap(scriptsOf);
    const request = this.#workbench.approvalFor(card, commands);
    if (request.bar !== undefined) {
      this.send({ kind: 'noticed', message: barText(card, request.bar) });
      return;
    }
    if (request.commands.length > 0) {
      this.send({ kind: 'approval-needed', card, request, part });
      return;
    }
    // What waits for a word on this very item, or is silent because it has no terminal, makes way.
    if (part?.makesWay === true) await this.#check.stop('SIGTERM');
    this.#check.start(card, part);
  }

  async #approve({ card: asked, request, part }: Extract<Effect, { kind: 'approve' }>): Promise<void> {
    const card = this.#current(asked);
    await this.#workbench.approve(request);
    // The card may have changed while the question was open: then what is new is asked about.
    await this.#prepare(card, part);
  }

  /** A card of the plan as it is now; a card of an earlier reading may not be in it. */
  #current(card: Card): Card {
    const current = findAgain(this.#model.plan, card);
    if (current === undefined) throw new Error(`${card.stem} is no longer there.`);
    return current;
  }

  #sendText(card: Card, text: Awaited<ReturnType<Workbench['readCard']>>): void {
    this.send({ kind: 'text-read', card, text, evidence: this.#workbench.receipts(card, text).items });
  }

  #readWanted(): void {
    for (const card of wantedTexts(this.#model)) {
      if (this.#reading.has(card)) continue;
      this.#reading.add(card);
      this.#workbench
        .readCard(card)
        .then(
          (text) => this.#sendText(card, text),
          (error: unknown) => this.send({ kind: 'text-read', card, text: { failed: sentenceOf(error) } }),
        )
        .finally(() => this.#reading.delete(card));
    }
  }

  /** The clock beside a running check goes on while nothing else happens. */
  #tickWhileRunning(): void {
    const runs = this.#model.running !== undefined;
    if (runs && this.#ticking === undefined) {
      this.#ticking = setInterval(() => this.send({ kind: 'ticked' }), TICK_MS);
    }
    if (!runs) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }
}
