import { counted } from '../../counted.ts';
import type { EditOutcome } from '../../edit/edit-outcome.ts';
import type { MadeCommit } from '../../git/made-commit.ts';
import { shellWord } from '../../shell-word.ts';
import type { WhyNot } from '../../why-not.ts';
import type { CommitOutcome } from '../../workbench/carry-out-commit.ts';
import type { HandEdit, UndoOutcome } from '../../workbench/workbench.ts';

/** What came of the commit of a close, which is on the disk by then. */
export function commitNotice(outcome: CommitOutcome): string {
  if (outcome.kind === 'committed') return `Committed ${outcome.commit.slice(0, 7)}  ${outcome.subject}`;
  return [`Closed, and not committed: ${outcome.why}.`, ...outcome.said.slice(0, 1), outcome.help].join(' ');
}

/** A close that was to be committed and is not even begun, since there can be no commit. */
export function withoutCommit({ reason }: WhyNot): EditOutcome {
  return { kind: 'refused', message: reason, help: 'x, then y closes it without a commit.' };
}

/** What came of taking something back, and the command that takes its commit back too, where there is one. */
export function undoNotice(undo: UndoOutcome): { readonly said: string; readonly command?: string } {
  switch (undo.kind) {
    case 'nothing':
      return { said: 'There is nothing to undo: no tick, close or fix of this session is left.' };
    case 'undone': {
      if (undo.what === 'fix') return { said: `${undo.card.stem} is as it was before the fix.` };
      const what = undo.what === 'close' ? 'close' : 'last ticks';
      const said = `${undo.card.stem}: the ${what} taken back; what was recorded as evidence stays.`;
      if (undo.committed === undefined) return { said };
      const command = wayBackOf(undo.committed);
      const way = `${said} ${aboutCommit(undo.committed)}`;
      return command === undefined ? { said: way } : { said: way, command };
    }
    case 'refused':
      return {
        said: `${undo.card.stem} was not put back: ${undo.reason}. Use git to see what changed.`,
      };
  }
}

/** What came of mending a problem. */
export function fixNotice(outcome: EditOutcome): string {
  if (outcome.kind === 'written') return `${outcome.path} is mended; u takes it back.`;
  return `Not mended: ${outcome.message}.`;
}

/** What came of an editor. */
export function editNotice(edit: HandEdit): string {
  switch (edit.kind) {
    case 'edited':
      return edit.changed === 0 ? 'Nothing changed.' : `${counted(edit.changed, 'card')} changed.`;
    case 'opened':
      return `Opened in ${edit.editor}; what it saves shows here.`;
    case 'failed':
      return edit.message;
  }
}

function aboutCommit({ commit, isPushed, isLast }: MadeCommit): string {
  const its = `Its commit ${commit.slice(0, 7)}`;
  if (isPushed) return `${its} is pushed and stays: to open the card there too, commit it again.`;
  if (!isLast) return `${its} has others behind it and stays: to open the card there too, commit it again.`;
  return `${its} is not pushed; this takes it back:`;
}

function wayBackOf({ paths, isPushed, isLast }: MadeCommit): string | undefined {
  if (isPushed || !isLast) return undefined;
  return `git reset --soft HEAD~1 && git restore --staged ${paths.map(shellWord).join(' ')}`;
}
