import type { RuleSetting } from '../check/rules.ts';

/** What a repository says in `.mikado.yaml`; every key may be left out. */
export interface Config {
  /** The documents root, relative to the top folder. */
  readonly docs?: string;
  /** Patterns in the form of `.gitignore`, relative to the documents root. */
  readonly ignore?: readonly string[];
  readonly status?: { readonly open?: readonly string[]; readonly done?: readonly string[] };
  /** What `close` writes: `remove` takes the `status` line out, any done word is written instead. */
  readonly closedStatus?: string;
  readonly verification?: {
    /** Further headings whose task lists are checklists. */
    readonly headings?: readonly string[];
    /** `never`: no command of a card runs, whoever approved it. */
    readonly run?: 'ask' | 'never';
    /** Time limit of one command in milliseconds. */
    readonly timeoutMs?: number;
    readonly shell?: string;
    /** Cards verified side by side. */
    readonly jobs?: number;
  };
  /** What rules of `check` are set to, by their code; what is not named has its default. */
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  readonly screen?: {
    /** Programs that open a window of their own, besides those that are known to. */
    readonly windowedEditors?: readonly string[];
  };
  readonly branch?: {
    /** The branch that a goal's branch starts from. */
    readonly base?: string;
    /** How a goal's branch is named; `<stem>` in it stands for the goal's stem. */
    readonly pattern?: string;
  };
}
