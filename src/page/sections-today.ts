import { type Markup, markup } from '../drawing/markup.ts';
import type { Answer } from '../report/schemas.ts';
import { counted, dayText, figure, named, stateMark, told } from './figures.ts';
import type { PageCard } from './report-html.ts';

type Progress = Answer<'report'>;

/** The cards to start with, best first, and why each. */
export function readySection({ ready }: Progress): Markup {
  if (ready.length === 0) return markup`<section><h2>Ready</h2><p>No card is ready.</p></section>`;
  const items = ready.map(
    (
      card,
    ) => markup`<li>${named(card)}${card.reasons.length === 0 ? undefined : markup`<p>${told(card.reasons.join('; '))}</p>`}</li>
`,
  );
  return markup`<section><h2>Ready <small>best first</small></h2><ol class="ready-list">${items}</ol></section>`;
}

/** What is blocked and by what, and the way on which most is left. */
export function blockedSection({ blocked, longestPath }: Progress): Markup {
  const rows = blocked.map(
    (card) =>
      markup`<tr><th scope="row">${named(card)}</th><td>${card.blockers.map(({ stem, reason }, at) => [at === 0 ? '' : ', ', markup`<code><bdi>${stem}</bdi></code> (${reason})`])}</td></tr>
`,
  );
  const path = longestPath.map((stem) => markup`<li><code><bdi>${stem}</bdi></code></li>`).reverse();
  return markup`<section><h2>Blocked</h2>${
    rows.length === 0
      ? markup`<p>No card is blocked.</p>`
      : markup`<div class="wide" role="region" aria-label="Blocked cards" tabindex="0"><table><thead><tr><th scope="col">Card</th><th scope="col">waits for</th></tr></thead><tbody>${rows}</tbody></table></div>`
  }${
    path.length === 0
      ? undefined
      : markup`<h3>Longest remaining path: ${figure('longestPath', path.length)} open ${path.length === 1 ? 'card' : 'cards'}</h3><ol class="path">${path}</ol>`
  }</section>`;
}

/** What is proven by receipts, and what was closed by force. */
export function evidenceSection({ receipts, forcedCloses }: Progress): Markup {
  const forced = forcedCloses.map(
    ({ stem, reason, who, when }) =>
      markup`<li><code><bdi>${stem}</bdi></code> by ${told(who)} on ${dayText(when)}: ${told(reason)}</li>`,
  );
  return markup`<section><h2>Evidence</h2><dl class="numbers"><div><dt>with a fresh receipt</dt><dd>${figure('fresh', receipts.fresh)}</dd></div><div><dt>with a stale one</dt><dd>${figure('stale', receipts.stale)}</dd></div><div><dt>without</dt><dd>${figure('missing', receipts.missing)}</dd></div></dl><p class="note">Items of the checklists.</p>${
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
  return markup`<section><h2>Problems: ${figure('diagnostics', diagnostics.length)}</h2><ul class="problems">${items}</ul></section>`;
}

/** Every card with its state and its neighbours: all that the drawing shows, as text. */
export function cardsSection(cards: readonly PageCard[], { cards: lives }: Progress): Markup {
  const inGraph = new Map(lives.filter((life) => life.inGraph).map((life) => [life.stem, life]));
  const rows = cards.map((card) => {
    const days = inGraph.get(card.stem)?.seconds;
    const open = days === undefined ? '' : counted(Math.floor((days.ready + days.blocked) / 86_400), 'day');
    return markup`<tr><th scope="row">${named(card)}</th><td>${stateMark(card.state)}</td><td>${stems(card.requires)}</td><td>${stems(card.requiredBy)}</td><td class="short">${open}</td></tr>
`;
  });
  return markup`<section><h2>All cards</h2><details><summary>${counted(cards.length, 'card')} as a table</summary><div class="wide" role="region" aria-label="All cards" tabindex="0"><table><thead><tr><th scope="col">Card</th><th scope="col">State</th><th scope="col">Requires</th><th scope="col">Required by</th><th class="short" scope="col">Open for</th></tr></thead><tbody>${rows}</tbody></table></div></details></section>`;
}

function stems(names: readonly string[]): readonly Markup[] {
  return names.map((stem) => markup`<code><bdi>${stem}</bdi></code> `);
}
