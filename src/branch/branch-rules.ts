/** What one rule about the commits of a Mikado branch finds, and why that matters. */
interface BranchRule {
  readonly code: string;
  /** One sentence: what is wrong. */
  readonly says: string;
  readonly why: string;
}

/** Every rule about the commits of a Mikado branch. A code is stable: scripts name it. */
export const BRANCH_RULES = [
  {
    code: 'subject-form',
    says: 'The subject is not `C2(goal): plan`, `impl`, `close` or `finalize` and a text.',
    why: 'Without it nobody sees where the branch stands, and what the commit contains cannot be compared with what it is for.',
  },
  {
    code: 'subject-goal',
    says: 'The subject names another goal than the branch.',
    why: 'The branch of one goal holds the work for that goal alone; a commit of another one came here by mistake.',
  },
  {
    code: 'goal-not-planned',
    says: 'Work begins on a branch whose goal has no card.',
    why: 'Without that card there is no chain to work along and none to finish, and it may not be introduced later.',
  },
  {
    code: 'late-card',
    says: 'A card is introduced after the first impl or close.',
    why: 'Work that was done before its ground was planned may be wrong, so it is done again on top of the plan.',
  },
  {
    code: 'late-plan',
    says: 'A plan commit comes after the first impl or close, and introduces no card.',
    why: 'The plan is read before the work: what was learned later goes to the end of the plan, and the work is replayed.',
  },
  {
    code: 'plan-with-code',
    says: 'A plan commit changes files that are no documents.',
    why: 'Code that slipped into the plan survives every reset, tried or not.',
  },
  {
    code: 'plan-closes-card',
    says: 'A plan commit closes a card.',
    why: 'A card is closed by work that was verified, in a close commit that says so.',
  },
  {
    code: 'impl-edits-card',
    says: 'An impl commit changes a card.',
    why: 'When the code is thrown away, what was written in the card would go with it.',
  },
  {
    code: 'close-nothing',
    says: 'A close commit closes no card.',
    why: 'Everybody who reads the history takes a card for finished that is not.',
  },
  {
    code: 'close-not-ready',
    says: 'A close commit closes a card below which something is open.',
    why: 'The card stands on work that is not there.',
  },
  {
    code: 'close-with-more',
    says: 'A close commit changes more than the status of the cards that it closes, their ticks, their dates and the evidence.',
    why: 'A close is replayed after a discovery without a second look, so it may carry nothing that wants one.',
  },
  {
    code: 'finalize-open',
    says: 'A finalize commit ends a chain in which cards are open.',
    why: 'Without their fields the open cards are in no list any more, and the chain ends unfinished in silence.',
  },
  {
    code: 'finalize-nothing',
    says: 'A finalize commit finds no card of its goal.',
    why: 'There is no chain to end: the goal has no Mikado fields, or another name.',
  },
  {
    code: 'finalize-leaves-fields',
    says: 'A finalize commit leaves Mikado fields in a card that no other chain needs.',
    why: 'What is left goes on being a card, and is read as part of a plan that is over.',
  },
  {
    code: 'finalize-with-code',
    says: 'A finalize commit changes files that are no Markdown.',
    why: 'The chain was verified without that code.',
  },
  {
    code: 'after-finalize',
    says: 'A commit comes after finalize.',
    why: 'Finalize ends the chain, so that what follows belongs to no card.',
  },
  {
    code: 'merge-not-base',
    says: 'A merge brings in commits that are not on the base.',
    why: 'Two lines of work have no order, so that nobody can say what was planned before it was done.',
  },
  {
    code: 'merge-edits-card',
    says: 'A merge itself closes, introduces or takes away a card.',
    why: 'What neither side did hides in a merge, where nobody looks for it.',
  },
] as const satisfies readonly BranchRule[];

/** The stable code of a rule about a branch. */
export type BranchRuleCode = (typeof BRANCH_RULES)[number]['code'];
