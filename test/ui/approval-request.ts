import type { Card } from '../../src/cards/card.ts';
import type { ApprovalRequest } from '../../src/verify/approval-text.ts';

/** The question about commands that were never approved, as the workbench of a repository in `/home/you/plan` puts it. */
export function approvalRequest(card: Card, commands: readonly string[]): ApprovalRequest {
  const place = { repository: '/home/you/plan/.git', card: card.path, folder: '/home/you/plan' };
  return {
    card,
    commands: commands.map((command) => ({
      facts: { ...place, command, shell: '/bin/sh', files: [] },
      never: undefined,
      before: undefined,
    })),
    timeoutMs: 600_000,
    environment: { kind: 'inherited' },
  };
}
