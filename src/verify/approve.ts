import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Card } from '../cards/card.ts';
import { type Refusal, refuse } from '../edit/refusal.ts';
import { createSynced } from '../edit/write-bytes.ts';
import { isInside } from '../is-inside.ts';
import { isSystemError } from '../system-error.ts';
import { hasHidden } from '../visible.ts';
import { findProgram, firstWord } from './first-word.ts';
import { DEFAULT_SHELL } from './run-command.ts';

/** Goes into every key, so that approvals of another meaning never count. */
const FORMAT_VERSION = 'mikado-trust-1';
const MAX_COMMAND_BYTES = 8 * 1024;
const KEY = /^[0-9a-f]{64}$/;

/** What makes a card's commands approvable: its path, relative to the plan's top folder. */
export type ApprovedCard = Pick<Card, 'path'>;

/** One command that a person approved. */
export interface Approval {
  /** The real path of the repository's git folder, or of its top folder without git. */
  readonly repository: string;
  /** The card's path, relative to the plan's top folder. */
  readonly card: string;
  readonly command: string;
  /** When, as an ISO time. */
  readonly when: string;
}

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
  const state = stateFolder(place.env);
  if (state === undefined) return refuse('approvals need a home folder; set HOME or XDG_STATE_HOME');
  const folder = join(state, 'mikado', 'trust');
  const top = realpathSync(place.top);
  if (isInside(realFolder(folder), top)) {
    return refuse(
      `approvals are never kept inside the repository (${folder}); set XDG_STATE_HOME to a folder outside`,
    );
  }
  const owned = existsSync(folder) ? statSync(folder) : undefined;
  if (
    owned !== undefined &&
    ((owned.mode & 0o022) !== 0 || owned.uid !== (process.getuid?.() ?? owned.uid))
  ) {
    return refuse(`others can write to ${folder}, so no approval there counts; run chmod 700 on it`);
  }
  return new Trust(folder, { ...place, top });
}

/** The approvals of one repository; ask `openTrust` for it. */
export class Trust {
  readonly #folder: string;
  readonly #place: TrustPlace;
  readonly #repository: string;
  readonly #cwd: string;

  constructor(folder: string, place: TrustPlace) {
    this.#folder = folder;
    this.#place = place;
    this.#repository = realpathSync(place.gitDir ?? place.top);
    this.#cwd = realpathSync(place.cwd ?? place.top);
  }

  /** Tells whether a person approved this very command of this card, run this way; any trouble means no. */
  isApproved(card: ApprovedCard, command: string): boolean {
    if (whyNotApprovable(command) !== undefined) return false;
    const approval = this.#read(this.#key(card, command));
    return (
      approval?.command === command && approval.card === card.path && approval.repository === this.#repository
    );
  }

  /** The commands that still need a person's word, each once, in their order. */
  pending(card: ApprovedCard, commands: readonly string[]): readonly string[] {
    return [...new Set(commands)].filter((command) => !this.isApproved(card, command));
  }

  /**
   * Records that a person approved these commands of a card.
   *
   * @returns a refusal, with nothing recorded, when one of them can never be approved; a refusal as well when the
   * system does not let the approvals be written.
   */
  approve(card: ApprovedCard, commands: readonly string[]): Refusal | undefined {
    for (const command of commands) {
      const why = whyNotApprovable(command);
      if (why !== undefined) return refuse(`a command cannot be approved: ${why}`);
    }
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      for (const command of commands) this.#write(card, command);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(`the approval could not be written: ${error.message}`);
    }
    return undefined;
  }

  /** All approvals of this repository, by card and then by time. */
  list(): readonly Approval[] {
    const order = (approval: Approval): string => `${approval.card}\0${approval.when}\0${approval.command}`;
    return this.#all()
      .map(({ approval }) => approval)
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** Takes back every approval of a card, and answers with what it took back. */
  revoke(card: ApprovedCard): readonly Approval[] {
    const taken = this.#all().filter(({ approval }) => approval.card === card.path);
    for (const { key } of taken) rmSync(join(this.#folder, key), { force: true });
    return taken.map(({ approval }) => approval);
  }

  #all(): readonly { readonly key: string; readonly approval: Approval }[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).flatMap((key) => {
      const approval = KEY.test(key) ? this.#read(key) : undefined;
      return approval?.repository === this.#repository ? [{ key, approval }] : [];
    });
  }

  #key(card: ApprovedCard, command: string): string {
    const fields = [
      FORMAT_VERSION,
      this.#repository,
      card.path,
      command,
      this.#place.shell ?? DEFAULT_SHELL,
      this.#cwd,
      this.#ownProgram(command),
    ];
    const hash = createHash('sha256');
    // With its length before it, no field can pass for a part of its neighbour.
    for (const field of fields) hash.update(`${Buffer.byteLength(field)}:`).update(field);
    return hash.digest('hex');
  }

  /** The sha256 of the program when it is a file of the repository, whose change makes it another command. */
  #ownProgram(command: string): string {
    const word = firstWord(command);
    const found =
      word === undefined
        ? undefined
        : findProgram(word, { cwd: this.#cwd, path: this.#place.env.PATH ?? '' });
    if (found === undefined) return '';
    try {
      const real = realpathSync(found);
      if (!isInside(real, this.#place.top) || !statSync(real).isFile()) return '';
      return createHash('sha256').update(readFileSync(real)).digest('hex');
    } catch {
      return 'unreadable';
    }
  }

  #write(card: ApprovedCard, command: string): void {
    const approval: Approval = {
      repository: this.#repository,
      card: card.path,
      command,
      when: new Date().toISOString(),
    };
    const temp = join(this.#folder, `.${randomBytes(8).toString('hex')}.tmp`);
    createSynced(temp, Buffer.from(`${JSON.stringify({ schemaVersion: 1, ...approval })}\n`), {
      mode: 0o600,
    });
    renameSync(temp, join(this.#folder, this.#key(card, command)));
  }

  #read(key: string): Approval | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(join(this.#folder, key), 'utf8'));
      return isApproval(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

function isApproval(value: unknown): value is Approval {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['repository', 'card', 'command', 'when'].map((name): unknown => Reflect.get(value, name));
  return texts.every((text) => typeof text === 'string');
}

/** The user's state folder; the XDG rule is that a relative one does not count. */
function stateFolder(env: NodeJS.ProcessEnv): string | undefined {
  const named = env.XDG_STATE_HOME;
  if (named !== undefined && isAbsolute(named)) return named;
  return env.HOME !== undefined && isAbsolute(env.HOME) ? join(env.HOME, '.local', 'state') : undefined;
}

/** The real path of a folder that may not be there yet. */
function realFolder(folder: string): string {
  if (existsSync(folder) || dirname(folder) === folder) return realpathSync(folder);
  return join(realFolder(dirname(folder)), folder.slice(dirname(folder).length + 1));
}
