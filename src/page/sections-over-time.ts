import { type Markup, markup } from '../drawing/markup.ts';
import { EVENT_WORDS } from '../report/event-words.ts';
import type { Answer } from '../report/schemas.ts';
import { dayText, figure, told } from './figures.ts';

type Progress = Answer<'report'>;
type Events = NonNullable<Progress['since']>['events'];

/** What was discovered, closed and reopened since a commit or a day; nothing where nobody asked. */
export function sinceSection({ since, history }: Progress): Markup | undefined {
  if (since === null) return undefined;
  const count = (kind: string) => since.events.filter((event) => event.kind === kind).length;
  const items = since.events.map((event) => eventItem(event, history?.commitUrl ?? null));
  const numbers = (['discovered', 'closed', 'reopened'] as const).map(
    (kind) => markup`<div><dt>${kind}</dt><dd>${figure(kind, count(kind))}</dd></div>`,
  );
  return markup`<section><h2>Since <code><bdi>${since.asked}</bdi></code></h2><dl class="numbers">${numbers}</dl>${
    items.length === 0
      ? markup`<p>Nothing happened to a card.</p>`
      : markup`<details><summary>What happened, oldest first</summary><ul class="events">${items}</ul></details>`
  }</section>`;
}

/** The event as a sentence, with its commit, which is a link where its page is known. */
function eventItem(
  { kind, stem, when, author, commit, from, into }: Events[number],
  commitUrl: string | null,
): Markup {
  const what = into === null ? EVENT_WORDS[kind] : markup`was folded into <code><bdi>${into}</bdi></code>`;
  const was = from === null ? undefined : markup` from <code><bdi>${from}</bdi></code>`;
  const card = markup`<code><bdi>${stem}</bdi></code> ${what}${was}`;
  if (commit === null)
    return markup`<li>${card} <span class="note">not committed yet</span></li>
`;
  const id = markup`<code>${commit.slice(0, 7)}</code>`;
  const shown = commitUrl === null ? id : markup`<a href="${commitUrl}${commit}" rel="noreferrer">${id}</a>`;
  return markup`<li>${card} <span class="note">on <time datetime="${when}">${dayText(when)}</time>, ${shown}${author === null ? undefined : markup`, ${told(author)}`}</span></li>
`;
}

/** When the last card may be done, with the spread, or why that cannot be said. */
export function forecastSection({ forecast }: Progress): Markup {
  if (forecast.kind === 'none')
    return markup`<section><h2>Forecast</h2><p>None: ${told(forecast.reason)}.</p></section>`;
  const { weeks, runs, from, seed } = forecast;
  if (weeks.p50 === null)
    return markup`<section><h2>Forecast</h2><p>Half of all runs were not done within ten years: as much is found as is done.</p><p class="note">The future played ${runs} times over ${from} past weeks, seed ${seed}.</p></section>`;
  const rows = (['p50', 'p85', 'p95'] as const).map((share) => {
    const value = weeks[share];
    const shown =
      value === null
        ? 'not within ten years'
        : markup`${figure(share, value)} ${value === 1 ? 'week' : 'weeks'}`;
    return markup`<div><dt>${share.slice(1)} % of all runs</dt><dd>${shown}</dd></div>`;
  });
  return markup`<section><h2>Forecast</h2><p>Everything is done within</p><dl class="numbers">${rows}</dl><p class="note">The future played ${runs} times over ${from} past weeks, seed ${seed}.</p></section>`;
}

/** The cards known and done by day, drawn and as a table. */
export function chartSection({ burnUp }: Progress, chart: Markup | undefined): Markup | undefined {
  if (burnUp.length === 0) return undefined;
  const rows = burnUp.map(
    ({ day, known, done }) =>
      markup`<tr data-day="${day}"><th scope="row">${day}</th><td>${known}</td><td>${done}</td><td>${known - done}</td></tr>
`,
  );
  return markup`<section><h2>Known and done</h2><p class="note">Cards at the end of each day in UTC. What is discovered lifts the dashed line; the filled one must reach it.</p>${
    chart === undefined
      ? markup`<p>There is one day of history, which makes no line yet.</p>`
      : markup`<div class="wide" role="region" aria-label="Chart of cards known and done" tabindex="0">${chart}</div>`
  }<details><summary>The same numbers as a table</summary><table class="counts"><thead><tr><th scope="col">Day</th><th scope="col">known</th><th scope="col">done</th><th scope="col">open</th></tr></thead><tbody>${rows}</tbody></table></details></section>`;
}
