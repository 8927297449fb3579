import { realpathSync } from 'node:fs';
import type { Card } from '../cards/card.ts';
import { isRefusal, type Refusal, refuse } from '../edit/refusal.ts';
import { hasHidden } from '../visible.ts';
import { type Approval, type CommandFacts, isApproval, keyOf } from './approval.ts';
import { type NearApproval, nearestApproval } from './approval-change.ts';
import { namedFiles } from './named-files.ts';
import { DEFAULT_SHELL } from './run-command.ts';
import { StateStore, trustedFolder } from './state-store.ts';

const MAX_COMMAND_BYTES = 8 * 1024;
const SCHEMA_VERSION = 2;

/** What makes a card's commands approvable: its path, relative to the plan's top folder. */
export type ApprovedCard = Pick<Card, 'path'>;

/** Where and how commands would run; each part goes into the key. */
export interface TrustPlace {
  /** The top folder of the plan. */
  readonly top: string;
  /** The git folder that all work trees of the repository share, or undefined without git. */
  readonly gitDir: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** `/bin/sh` by default. */
  readonly shell?: string;
  /** The folder that commands run in; `top` by default. */
  readonly cwd?: string;
}

/** A command that nobody approved as it is now. */
export interface PendingCommand {
  /** As they were when the question was put: a yes is about these, whatever happens to the files meanwhile. */
  readonly facts: CommandFacts;
  /** Why no person can approve it, or undefined. */
  readonly never: string | undefined;
  /** What was approved before that it may come from. */
  readonly before: NearApproval | undefined;
}

/**
 * Says why a command can never be approved, or undefined when it can: it holds characters that a person would not see
 * (line ends and tabs aside), or is longer than 8 KiB.
 */
export function whyNotApprovable(command: string): string | undefined {
  if (Buffer.byteLength(command) > MAX_COMMAND_BYTES) return 'it is longer than 8 KiB';
  if (command.trim() === '') return 'it is empty';
  return command.split('\n').some(hasHidden) ? 'it holds hidden characters' : undefined;
}

/**
 * Opens the user's approvals of commands for one repository. They are kept in the user's state folder, one file each,
 * and nothing in the repository is ever read as one.
 *
 * @returns a refusal when that folder is unknown, is not the user's alone, or lies inside the repository.
 */
export function openTrust(place: TrustPlace): Trust | Refusal {
  const top = realpathSync(place.top);
  const folder = trustedFolder('trust', top, place.env);
  if (isRefusal(folder)) return folder;
  const store = new StateStore(folder, {
    name: 'approval',
    schemaVersion: SCHEMA_VERSION,
    is: isApproval,
    keyOf,
  });
  return new Trust(store, { ...place, top });
}

/** The approvals of one repository; ask `openTrust` for it. */
export class Trust {
  readonly #store: StateStore<Approval>;
  readonly #place: TrustPlace;
  readonly #repository: string;
  readonly #cwd: string;

  constructor(store: StateStore<Approval>, place: TrustPlace) {
    this.#store = store;
    this.#place = place;
    this.#repository = realpathSync(place.gitDir ?? place.top);
    this.#cwd = realpathSync(place.cwd ?? place.top);
  }

  /** What a person's word on a command would be about, at this moment. */
  factsOf(card: ApprovedCard, command: string): CommandFacts {
    const { top, env, shell } = this.#place;
    return {
      repository: this.#repository,
      card: card.path,
      command,
      shell: shell ?? DEFAULT_SHELL,
      folder: this.#cwd,
      files: namedFiles(command, { top, cwd: this.#cwd, path: env.PATH ?? '' }).map(({ path, sha256 }) => ({
        path,
        sha256,
      })),
    };
  }

  /** Tells whether a person approved this very command of this card, run this way; any trouble means no. */
  isApproved(card: ApprovedCard, command: string): boolean {
    return whyNotApprovable(command) === undefined && this.#isKept(this.factsOf(card, command));
  }

  /**
   * The commands that still need a person's word, each once, in their order.
   *
   * @param commands all commands of the card
   */
  pending(card: ApprovedCard, commands: readonly string[]): readonly PendingCommand[] {
    const present = new Set(commands);
    const open = [...present].filter((command) => !this.isApproved(card, command));
    if (open.length === 0) return [];
    const approvals = this.list();
    return open.map((command) => {
      const facts = this.factsOf(card, command);
      const before = nearestApproval(facts, { approvals, present });
      return { facts, never: whyNotApprovable(command), before };
    });
  }

  /**
   * Records that a person approved commands, as they were when he was asked.
   *
   * @param commit what was checked out then, or null
   * @returns a refusal, with nothing recorded, when one of them can never be approved; a refusal as well when the
   * system does not let the approvals be written.
   */
  approve(commands: readonly CommandFacts[], commit: string | null): Refusal | undefined {
    for (const { command } of commands) {
      const why = whyNotApprovable(command);
      if (why !== undefined) return refuse(`a command cannot be approved: ${why}`);
    }
    const when = new Date().toISOString();
    return this.#store.add(commands.map((facts) => ({ ...facts, when, commit })));
  }

  /** All approvals of this repository, by card and then by time. */
  list(): readonly Approval[] {
    const order = (approval: Approval): string => `${approval.card}\0${approval.when}\0${approval.command}`;
    return this.#store
      .list()
      .filter((approval) => approval.repository === this.#repository)
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** Tells whether an approval is of its command as it would run now, and not of an earlier one. */
  isCurrent(approval: Approval): boolean {
    return keyOf(approval) === keyOf(this.factsOf({ path: approval.card }, approval.command));
  }

  /** Takes approvals back. */
  revoke(approvals: readonly Approval[]): Refusal | undefined {
    return this.#store.remove(approvals);
  }

  /** Removes what counts for nothing: half-written files, and approvals of an older format. */
  sweep(): void {
    this.#store.sweep();
  }

  #isKept(facts: CommandFacts): boolean {
    return this.#store.read(keyOf(facts)) !== undefined;
  }
}
