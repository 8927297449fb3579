import { createHash } from 'node:crypto';
import type { NamedFile } from './named-files.ts';

/** Goes into every key, so that approvals of another meaning never count. */
const FORMAT_VERSION = 'mikado-trust-2';
/** Goes into the hash of a card's commands for the same reason. */
const SET_VERSION = 'mikado-commands-1';

/** What a command is named by for a person's word on it: all that decides what it would do, as far as that can be told. */
export interface CommandFacts {
  /** The real path of the repository's git folder, or of its top folder without git. */
  readonly repository: string;
  /** The card's path, relative to the plan's top folder. */
  readonly card: string;
  /** The very bytes that are handed to the shell. */
  readonly command: string;
  readonly shell: string;
  /** The real path of the folder it runs in. */
  readonly folder: string;
  /** The files of the repository that it names as programs or scripts. */
  readonly files: readonly Pick<NamedFile, 'path' | 'sha256'>[];
}

/** A command that a person approved. */
export interface Approval extends CommandFacts {
  /** When, as an ISO time. */
  readonly when: string;
  /** The commit that was checked out then, or null. */
  readonly commit: string | null;
}

/** The name of an approval: changes with every byte of the facts. */
export function keyOf(facts: CommandFacts): string {
  const { repository, card, command, shell, folder, files } = facts;
  return digest([FORMAT_VERSION, repository, card, command, shell, folder, ...filesFlat(files)]);
}

/**
 * The hash that stands for all commands of a card, which proves that who names it saw them: `sha256:` and 64 digits over
 * the card's path, the shell, and each command with its files, in the card's order. It is the same in every clone.
 */
export function commandsHash(card: string, commands: readonly CommandFacts[]): string {
  const fields = commands.flatMap(({ command, shell, files }) => [command, shell, ...filesFlat(files)]);
  return `sha256:${digest([SET_VERSION, card, ...fields])}`;
}

/** Tells whether a value read from a file is an approval. */
export function isApproval(value: unknown): value is Approval {
  if (typeof value !== 'object' || value === null) return false;
  const field = (name: string): unknown => Reflect.get(value, name);
  const texts = ['repository', 'card', 'command', 'shell', 'folder', 'when'].map(field);
  const commit = field('commit');
  const files = field('files');
  return (
    texts.every((text) => typeof text === 'string') &&
    (commit === null || typeof commit === 'string') &&
    Array.isArray(files) &&
    files.every(isFile)
  );
}

function isFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'path') === 'string' && typeof Reflect.get(value, 'sha256') === 'string';
}

function filesFlat(files: CommandFacts['files']): readonly string[] {
  return [String(files.length), ...files.flatMap(({ path, sha256 }) => [path, sha256])];
}

function digest(fields: readonly string[]): string {
  const hash = createHash('sha256');
  // With its length before it, no field can pass for a part of its neighbour.
  for (const field of fields) hash.update(`${Buffer.byteLength(field)}:`).update(field);
  return hash.digest('hex');
}
