import { counted } from '../counted.ts';
import { type Markup, markup } from '../drawing/markup.ts';
import { howItLeft, inDays } from '../report/report-words.ts';
import type { Answer } from '../report/schemas.ts';
import { figure, named, stateMark } from './figures.ts';

type Progress = Answer<'report'>;
type Life = Progress['cards'][number];

/** A row of the table of all cards. */
export interface PageCard {
  readonly stem: string;
  readonly path: string;
  readonly title: string;
  readonly state: 'done' | 'ready' | 'blocked';
  readonly requires: readonly string[];
  readonly requiredBy: readonly string[];
}

const TIMES = ['open', 'ready', 'blocked', 'done'] as const;

/** Every card with its state, its neighbours and its times: all that the drawing shows, as text. */
export function cardsSection(cards: readonly PageCard[], progress: Progress): Markup {
  const lives = new Map(progress.cards.map((life, at) => [life.path, { life, at }]));
  const rows = cards.map(
    (card) =>
      markup`<tr><th scope="row">${named(card)}</th><td>${stateMark(card.state)}</td><td>${stems(card.requires)}</td><td>${stems(card.requiredBy)}</td>${timesOf(lives.get(card.path))}</tr>
`,
  );
  const left = progress.cards.flatMap((life, at) => (life.inGraph ? [] : [leftRow(life, at)]));
  const note =
    progress.cards.length === 0
      ? undefined
      : markup`<p class="note">The numbers are days: how long a card was open, and of these ready and blocked, and how long it was done.</p>`;
  return markup`<section><h2>All cards</h2>${note}${
    rows.length === 0
      ? undefined
      : markup`<details><summary>${counted(cards.length, 'card')} as a table</summary>${tableOf('All cards', ['Card', 'State', 'Requires', 'Required by'], rows)}</details>`
  }${
    left.length === 0
      ? undefined
      : markup`<details><summary>${counted(left.length, 'card')} that left the graph</summary>${tableOf('Cards that left the graph', ['Card', 'How'], left)}</details>`
  }</section>`;
}

function tableOf(label: string, columns: readonly string[], rows: readonly Markup[]): Markup {
  const heads = [
    ...columns.map((name) => markup`<th scope="col">${name}</th>`),
    ...TIMES.map((name) => markup`<th class="count" scope="col">${name}</th>`),
  ];
  return markup`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function leftRow(life: Life, at: number): Markup {
  return markup`<tr><th scope="row">${named(life)}</th><td>${howItLeft(life)}</td>${timesOf({ life, at })}</tr>
`;
}

function timesOf(known: { readonly life: Life; readonly at: number } | undefined): readonly Markup[] {
  return TIMES.map((name) => {
    const seconds = known?.life.seconds[name];
    const shown =
      known === undefined || seconds === undefined
        ? undefined
        : figure(`cards.${known.at}.seconds.${name}`, seconds, inDays(seconds));
    return markup`<td class="count">${shown}</td>`;
  });
}

function stems(names: readonly string[]): readonly Markup[] {
  return names.map((stem, at) => markup`${at === 0 ? '' : ', '}<code><bdi>${stem}</bdi></code>`);
}
