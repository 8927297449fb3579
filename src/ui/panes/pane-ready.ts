import type { Card } from '../../cards/card.ts';
import type { OrderHint } from '../../order-hints.ts';
import { between, clean, cutEnd, inverted, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { settledCount } from '../model/checks.ts';
import { foundBy, shownReady } from '../model/filter.ts';
import { geometryOf } from '../model/geometry.ts';
import { chainOf, readyIn } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import { chainHints } from '../model/order-hint.ts';
import { stemSpan } from './words.ts';

/** The title of the ready list with the heads of its columns. */
export function readyTitle(model: Model, columns: number): Row {
  const count = shownReady(model).length;
  const heads = columns >= 48 ? 'unlocks path   chk ' : 'unlocks  chk ';
  const role = model.pane === 'ready' ? 'strong' : 'plain';
  return between([span(`2 Ready ${count}`, role)], [span(heads, 'dim')], columns);
}

/** The ready cards that are in sight, best first. */
export function readyPane(model: Model, columns: number): readonly Row[] {
  if (model.goal === undefined) return [];
  const ready = shownReady(model);
  if (ready.length === 0) return [padRow([span(`  ${whyNothing(model)}`, 'dim')], columns)];
  const top = model.tops.ready;
  const digits = String(ready.length).length;
  return ready.slice(top, top + geometryOf(model).ready).map(({ card, unlocks, distance }, index) => {
    const selected = card.path === model.cursor.path;
    const rank = String(top + index + 1).padStart(digits);
    const fresh = model.fresh.has(card.path) ? [span(' NEW', 'ready')] : [];
    const numbers =
      String(unlocks.length).padStart(7) +
      (columns >= 48 ? String(distance).padStart(5) : '') +
      `${checksWord(model, card.path).padStart(columns >= 48 ? 6 : 5)} `;
    const before = span(`${selected ? model.glyphs.selected : ' '} ${rank} `);
    const room = columns - before.text.length - numbers.length - (fresh.length > 0 ? 4 : 0);
    const stem = stemSpan(card.stem, { columns: room, glyphs: model.glyphs, role: 'plain' });
    const row = between([before, stem, ...fresh], [span(numbers)], columns);
    return selected && model.pane === 'ready' ? inverted(row) : row;
  });
}

function whyNothing(model: Model): string {
  if (foundBy(model) !== undefined) return 'nothing that the filter means';
  const chain = model.goal === undefined ? undefined : chainOf(model.plan, model.goal);
  return chain?.finished === true ? 'nothing: the chain is finished' : 'nothing: see d, problems';
}

function checksWord(model: Model, path: string): string {
  const text = model.texts.get(path)?.text;
  if (text === undefined) return '-';
  return 'failed' in text ? '!' : `${settledCount(text.checklist)}/${text.checklist.length}`;
}

/** A hint at another order in a few words. */
function hintWords({ first, then }: OrderHint, card: Card): string {
  const order = card === then ? `${first.stem} before it` : `it before ${then.stem}`;
  return `hint: ${order}, not in requires; e adds it`;
}

/** Why the selected ready card stands where it does, in a number of rows. */
export function reasonsPane(model: Model, columns: number): readonly Row[] {
  const { reasons } = geometryOf(model);
  if (model.goal === undefined || reasons < 2) return [];
  const ready = readyIn(model.plan, model.goal);
  const chosen = ready.find(({ card }) => card.path === model.cursor.path);
  if (chosen === undefined) return [];
  const hints = chainHints(model)
    .filter(({ first, then }) => first === chosen.card || then === chosen.card)
    .map((hint) => hintWords(hint, chosen.card));
  const lines = [...hints, chosen.reasons.join('; ')].flatMap((line) => wrap(clean(line), columns - 4));
  const shown = [...lines.slice(0, reasons - 1)];
  const last = shown.length < lines.length ? shown.pop() : undefined;
  const cut =
    last === undefined
      ? []
      : [cutEnd(`${last} ${model.glyphs.ellipsis}`, columns - 3, model.glyphs.ellipsis)];
  return [[], ...[...shown, ...cut].map((line) => [span(`  ${line}`, 'dim')])].map((row) =>
    padRow(row, columns),
  );
}
