/**
 * Events on which a forge runs the base branch's workflow, with its secrets and a token that can write, because of what
 * a stranger did. GitHub, Forgejo and Gitea call them the same.
 */
const EVENTS: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);

/** Where GitHub says why such a workflow must run nothing of the change. */
export const EVENTS_PAGE =
  'https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target';

/** The event of this CI job when no command may run on it, whoever says so; undefined otherwise. */
export function refusedEvent(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const event = env.GITHUB_EVENT_NAME;
  return event !== undefined && EVENTS.has(event) ? event : undefined;
}
