import type { Card } from '../../cards/card.ts';
import type { CloseMode } from '../../edit/advance-card.ts';
import type { EditOutcome } from '../../edit/edit-outcome.ts';
import type { ClosePreview } from '../../workbench/workbench.ts';
import type { Step } from '../model/happening.ts';
import type { Model } from '../model/model.ts';
import { opened } from '../model/prompt.ts';

/** Asks whether to close a card, or says why it cannot be; to override what speaks against it, asks for the reason. */
export function takePreview(
  model: Model,
  asked: { readonly card: Card; readonly preview: ClosePreview; readonly mode: CloseMode },
): Model {
  const { card, preview, mode } = asked;
  const { prompt } = model;
  if (prompt?.kind === 'force') {
    const since = isSamePreview(prompt.preview, preview) ? {} : { openedAt: model.now };
    return { ...model, prompt: { ...prompt, ...since, card, preview } };
  }
  // Also where nothing speaks against it: whoever begins to type a reason must not answer with its letters.
  if (mode === 'forced') {
    return {
      ...model,
      prompt: { kind: 'force', ...opened(model.now), card, preview, note: '', field: 'note' },
    };
  }
  // Asked anew about the same thing, it is the same question: keys that were meant for it count.
  const same = prompt?.kind === 'close' && isSamePreview(prompt.preview, preview);
  const since = same ? { openedAt: prompt.openedAt, scroll: prompt.scroll } : opened(model.now);
  return {
    ...model,
    prompt:
      preview.refusals.length > 0
        ? { kind: 'refused', ...since, card, refusals: preview.refusals }
        : { kind: 'close', ...since, card, preview },
  };
}

function isSamePreview(one: ClosePreview, other: ClosePreview): boolean {
  const said = ({ refusals, diff, becomesReady }: ClosePreview): string =>
    JSON.stringify([refusals, diff, becomesReady.map(({ stem }) => stem)]);
  return said(one) === said(other);
}

/** What came of writing a close. */
export function takeClosed(
  model: Model,
  { card, outcome }: { readonly card: Card; readonly outcome: EditOutcome },
): Step {
  switch (outcome.kind) {
    case 'written':
      return [
        { ...model, closing: model.closing && { ...model.closing, written: true } },
        [{ kind: 'reload' }],
      ];
    case 'refused':
      return [
        {
          ...model,
          closing: undefined,
          notice: `${card.stem} was not closed: ${outcome.message}; ${outcome.help}`,
        },
        [],
      ];
    case 'changed-meanwhile':
    case 'failed':
      return [
        { ...model, closing: undefined, notice: `${card.stem} was not closed: ${outcome.message}` },
        [{ kind: 'reload' }],
      ];
  }
}
