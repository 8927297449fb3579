import { counted } from '../counted.ts';
import { type Markup, markup } from '../drawing/markup.ts';
import { EVENT_WORDS, eventCounts, nothingWords } from '../report/report-words.ts';
import type { Answer } from '../report/schemas.ts';
import { dayText, figure, told } from './figures.ts';

type Progress = Answer<'report'>;
type Events = NonNullable<Progress['since']>['events'];

/** Up to so many events are told at once; more are folded away. */
const FEW_EVENTS = 12;

/** What happened since a commit or a day; nothing where nobody asked. */
export function sinceSection({ since, history }: Progress): Markup | undefined {
  if (since === null) return undefined;
  const items = since.events.map((event) => eventItem(event, history?.commitUrl ?? null));
  const numbers = eventCounts(since).map(
    ([kind, count]) => markup`<div><dt>${kind}</dt><dd>${figure(`since.counts.${kind}`, count)}</dd></div>`,
  );
  const isOpen = items.length <= FEW_EVENTS ? markup` open` : undefined;
  return markup`<section><h2>Since <code><bdi>${since.asked}</bdi></code></h2><dl class="numbers">${numbers}</dl>${
    items.length === 0
      ? markup`<p>${nothingWords(history)}</p>`
      : markup`<details${isOpen}><summary>What happened, oldest first</summary><ul class="events">${items}</ul></details>`
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
  const how = markup`<p class="note">The future played ${figure('forecast.runs', runs)} times over ${figure('forecast.from', from)} past weeks, seed ${figure('forecast.seed', seed)}.</p>`;
  if (weeks.p50 === null)
    return markup`<section><h2>Forecast</h2><p>Half of all runs were not done within ten years: as much is found as is done.</p>${how}</section>`;
  const rows = (['p50', 'p85', 'p95'] as const).map((share) => {
    const value = weeks[share];
    const shown =
      value === null
        ? 'not within ten years'
        : markup`${figure(`forecast.weeks.${share}`, value)} ${value === 1 ? 'week' : 'weeks'}`;
    return markup`<div><dt>${share.slice(1)} % of all runs</dt><dd>${shown}</dd></div>`;
  });
  return markup`<section><h2>Forecast</h2><p>Everything is done within</p><dl class="numbers">${rows}</dl>${how}</section>`;
}

/** The cards known and done by day, drawn; nothing where nothing ever happened. */
export function chartSection({ burnUp }: Progress, chart: Markup | undefined): Markup | undefined {
  if (burnUp.length === 0) return undefined;
  return markup`<section><h2>Known and done</h2><p class="note">Cards at the end of each day in UTC. What is discovered lifts the dashed line; the filled one must reach it.</p>${
    chart === undefined
      ? markup`<p>There is one day of history, which makes no line yet.</p>`
      : markup`<div class="plot">${chart}</div>`
  }</section>`;
}

/** The numbers of the drawing, at the end, where they are out of the way on paper too. */
export function daysSection({ burnUp }: Progress): Markup | undefined {
  if (burnUp.length === 0) return undefined;
  const rows = burnUp.map(
    ({ day, known, done }, at) =>
      markup`<tr data-day="${day}"><th scope="row">${day}</th><td class="count">${figure(`burnUp.${at}.known`, known)}</td><td class="count">${figure(`burnUp.${at}.done`, done)}</td><td class="count">${known - done}</td></tr>
`,
  );
  const heads = ['known', 'done', 'open'].map((name) => markup`<th class="count" scope="col">${name}</th>`);
  return markup`<section><h2>Known and done by day</h2><details><summary>${counted(burnUp.length, 'day')} as a table</summary><table class="counts"><thead><tr><th scope="col">Day</th>${heads}</tr></thead><tbody>${rows}</tbody></table></details></section>`;
}
