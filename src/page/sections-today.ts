import { type Markup, markup } from '../drawing/markup.ts';
import { byReason } from '../report/report-words.ts';
import type { Answer } from '../report/schemas.ts';
import { dayText, figure, named, told } from './figures.ts';

type Progress = Answer<'report'>;

/** Up to so many entries of a list stand open; more are folded away. */
const SHORT_LIST = 15;

/** How far each chain is; nothing where there is one, which the head tells of. */
export function chainsSection({ goal, chains }: Progress): Markup | undefined {
  if (goal !== null || chains.length < 2) return undefined;
  const rows = chains.map(({ goal: stem, title, done, total, ready }, at) => {
    const [width, filled] = [100, (100 * done) / total];
    const bar = markup`<svg class="small-bar" viewBox="0 0 ${width} 8" preserveAspectRatio="none" aria-hidden="true"><rect class="blocked" width="${width}" height="8"/><rect class="done" width="${filled}" height="8"/></svg>`;
    return markup`<li><p class="chain">${named({ stem, title })}</p>${bar}<p>${figure(`chains.${at}.done`, done)} of ${figure(`chains.${at}.total`, total)} done, ${figure(`chains.${at}.ready`, ready.length)} ready</p></li>
`;
  });
  return markup`<section><h2>Chains</h2><ul class="chains">${rows}</ul></section>`;
}

/** The cards to start with, best first, and why each. */
export function readySection({ ready, counts }: Progress): Markup {
  if (ready.length === 0)
    return markup`<section><h2>Ready</h2><p>${counts.done === counts.known ? 'Nothing is left to do.' : 'No card is ready.'}</p></section>`;
  const items = ready.map(
    (
      card,
    ) => markup`<li>${named(card)}${card.reasons.length === 0 ? undefined : markup`<p>${told(card.reasons.join('; '))}</p>`}</li>
`,
  );
  return markup`<section><h2>Ready <small>best first</small></h2>${foldedList(items, { element: 'ol', className: 'ready-list' })}</section>`;
}

/** The first entries of a list, and all others to unfold; an ordered one counts on. */
function foldedList(
  items: readonly Markup[],
  { element, className }: { readonly element: 'ol' | 'ul'; readonly className: string },
): Markup {
  const part = (entries: readonly Markup[], before: number) =>
    element === 'ul'
      ? markup`<ul class="${className}">${entries}</ul>`
      : markup`<ol class="${className}" start="${before + 1}">${entries}</ol>`;
  if (items.length <= SHORT_LIST) return part(items, 0);
  const more = items.slice(SHORT_LIST);
  return markup`${part(items.slice(0, SHORT_LIST), 0)}<details><summary>and ${more.length} more</summary>${part(more, SHORT_LIST)}</details>`;
}

/** What is blocked and by what, and the way on which most is left. */
export function blockedSection({ blocked, longestPath }: Progress): Markup {
  const items = blocked.map((card) => {
    const groups = byReason(card.blockers).map(({ reason, stems }, at) => [
      at === 0 ? 'waits for ' : ', ',
      stems.map((stem, index) => [index === 0 ? '' : ', ', markup`<code><bdi>${stem}</bdi></code>`]),
      ` (${reason})`,
    ]);
    return markup`<li>${named(card)}<p>${groups}</p></li>
`;
  });
  const path = longestPath.map((stem) => markup`<li><code><bdi>${stem}</bdi></code></li>`).reverse();
  return markup`<section><h2>Blocked</h2>${
    path.length === 0
      ? undefined
      : markup`<p class="note">Longest remaining path: ${figure('longestPath', path.length)} open ${path.length === 1 ? 'card' : 'cards'}</p><ol class="path">${path}</ol>`
  }${items.length === 0 ? markup`<p>No card is blocked.</p>` : foldedList(items, { element: 'ul', className: 'blocked-list' })}</section>`;
}

/** What is proven by receipts, and what was closed by force. */
export function evidenceSection({ receipts, forcedCloses }: Progress): Markup {
  const forced = forcedCloses.map(
    ({ stem, reason, who, when }) =>
      markup`<li><code><bdi>${stem}</bdi></code> by ${told(who)} on ${dayText(when)}: ${told(reason)}</li>`,
  );
  return markup`<section><h2>Evidence</h2><p class="note">Items of the checklists with a receipt of their last verification.</p><dl class="numbers"><div><dt>with a fresh receipt</dt><dd>${figure('receipts.fresh', receipts.fresh)}</dd></div><div><dt>with a stale one</dt><dd>${figure('receipts.stale', receipts.stale)}</dd></div><div><dt>without</dt><dd>${figure('receipts.missing', receipts.missing)}</dd></div></dl>${
    forced.length === 0
      ? markup`<p>No card was closed by force.</p>`
      : markup`<h3>Closed by force: ${figure('forcedCloses', forced.length)}</h3><ul>${forced}</ul>`
  }</section>`;
}

/** What is wrong with the cards themselves. */
export function problemsSection({ diagnostics }: Progress): Markup {
  if (diagnostics.length === 0)
    return markup`<section><h2>Problems</h2><p>The cards themselves are in order.</p></section>`;
  const items = diagnostics.map(
    ({ severity, code, message, path, line, help }) =>
      markup`<li><b>${severity}</b> <code>${code}</code> in <code><bdi>${path}:${line}</bdi></code><p>${told(message)}</p><p class="note">${told(help)}</p></li>
`,
  );
  return markup`<section><h2>Problems: ${figure('diagnostics', diagnostics.length)}</h2>${foldedList(items, { element: 'ul', className: 'problems' })}</section>`;
}
