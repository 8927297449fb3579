import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import { counted } from '../../counted.ts';
import type { Plan } from '../../plan.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { ASCII } from '../draw/glyphs.ts';
import { clean, plainText } from '../draw/rows.ts';
import { settledCount } from '../model/checks.ts';
import { findAgain } from '../model/look-up.ts';
import { cursorOn } from '../model/model.ts';
import { openingModel } from '../model/opening.ts';
import { whyLines } from '../panes/pane-why.ts';
import { approveAloud } from './approve-aloud.ts';
import { CheckAloud } from './check-aloud.ts';
import { askToClose, notDone, undoAloud, writeClose } from './close-aloud.ts';
import type { Conversation } from './conversation.ts';
import { askJudgement } from './judge-aloud.ts';
import { type Choice, choiceOf, menuText } from './menu.ts';
import { type Printed, readOut } from './printed.ts';
import { cardSentence } from './sentences.ts';

/** What was done in this session, for the last line of it. */
export interface Tally {
  closed: string[];
  ready: string[];
}

/** What a talk about a card works with. */
export interface Surroundings {
  readonly workbench: Workbench;
  readonly conversation: Conversation;
  readonly tally: Tally;
  /** The plan as it was read last. */
  readonly plan: () => Plan;
  readonly goal: () => Card | undefined;
  readonly reread: () => Promise<void>;
}

const WORDS = ['read', 'why', 'verify', 'answer', 'output', 'close', 'undo', 'back', 'quit'] as const;
type Word = (typeof WORDS)[number];
const CHOICES: readonly Choice<Word>[] = WORDS.map((word) => ({ word, value: word }));

/** Wider than any line, which the conversation breaks by itself. */
const UNBROKEN = 100_000;

/** The talk about one card: reading it, verifying it with approval, judging and closing it. */
export class CardTalk {
  readonly #in: Surroundings;
  #card: Card;
  #check: CheckAloud | undefined;
  #verification: Promise<void> | undefined;
  #printed: readonly Printed[] = [];
  #isChanging = false;

  constructor(card: Card, surroundings: Surroundings) {
    this.#card = card;
    this.#in = surroundings;
  }

  /** True while it changes cards itself. */
  get isBusy(): boolean {
    return this.#isChanging || this.#check !== undefined;
  }

  /** Talks until the person goes back or quits. */
  async run(): Promise<'quit' | 'on'> {
    await this.#sayCard();
    for (;;) {
      const line = await this.#in.conversation.ask(`${menuText(CHOICES)} Type a number or a word:`);
      const word = choiceOf(CHOICES, line)?.value;
      if (word === 'quit') return 'quit';
      if (word === 'back') return 'on';
      this.#card = this.#current();
      if (word !== undefined) await this.#do(word);
      else if (line !== '') this.#in.conversation.say('That is no choice.');
    }
  }

  /** Stops the check that runs; tells whether there was one. */
  interrupt(): 'stopped' | 'idle' {
    if (this.#check === undefined) return 'idle';
    // The terminal has written ^C by itself.
    this.#in.conversation.say('');
    this.#check.stop('SIGINT');
    return 'stopped';
  }

  /** Stops the check that runs, and resolves once it has ended. */
  async end(): Promise<void> {
    this.#check?.stop('SIGTERM');
    await this.#verification?.catch(() => undefined);
  }

  #do(word: Exclude<Word, 'back' | 'quit'>): Promise<void> {
    switch (word) {
      case 'read':
        return this.#read();
      case 'why':
        this.#sayWhy();
        return Promise.resolve();
      case 'verify':
        return this.#verify();
      case 'answer':
        return this.#answer();
      case 'output':
        return this.#readOutput();
      case 'close':
        return this.#close();
      case 'undo':
        return this.#undo();
    }
  }

  #current(): Card {
    const card = findAgain(this.#in.plan(), this.#card);
    if (card === undefined) throw new Error(`${this.#card.stem} is no longer there.`);
    return card;
  }

  async #sayCard(): Promise<void> {
    this.#in.conversation.say(cardSentence(this.#in.plan(), this.#card));
    this.#sayTicks((await this.#in.workbench.readCard(this.#card)).checklist);
  }

  #sayTicks(checklist: readonly ChecklistItem[]): void {
    const { length } = checklist;
    this.#in.conversation.say(
      length === 0
        ? 'It has no verification checklist.'
        : `${settledCount(checklist)} of ${counted(length, 'check')} ticked.`,
    );
  }

  async #read(): Promise<void> {
    const { body, diagnostics } = await this.#in.workbench.readCard(this.#card);
    const { conversation } = this.#in;
    const requires = this.#card.requires.map(({ stem }) => clean(stem)).join(', ');
    conversation.say(`Requires ${requires === '' ? 'nothing' : requires}. From ${clean(this.#card.path)}:`);
    for (const { message } of diagnostics) conversation.say(clean(message));
    for (const line of body.trim().split('\n')) conversation.say(clean(line.trimEnd()), '  ');
  }

  #sayWhy(): void {
    const model = openingModel({
      plan: this.#in.plan(),
      goal: this.#in.goal(),
      git: undefined,
      size: { columns: UNBROKEN, rows: 1 },
      glyphs: ASCII,
      at: 0,
    });
    for (const row of whyLines({ ...model, cursor: cursorOn(this.#card) }, UNBROKEN)) {
      const line = plainText(row).trimEnd();
      if (line !== '') this.#in.conversation.say(line, '  ');
    }
  }

  async #verify(): Promise<void> {
    const { workbench, conversation, plan } = this.#in;
    const { checklist } = await workbench.readCard(this.#card);
    if (checklist.length === 0) return this.#sayTicks(checklist);
    if (plan().stateOf(this.#card).kind === 'blocked')
      conversation.say('The card is blocked: its checks run as an experiment, and closing it stays refused.');
    if (!(await approveAloud(this.#card, checklist, { workbench, conversation }))) return;
    const check = new CheckAloud(this.#card, checklist, conversation);
    this.#check = check;
    this.#verification = check.run(workbench);
    try {
      await this.#verification;
    } finally {
      this.#printed = check.printed;
      this.#check = undefined;
    }
    await this.#in.reread();
    this.#sayTicks((await workbench.readCard(this.#current())).checklist);
  }

  /** Asks about the items that need nothing but a person's word. */
  async #answer(): Promise<void> {
    const { workbench, conversation } = this.#in;
    const { checklist } = await workbench.readCard(this.#card);
    const open = checklist.filter(({ kind, ticked }) => kind === 'manual' && !ticked);
    if (open.length === 0) {
      conversation.say('No check waits for your word alone; verify runs the others and asks you then.');
      return;
    }
    for (const item of open) {
      const place = `${checklist.indexOf(item) + 1} of ${checklist.length}`;
      const judgement = await askJudgement(conversation, { item, place, outcomes: [], printed: undefined });
      if (judgement.verdict === 'later') continue;
      const outcome = await workbench.judge(this.#card, item, judgement);
      conversation.say(
        outcome.kind === 'written' ? `Check ${place} ${judgement.verdict} by your word.` : notDone(outcome),
      );
    }
    await this.#in.reread();
    this.#sayTicks((await workbench.readCard(this.#current())).checklist);
  }

  async #readOutput(): Promise<void> {
    if (this.#printed.length === 0) this.#in.conversation.say('No check of this card printed anything yet.');
    await readOut(this.#in.conversation, this.#printed);
  }

  async #close(): Promise<void> {
    const close = await askToClose(this.#card, this.#in);
    if (close !== undefined) await this.#changing(() => writeClose(this.#current(), close, this.#in));
  }

  async #undo(): Promise<void> {
    if (!(await this.#changing(() => undoAloud(this.#in)))) return;
    this.#card = this.#current();
    await this.#sayCard();
  }

  /** What is written meanwhile is no news to whoever watches the disk. */
  async #changing<T>(work: () => Promise<T>): Promise<T> {
    this.#isChanging = true;
    try {
      return await work();
    } finally {
      this.#isChanging = false;
    }
  }
}
