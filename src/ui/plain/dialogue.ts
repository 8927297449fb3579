import type { Card } from '../../cards/card.ts';
import { counted } from '../../counted.ts';
import type { Plan } from '../../plan.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { clean } from '../draw/rows.ts';
import { chainOf, findAgain, readyIn } from '../model/look-up.ts';
import { usualGoal } from '../model/opening.ts';
import { sentenceOf } from '../panes/words.ts';
import { CardTalk, type Tally } from './card-talk.ts';
import type { Conversation } from './conversation.ts';
import { type Choice, choiceOf, menuText } from './menu.ts';
import { cardSentence, chainSentence } from './sentences.ts';

/** Ready cards that are named at once, and lines of a longer list. */
const MOST_READY = 9;
const PAGE = 20;

type Errand = 'cards' | 'chains' | 'problems' | 'quit';
const ERRANDS: readonly Choice<Errand>[] = (['cards', 'chains', 'problems', 'quit'] as const).map(
  (value) => ({ word: value, value }),
);

/** What plain mode is talked about: one workbench, one plan that is read again, one chain. */
export class Dialogue {
  readonly #workbench: Workbench;
  readonly #conversation: Conversation;
  readonly tally: Tally = { closed: [], ready: [] };
  #plan: Plan;
  #goal: Card | undefined;
  #asked: Card | undefined;
  #talk: CardTalk | undefined;
  #watch: { stop(): void } | undefined;

  /** @param opening the chain that was asked for, or a card to begin with */
  constructor(
    workbench: Workbench,
    conversation: Conversation,
    opening: { readonly plan: Plan; readonly goal: Card | undefined; readonly card: Card | undefined },
  ) {
    this.#workbench = workbench;
    this.#conversation = conversation;
    this.#plan = opening.plan;
    this.#goal = opening.goal;
    this.#asked = opening.card;
  }

  /** Talks until the person wants to quit. */
  async run(): Promise<void> {
    this.#watch = this.#workbench.watch(() => {
      this.#hearDisk().catch((error: unknown) => {
        this.#conversation.interject(`The cards could not be read again: ${clean(sentenceOf(error))}`);
      });
    });
    this.#conversation.say('mikado, plain mode. Each answer is a line: type it, then Enter.');
    for (const warning of this.#workbench.warnings) this.#conversation.say(`${clean(warning)}.`);
    if (this.#asked !== undefined && (await this.#open(this.#asked)) === 'quit') return;
    this.#sayChain();
    while ((await this.#takeErrand()) !== 'quit');
  }

  /** Stops the check that runs, if any, as Ctrl-C does; tells whether there was one. */
  interrupt(): 'stopped' | 'idle' {
    return this.#talk?.interrupt() ?? 'idle';
  }

  /** Stops what runs and watches, and resolves once the running check has ended. */
  async end(): Promise<void> {
    this.#watch?.stop();
    await this.#talk?.end();
  }

  async #takeErrand(): Promise<'quit' | 'on'> {
    const ready = this.#goal === undefined ? [] : readyIn(this.#plan, this.#goal);
    const named = ready.slice(0, MOST_READY);
    if (this.#goal !== undefined)
      this.#conversation.say(
        ready.length === 0 ? 'Nothing is ready.' : `${counted(ready.length, 'ready card')}, best first:`,
      );
    for (const [index, { card, reasons }] of named.entries())
      this.#conversation.say(
        `${index + 1}. ${clean(card.stem)}: ${clean(card.title)}; ${clean(reasons.join('; '))}.`,
        '   ',
      );
    const line = await this.#conversation.ask(
      `${menuText(ERRANDS, named.length + 1)} Type a number or a name:`,
    );
    const chosen = this.#meant(
      line,
      named.map(({ card }) => card),
    );
    if (chosen === undefined) {
      if (line !== '') this.#conversation.say('That is no choice, and no card has that name.');
      return 'on';
    }
    return typeof chosen === 'string' ? this.#do(chosen) : this.#open(chosen);
  }

  /** Its own words come first, so that q quits whatever the cards are called. */
  #meant(line: string, ready: readonly Card[]): Card | Errand | undefined {
    if (/^\d+$/.test(line)) return [...ready, ...ERRANDS.map(({ value }) => value)][Number(line) - 1];
    const everything = this.#plan.cards.map((card): Choice<Card> => ({ word: card.stem, value: card }));
    return choiceOf(ERRANDS, line)?.value ?? choiceOf(everything, line)?.value;
  }

  async #do(errand: Errand): Promise<'quit' | 'on'> {
    switch (errand) {
      case 'cards':
        return this.#chooseCard();
      case 'chains':
        await this.#chooseChain();
        return 'on';
      case 'problems':
        this.#sayProblems();
        return 'on';
      case 'quit':
        return 'quit';
    }
  }

  async #chooseCard(): Promise<'quit' | 'on'> {
    const cards = this.#goal === undefined ? this.#plan.cards : this.#plan.graph.chainOf(this.#goal);
    const listed = cards.map((card) => ({
      word: card.stem,
      value: card,
      line: cardSentence(this.#plan, card),
    }));
    const card = await this.#pick(listed);
    return card === undefined ? 'on' : this.#open(card);
  }

  async #chooseChain(): Promise<void> {
    const listed = this.#plan.chains.map((chain) => ({
      word: chain.goal.stem,
      value: chain.goal,
      line: chainSentence(chain),
    }));
    const goal = await this.#pick(listed);
    if (goal === undefined) return;
    this.#goal = findAgain(this.#plan, goal);
    this.#sayChain();
  }

  /** Lists numbered lines, a page at a time, until one is chosen; undefined for going back. */
  async #pick<T>(listed: readonly (Choice<T> & { readonly line: string })[]): Promise<T | undefined> {
    for (let shown = 0; ; ) {
      for (const { line } of listed.slice(shown, shown + PAGE)) {
        shown += 1;
        this.#conversation.say(`${shown}. ${line}`, '   ');
      }
      const enter = shown < listed.length ? 'Enter for more' : 'Enter to go back';
      const line = await this.#conversation.ask(`Type a number or a name, or ${enter}:`);
      const chosen = choiceOf(listed, line);
      if (chosen !== undefined) return chosen.value;
      if (line !== '') this.#conversation.say('That is none of these, or several.');
      else if (shown >= listed.length) return undefined;
    }
  }

  #sayProblems(): void {
    const { diagnostics } = this.#plan;
    this.#conversation.say(
      diagnostics.length === 0 ? 'No problems.' : `${counted(diagnostics.length, 'problem')}:`,
    );
    for (const { severity, path, line, message, help } of diagnostics)
      this.#conversation.say(clean(`${severity} in ${path}, line ${line}: ${message} ${help}`));
  }

  async #open(card: Card): Promise<'quit' | 'on'> {
    this.#talk = new CardTalk(card, {
      workbench: this.#workbench,
      conversation: this.#conversation,
      tally: this.tally,
      plan: () => this.#plan,
      goal: () => this.#goal,
      reread: () => this.#reread(),
    });
    try {
      return await this.#talk.run();
    } catch (error) {
      this.#conversation.say(clean(sentenceOf(error)));
      return 'on';
    } finally {
      this.#talk = undefined;
    }
  }

  #sayChain(): void {
    const chain = this.#goal === undefined ? undefined : chainOf(this.#plan, this.#goal);
    this.#conversation.say(
      chain === undefined ? 'No chain is open: every card is done.' : `Chain ${chainSentence(chain)}`,
    );
  }

  async #reread(): Promise<void> {
    const reading = this.#workbench.readPlan(this.#plan);
    const [plan, git] = await Promise.all([reading, this.#workbench.gitPlace()]);
    this.#goal = (this.#goal && findAgain(plan, this.#goal)) ?? usualGoal(plan, git);
    this.#plan = plan;
  }

  /** Says what the disk changed, unless this session is changing it: that is said where it is done. */
  async #hearDisk(): Promise<void> {
    if (this.#isTalkBusy()) return;
    const before = this.#standing();
    await this.#reread();
    if (this.#isTalkBusy() || this.#standing() === before || this.#goal === undefined) return;
    const chain = chainOf(this.#plan, this.#goal);
    if (chain !== undefined) this.#conversation.interject(`The cards changed. Chain ${chainSentence(chain)}`);
  }

  #isTalkBusy(): boolean {
    return this.#talk?.isBusy === true;
  }

  #standing(): string {
    if (this.#goal === undefined) return '';
    const cards = this.#plan.graph.chainOf(this.#goal);
    return cards.map((card) => `${card.path} ${this.#plan.stateOf(card).kind}`).join('\n');
  }
}
