import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { screenPicture } from '../scripts/screen-picture.ts';
import { parseLooseChecklist } from '../src/checklist/parse-checklist.ts';
import { stepsIn, TranscriptPlace } from './rig/transcript.ts';

function page(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
}

/** The commands of a page one after another in a new folder, each with what it prints. */
async function replay(path: string) {
  const steps = stepsIn(page(path));
  const place = new TranscriptPlace();
  const printed = [];
  for (const step of steps) printed.push({ command: step.command, output: await place.play(step) });
  return { printed, shown: steps.map(({ command, output }) => ({ command, output })) };
}

describe('what the pages show', () => {
  it('is what the commands of the README print, up to the first closed card', async () => {
    const { printed, shown } = await replay('README.md');
    expect(shown.map(({ command }) => command)).toContain('mikado close find-the-words');
    expect(printed).toEqual(shown);
  });

  it('is what the commands of the tutorial print, up to the closed goal', async () => {
    const { printed, shown } = await replay('docs/tutorial/first-chain.md');
    expect(shown.map(({ command }) => command)).toContain('mikado close send-the-postcard');
    expect(printed).toEqual(shown);
  });

  it('is the screen as it is, in the picture of the README', async () => {
    expect(page('README.md')).toContain('](docs/pictures/screen.svg)');
    expect(await screenPicture()).toBe(page('docs/pictures/screen.svg'));
  });

  it('is every page of the documentation in its table of contents', () => {
    const cwd = fileURLToPath(new URL('../docs', import.meta.url));
    const pages = globSync('*/*.md', { cwd }).toSorted();
    const linked = [...page('docs/index.md').matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path).toSorted();
    expect(linked).toEqual(pages);
  });

  it('is one item of each of three kinds in the card of the README', async () => {
    const card = /^```markdown\n(.*?)^```$/ms.exec(page('README.md'))?.[1] ?? '';
    const { items } = await parseLooseChecklist(card);
    expect(items.map(({ kind }) => kind)).toEqual(['automatic', 'assisted', 'manual']);
  });
});
