import { isAbsolute } from 'node:path';
import type { Card } from '../cards/card.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { isRefusal } from '../edit/refusal.ts';
import type { Plan } from '../plan.ts';
import { CONFIG_FILE, sharedGitDir } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';
import type { ApprovalRequest, Bar } from '../verify/approval-text.ts';
import { openTrust, type Trust, whyNotApprovable } from '../verify/approve.ts';
import { Denials } from '../verify/denial.ts';
import { refusedEvent } from '../verify/refused-event.ts';
import { DEFAULT_SHELL } from '../verify/run-command.ts';
import type { WhyHeldBack } from './read-trust-base.ts';
import type { RunPolicy } from './workbench.ts';

/** Names another shell than `/bin/sh` for the commands of cards, by its whole path. */
export const SHELL_VARIABLE = 'MIKADO_SHELL';

/** A command that says no time limit has this one, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Decides which commands of a plan's cards may run: those that a person approved, or that a policy from the command line
 * lets run. Nothing that the repository or a card says makes it decide otherwise.
 */
export class RunConsent {
  readonly #plan: Plan;
  readonly #policy: RunPolicy;
  readonly #env: NodeJS.ProcessEnv;
  #trust: Trust | undefined;
  #denials: Denials | undefined;
  #base: Promise<(card: Card, now: Checklist) => Promise<WhyHeldBack>> | undefined;

  constructor(plan: Plan, policy: RunPolicy, env: NodeJS.ProcessEnv) {
    this.#plan = plan;
    this.#policy = policy;
    this.#env = env;
  }

  /**
   * The approvals of this repository.
   *
   * @throws UsageError when they would have to be kept where they cannot be trusted
   */
  get trust(): Trust {
    if (this.#trust !== undefined) return this.#trust;
    const { place } = this.#plan;
    const opened = openTrust({
      top: place.top,
      gitDir: sharedGitDir(place),
      env: this.#env,
      shell: this.shell,
    });
    if (isRefusal(opened))
      throw new UsageError(`Approvals cannot be kept: ${opened.refused}.`, 'Nothing was run.');
    this.#trust = opened;
    return opened;
  }

  /** What a person refused for good in this repository. */
  get denials(): Denials {
    const { place } = this.#plan;
    this.#denials ??= new Denials({ top: place.top, gitDir: sharedGitDir(place), env: this.#env });
    return this.#denials;
  }

  /**
   * The shell of card commands: the user's choice alone, since a shell from the repository could be anything.
   *
   * @throws UsageError when the user's choice is no whole path
   */
  get shell(): string {
    const named = this.#env[SHELL_VARIABLE];
    if (named === undefined || named === '') return DEFAULT_SHELL;
    if (isAbsolute(named)) return named;
    throw new UsageError(
      `${SHELL_VARIABLE} is not a whole path: ${named}.`,
      `Write for example ${SHELL_VARIABLE}=/bin/bash.`,
    );
  }

  /** The time limit of a command where the user names none, in milliseconds: the repository may only shorten it. */
  get timeoutMs(): number {
    const asked = this.#plan.config.verification?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return Math.min(asked, DEFAULT_TIMEOUT_MS);
  }

  /** What the repository's configuration asks for and does not get, one sentence each. */
  get warnings(): readonly string[] {
    const own = this.shell;
    const { shell, timeoutMs = 0 } = this.#plan.config.verification ?? {};
    const warnings: string[] = [];
    if (shell !== undefined && shell !== own)
      warnings.push(
        `verification.shell in ${CONFIG_FILE} does not count: a repository does not choose what runs its commands; ${SHELL_VARIABLE} does`,
      );
    if (timeoutMs > DEFAULT_TIMEOUT_MS)
      warnings.push(
        `verification.timeout in ${CONFIG_FILE} does not count: a repository can only shorten the time limit of 10m; --timeout can be longer`,
      );
    return warnings;
  }

  /** Why no command of a card runs, whatever anybody approved and the command line says; undefined when some may. */
  barOf(card: Pick<Card, 'path'>): Bar | undefined {
    if (this.#plan.config.verification?.run === 'never')
      return {
        reason: `verification.run in ${CONFIG_FILE} is never`,
        help: 'whoever keeps this repository can change that',
      };
    const path = this.denials.pathOver(card);
    if (path === undefined) return undefined;
    return { reason: `you refused ${path} for good`, help: `mikado trust ${path} --revoke takes that back` };
  }

  /** The question whether the commands of a card may run; without commands where a person approved all of them. */
  approvalFor(card: Card, commands: readonly string[]): ApprovalRequest {
    const { timeoutMs } = this;
    const { environment } = this.#policy;
    const bar = this.barOf(card);
    if (bar !== undefined) return { card, commands: [], timeoutMs, environment, bar };
    return { card, commands: this.trust.pending(card, commands), timeoutMs, environment };
  }

  /**
   * Remembers a person's yes.
   *
   * @param commit the full id of the commit that was looked at; null outside git
   * @throws UsageError for commands that cannot be approved
   */
  approve({ commands }: ApprovalRequest, commit: string | null): void {
    const facts = commands.map((command) => command.facts);
    const refusal = this.trust.approve(facts, commit);
    if (refusal !== undefined) throw new UsageError(`Not approved: ${refusal.refused}.`, 'Nothing was run.');
  }

  /** Looks at the rules for one card; its answer is good for this moment, and asks the disk each time it is called. */
  async whyNot(card: Card, now: Checklist): Promise<WhyHeldBack> {
    const event = refusedEvent(this.#env);
    if (event !== undefined) return () => `no command runs on the event ${event}`;
    const bar = this.barOf(card);
    if (bar !== undefined) return () => `${bar.reason}; ${bar.help}`;
    const { consent } = this.#policy;
    switch (consent.kind) {
      case 'person':
        return (command) => (this.trust.isApproved(card, command) ? undefined : 'not approved yet');
      case 'all':
        return whyNotApprovable;
      case 'base': {
        const { readTrustBase } = await import('./read-trust-base.ts');
        this.#base ??= readTrustBase(this.#plan, consent.ref, this.#env);
        const whyNew = await (await this.#base)(card, now);
        return (command) => whyNotApprovable(command) ?? whyNew(command);
      }
    }
  }
}
