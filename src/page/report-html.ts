import { createHash } from 'node:crypto';
import { type Content, type Markup, markup } from '../drawing/markup.ts';
import { branchWords } from '../report/branch-words.ts';
import { WALK_WORDS } from '../report/report-words.ts';
import type { Answer } from '../report/schemas.ts';
import { version } from '../version.ts';
import { dayText, figure, stateShape } from './figures.ts';
import { leadSentence } from './lead-sentence.ts';
import { cardsSection, type PageCard } from './sections-cards.ts';
import { chartSection, daysSection, forecastSection, sinceSection } from './sections-over-time.ts';
import {
  blockedSection,
  chainsSection,
  evidenceSection,
  problemsSection,
  readySection,
} from './sections-today.ts';

declare const MIKADO_PAGE_SCRIPT: string | undefined;
declare const MIKADO_PAGE_STYLE: string | undefined;
declare const MIKADO_GRAPH_STYLE: string | undefined;

/** Put in by the build: our own texts, in which nothing needs escaping. */
const SCRIPT = typeof MIKADO_PAGE_SCRIPT === 'string' ? MIKADO_PAGE_SCRIPT : '';
const STYLE =
  typeof MIKADO_PAGE_STYLE === 'string' && typeof MIKADO_GRAPH_STYLE === 'string'
    ? `${MIKADO_PAGE_STYLE}${MIKADO_GRAPH_STYLE}`
    : '';

/** What a page is made of. */
export interface PageSource {
  readonly progress: Answer<'report'>;
  /** What the page is about: the title of a goal, or words for several. */
  readonly title: string;
  /** The cards in the order of their table. */
  readonly cards: readonly PageCard[];
  readonly graph: { readonly svg: Markup; readonly words: string };
  /** The burn-up, or undefined where one day is all there is. */
  readonly chart: Markup | undefined;
}

/**
 * Renders a report as one HTML file that loads nothing: its policy forbids every request and every script but its own.
 * It reads without that script, without colour and on paper.
 */
export function reportHtml(source: PageSource): string {
  const { progress, title, cards, graph, chart } = source;
  const { counts, goal } = progress;
  const isEmpty = counts.known === 0;
  const { text } = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="mikado ${version}">
<title>${title}: ${counts.done} of ${counts.known} cards done</title>
<style>@STYLE@</style>
</head>
<body>
<header>
<p class="kind">Progress${goal === null ? undefined : markup` of <code>${goal}</code>`}</p>
<h1><bdi>${title}</bdi></h1>
<p class="lead">${leadSentence(progress)}</p>
${isEmpty ? undefined : barOf(counts)}
${branchLine(progress)}
<p class="when">As of <time datetime="${progress.asOf}">${dayText(progress.asOf)}, ${progress.asOf.slice(11, 16)} UTC</time>${historyWords(progress)}</p>
</header>
<main>
${
  isEmpty
    ? [
        progress.cards.length > 0
          ? undefined
          : markup`<section><h2>No cards</h2><p><code>mikado new STEM</code> writes one, <code>mikado init --example</code> a few to play with.</p></section>`,
        sinceSection(progress),
        chartSection(progress, chart),
        progress.cards.length === 0 ? undefined : cardsSection(cards, progress),
        daysSection(progress),
      ]
    : [
        columns(chartSection(progress, chart), [sinceSection(progress), forecastSection(progress)]),
        columns(
          [readySection(progress), blockedSection(progress)],
          [chainsSection(progress), evidenceSection(progress), problemsSection(progress)],
        ),
        graphSection(graph),
        cardsSection(cards, progress),
        daysSection(progress),
      ]
}
</main>
<footer><p>Written by mikado ${version} from the cards and the commits of the repository. The same figures as data: <code>mikado report --json</code>.</p></footer>
<script>@SCRIPT@</script>
</body>
</html>
`;
  return text.replace('@STYLE@', () => STYLE).replace('<script>@SCRIPT@', () => `<script>${SCRIPT}`);
}

/** A wide column and a narrow one; without anything for the wide one, all goes below one another. */
function columns(wide: Content, narrow: Content): Markup {
  return wide === undefined
    ? markup`${narrow}`
    : markup`<div class="columns"><div>${wide}</div><div>${narrow}</div></div>`;
}

function branchLine({ branch }: Answer<'report'>): Markup | undefined {
  if (branch === null) return undefined;
  const strip = branch.strip === '' ? undefined : markup` (<code>${branch.strip}</code>)`;
  return markup`<p class="when">The branch <code>${branch.name ?? branch.goal}</code>${strip} ${branchWords(branch)}.</p>`;
}

function hashOf(text: string): Markup {
  // Base64 has no character that means anything in HTML.
  return markup`sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function historyWords({ history }: Answer<'report'>): Markup {
  if (history === null) return markup`. No commit is here, so there is no history to tell of.`;
  const { walk, commits, complete } = history;
  const cut = complete ? undefined : ' This clone is shallow: what is oldest may be older.';
  return markup`, from ${figure('history.commits', commits)} ${commits === 1 ? 'commit' : 'commits'} that touched documents, ${WALK_WORDS[walk]}.${cut}`;
}

function barOf({ known, done, ready, blocked }: Answer<'report'>['counts']): Markup {
  let x = 0;
  const parts = (
    [
      ['done', done],
      ['ready', ready],
      ['blocked', blocked],
    ] as const
  ).map(([kind, count]) => {
    const width = (count / known) * 1000;
    const part = markup`<rect class="${kind}" x="${x}" width="${width}" height="14"/>`;
    x += width;
    return count === 0 ? undefined : part;
  });
  return markup`<div class="bar"><svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<ul class="legend"><li>${stateShape('done')}${figure('counts.done', done)} done</li><li>${stateShape('ready')}${figure('counts.ready', ready)} ready</li><li>${stateShape('blocked')}${figure('counts.blocked', blocked)} blocked</li><li>of ${figure('counts.known', known)} known</li></ul></div>`;
}

function graphSection({ svg, words }: PageSource['graph']): Markup {
  return markup`<section id="graph"><h2>Graph</h2>
<p class="note">${words}</p>
<div class="tools" id="tools" role="group" aria-label="The graph" hidden>
<span class="group"><button type="button" data-do="out" aria-label="Zoom out">−</button><button type="button" data-do="in" aria-label="Zoom in">+</button><button type="button" data-do="fit">Fit</button></span>
<span class="group"><label><input type="checkbox" value="ready" checked> ready</label><label><input type="checkbox" value="blocked" checked> blocked</label><label><input type="checkbox" value="done" checked> done</label></span>
<button type="button" data-do="clear" disabled>Show all paths</button>
<p class="note keys">Choose a card to see its paths. Keys: arrows, Enter, Escape, + and −; the wheel zooms with Ctrl.</p>
</div>
<div class="canvas" id="canvas" role="region" aria-label="Drawing of the graph" tabindex="0">${svg}</div>
<p class="note" id="told" role="status"></p></section>`;
}
