import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarkdown } from '../../src/cards/markdown.ts';
import { findWikiLinks } from '../../src/cards/wiki-links.ts';
import type { Probe } from './measure.ts';

/** The parser reads one document in so many: all of them would take longer than anybody waits. */
const SAMPLE = 20;
const TOP = { offset: 0, line: 1 };

function bodiesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''));
}

/** The time to find the wiki links of all documents of a folder, in milliseconds. */
export function findingLinks(folder: string): Probe {
  const bodies = bodiesIn(folder);
  return async () => {
    const start = performance.now();
    for (const body of bodies) await findWikiLinks(body, TOP);
    return performance.now() - start;
  };
}

/** The time to parse all documents of a folder with remark, reckoned from every twentieth, in milliseconds. */
export function parsingAll(folder: string): Probe {
  const sample = bodiesIn(folder).filter((_, index) => index % SAMPLE === 0);
  return () => {
    const start = performance.now();
    for (const body of sample) parseMarkdown(body, TOP);
    return (performance.now() - start) * SAMPLE;
  };
}
