import type { Card } from '../cards/card.ts';
import type { Answer } from './schemas.ts';

type CardAnswer = Answer<'trust'>['cards'][number];
type ApprovalAnswer = Answer<'approvals'>['approvals'][number];

/** An approval with what has become of its command. */
export interface ApprovalState {
  readonly state: ApprovalAnswer['state'];
  readonly approval: {
    readonly card: string;
    readonly command: string;
    readonly when: string;
    readonly commit: string | null;
    readonly shell: string;
    readonly folder: string;
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
  };
}

/** The commands of cards, with who may run them and the hash that stands for them all. */
export function trustJson(
  cards: readonly {
    readonly card: Pick<Card, 'stem' | 'path'>;
    readonly hash: string;
    readonly denied: string | null;
    readonly commands: readonly {
      readonly command: string;
      readonly approved: boolean;
      readonly never: string | null;
      readonly files: readonly { readonly path: string; readonly sha256: string }[];
    }[];
  }[],
): Answer<'trust'> {
  return {
    schemaVersion: 1,
    cards: cards.map(
      ({ card, hash, denied, commands }): CardAnswer => ({
        stem: card.stem,
        path: card.path,
        hash,
        denied,
        commands: commands.map((each) => ({ ...each, files: [...each.files] })),
      }),
    ),
  };
}

/** The approvals and the refusals for good that are listed, were written, or were taken back. */
export function approvalsJson(
  found: readonly ApprovalState[],
  denied: readonly { readonly path: string; readonly when: string }[],
): Answer<'approvals'> {
  return {
    schemaVersion: 1,
    approvals: found.map(({ approval, state }): ApprovalAnswer => {
      const { card, command, when, commit, shell, folder, files } = approval;
      return { card, command, state, when, commit, shell, folder, files: [...files] };
    }),
    denials: denied.map(({ path, when }) => ({ path, when })),
  };
}
