/** How a rule is set: what its findings are, or that it is not asked. */
export type RuleSetting = 'off' | 'warn' | 'error';

/** What one kind of diagnostic is about. */
export interface Rule {
  readonly code: string;
  /** What it is set to when the configuration says nothing. */
  readonly setting: RuleSetting;
  /** Set where the rule tells harmless findings, which are warnings unless the configuration says otherwise. */
  readonly milder?: true;
  /** Set where the rule compares two trees, so that no single one can show what it finds. */
  readonly compares?: true;
  /** One sentence: what is wrong. */
  readonly says: string;
  /** Why that matters. */
  readonly why: string;
}

/** Every rule a diagnostic can come from, by its code. A code is stable: scripts and configurations name it. */
export const RULES = [
  {
    code: 'ambiguous-stem',
    setting: 'error',
    milder: true,
    says: 'A card requires, or a link names, a stem that several documents have; where none of them is a card, that is a warning.',
    why: 'The stem is what a card is known by. Which of the two is meant cannot be told, so both are treated as not done.',
  },
  {
    code: 'body-unread',
    setting: 'error',
    milder: true,
    says: 'The body of a card cannot be read to its end, so its checklist and links are not all known; in other documents that is a warning.',
    why: 'A box that was not read would be missing without a word, and the card could be closed without it.',
  },
  {
    code: 'branch-name',
    setting: 'error',
    says: 'The branch of a goal is not `mikado/<stem>`, or what `branch.pattern` in the configuration makes of it.',
    why: 'The branch is how the commits of a change are found, and how a person who picks it up finds the chain.',
  },
  {
    code: 'branch-on-non-goal',
    setting: 'warn',
    says: 'A card that another card requires has a `branch`.',
    why: 'A chain lives on one branch, that of its goal; a second one splits the change.',
  },
  {
    code: 'broken-wiki-link',
    setting: 'warn',
    says: 'A wiki link leads to no document, or to a heading that its document does not have.',
    why: 'A reader who follows it finds nothing, and often it is the trace of a card that was renamed.',
  },
  {
    code: 'closed-before-prerequisites',
    setting: 'error',
    compares: true,
    says: 'With `--base`: this change closed a card while a card that it requires, directly or not, is not done.',
    why: 'It takes the place of `done-before-prerequisites` where this very change is to blame, and not a prerequisite that was reopened or found later.',
  },
  {
    code: 'closed-unverified',
    setting: 'error',
    milder: true,
    compares: true,
    says: 'With `--base`: this change closed a card while items of its checklist are neither ticked nor waived, or took its open checklist out; where the card was closed with `--force`, that is a warning.',
    why: 'What the card promised was not shown to hold, and once the change is merged nobody looks again.',
  },
  {
    code: 'conflict-markers',
    setting: 'error',
    says: 'The card holds the markers of a merge conflict.',
    why: 'Two versions of the card stand in one file. Nothing may be concluded from it until somebody chooses.',
  },
  {
    code: 'cycle',
    setting: 'error',
    says: 'Cards require one another in a circle.',
    why: 'None of them can ever be ready, so no goal above them can be reached.',
  },
  {
    code: 'done-before-prerequisites',
    setting: 'error',
    says: 'A card is done, and a card that it requires, directly or not, is not.',
    why: 'Either the card was closed too early, or a prerequisite was reopened or found later. The shortest way to the open card is named.',
  },
  {
    code: 'done-with-open-items',
    setting: 'warn',
    says: 'A card is done, and its checklist has items that are neither ticked nor waived.',
    why: 'What the card promised was not shown to hold when it was closed.',
  },
  {
    code: 'done-without-evidence',
    setting: 'off',
    says: 'A card is done, and an item of its checklist has no receipt of a run that passed and still fits it.',
    why: 'A ticked box says that somebody ticked it. A receipt says which command passed, on which commit.',
  },
  {
    code: 'duplicate-prerequisite',
    setting: 'warn',
    says: 'A card requires the same card twice.',
    why: 'It changes nothing, and usually another card was meant.',
  },
  {
    code: 'encoding',
    setting: 'error',
    milder: true,
    says: 'The file is not UTF-8, or starts with a byte order mark, which is a warning.',
    why: 'A card in another encoding cannot be read with certainty, and is never rewritten.',
  },
  {
    code: 'exit-status-proves-little',
    setting: 'off',
    says: 'An item is ticked by the exit status of a command that only reports.',
    why: 'Such a command ends with 0 whatever it prints, so the tick says that it ran and no more.',
  },
  {
    code: 'frontmatter-invalid',
    setting: 'error',
    says: 'The front matter is not closed, or is no YAML that a card can have.',
    why: 'A card whose fields cannot be read counts as open, and blocks what requires it.',
  },
  {
    code: 'frontmatter-language',
    setting: 'error',
    says: 'The front matter is in another language than YAML.',
    why: 'Other languages are never evaluated, since some of them are programs.',
  },
  {
    code: 'frontmatter-not-first',
    setting: 'error',
    says: 'Something stands before the front matter.',
    why: 'Only a front matter on the first line is one to other tools, which then take the card for done.',
  },
  {
    code: 'goal-abandoned',
    setting: 'error',
    compares: true,
    says: 'With `--base`: this change took out the `requires` of a goal, or the goal, while cards that it required are not done.',
    why: 'A document without these fields is no card, or is done, so that no rule about one tree has anything to judge: the chain ends unfinished and in silence.',
  },
  {
    code: 'hidden-characters',
    setting: 'error',
    milder: true,
    says: 'A command in a checklist holds characters that cannot be seen or that change the order of others; in a name or a title that is a warning.',
    why: 'The command that a person reads and approves is not the one that would run.',
  },
  {
    code: 'link-not-required',
    setting: 'warn',
    says: 'A card links to another one as a prerequisite, and does not require it.',
    why: 'Only `requires` decides what is ready, so the card would be ready too early.',
  },
  {
    code: 'look-alike-stem',
    setting: 'warn',
    says: 'Two documents, one of them a card, have stems that look the same and are not.',
    why: 'Stems are compared exactly. A person cannot tell which of the two is meant.',
  },
  {
    code: 'missing-prerequisite',
    setting: 'error',
    says: 'A card requires a stem that no document has.',
    why: 'What is not there is not done, so the card is blocked for good.',
  },
  {
    code: 'not-a-file',
    setting: 'error',
    milder: true,
    says: 'A document cannot be read, or is no regular file inside the repository, which is a warning while no card requires it.',
    why: 'Links that lead out of the repository, pipes and folders are named, and never followed.',
  },
  {
    code: 'prerequisite-vanished',
    setting: 'error',
    compares: true,
    says: 'With `--base`: a card requires an open card no longer, not even through another one, or that card was deleted.',
    why: 'What was found to be needed is gone from the plan without being done. A renamed card has not vanished, and one that is closed first, with a reason if it was not needed, may be dropped.',
  },
  {
    code: 'redundant-prerequisite',
    setting: 'off',
    says: 'A card requires another one directly that it requires through a third one already.',
    why: 'Leaving it out changes nothing about what is ready, and keeps the graph easy to read.',
  },
  {
    code: 'required-not-linked',
    setting: 'off',
    says: 'A card requires another one, and nothing in its text links to it.',
    why: 'A reader of the page sees no front matter, and learns of prerequisites by their links.',
  },
  {
    code: 'requires-form',
    setting: 'error',
    milder: true,
    says: 'An entry of `requires` is no stem, or is understood and not written as one, which is a warning.',
    why: 'Other readers of the cards compare stems exactly, and would miss the prerequisite.',
  },
  {
    code: 'self-prerequisite',
    setting: 'error',
    says: 'A card requires itself.',
    why: 'It waits for itself, so it can never be ready.',
  },
  {
    code: 'template-left',
    setting: 'warn',
    says: 'The command of a checklist item has a placeholder that nobody filled in.',
    why: 'Such a command is never run, so the card cannot be verified.',
  },
  {
    code: 'too-large',
    setting: 'error',
    says: 'A file, a front matter or a list in it is larger than what is read.',
    why: 'Limits keep a single card from holding up everybody who reads the plan.',
  },
  {
    code: 'unknown-status',
    setting: 'warn',
    says: 'The status is empty or a word that is not in the vocabulary.',
    why: 'Nothing unknown is ever done: the card counts as open, which may not be what its author meant.',
  },
] as const satisfies readonly Rule[];

/** The stable code of a rule. */
export type Code = (typeof RULES)[number]['code'];
