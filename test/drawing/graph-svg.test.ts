import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { makeRepository, mikado } from '../rig/cli.ts';

const ANY_XML = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg">
  <xs:element name="svg" type="xs:anyType"/>
</xs:schema>`;

function card(fields: string): string {
  return `---\n${fields}\n---\n`;
}

async function draw(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const { stdout } = await mikado(['graph', '--format', 'svg', ...args], { cwd: makeRepository(files) });
  return stdout;
}

async function faultsOf(xml: string): Promise<unknown> {
  const { errors } = await validateXML({ xml: [{ fileName: 'g.svg', contents: xml }], schema: [ANY_XML] });
  return errors;
}

/** A goal over finished work: a row of `count` cards, each requiring the next. */
function finishedRow(count: number): Record<string, string> {
  const stems = Array.from({ length: count }, (_, at) => `step-${at}`);
  const rows = stems.map((stem, at) => [
    `docs/${stem}.md`,
    card(at + 1 < count ? `requires: [step-${at + 1}]` : 'title: Last'),
  ]);
  return { ...Object.fromEntries(rows), 'docs/goal.md': card('status: active\nrequires: [step-0]') };
}

describe('the graph as SVG', () => {
  it('has a box for each card with its state in words, and an arrow to what it requires', async () => {
    const svg = await draw({
      'docs/goal.md': card('title: The goal\nstatus: active\nrequires: [a, b, nowhere]'),
      'docs/a.md': card('title: A\nstatus: active'),
      'docs/b.md': card('title: B'),
    });
    const told = [...svg.matchAll(/<g class="box[^>]*><title>(.*?)<\/title>/g)].map(([, title]) => title);
    expect(told.sort()).toEqual([
      'A (a): ready',
      'B (b): done',
      'The goal (goal): blocked',
      'nowhere (nowhere): missing',
    ]);
    expect([...svg.matchAll(/class="arrow"/g)]).toHaveLength(3);
    expect(svg).toContain('<desc>3 cards, the goals on the left, with arrows to what each requires.</desc>');
    expect(await faultsOf(svg)).toEqual([]);
  });

  it('is XML whatever a title holds, and has nothing that runs or loads', async () => {
    const titles = [
      '</title><script>alert(1)</script>',
      '"]}; a -> b',
      '\u202e\ufffe\u0001',
      '&#0; &amp; <!--',
      ']]>',
    ];
    const files = titles.map((title, at) => [
      `docs/c${at}.md`,
      card(`title: ${JSON.stringify(title)}\nstatus: active`),
    ]);
    const svg = await draw(Object.fromEntries(files));
    expect(await faultsOf(svg)).toEqual([]);
    expect(svg).not.toMatch(/<script|href|url\((?!#arrow-head\))/);
    expect(svg).toContain('&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; (c0): ready');
    expect(svg).toContain('\\u{202e}\\u{fffe}\\u{1} (c2): ready');
  });

  it('folds finished work behind finished work in a large graph, and says how much', async () => {
    const svg = await draw(finishedRow(50));
    expect([...svg.matchAll(/<g class="box /g)]).toHaveLength(2);
    expect(svg).toContain('>step-0 (step-0): done, with 49 finished below it</title>');
    expect(svg).toContain('49 finished cards are folded into the cards above, which say how many.');
    expect([...(await draw(finishedRow(30))).matchAll(/<g class="box /g)]).toHaveLength(31);
  });

  it('folds all finished work in a very large graph, into the open cards too, and leaves out what arrows imply', async () => {
    const open = Array.from({ length: 130 }, (_, at) => `open-${at}`);
    const files = open.flatMap((stem, at) => [
      [`docs/${stem}.md`, card(`status: active\nrequires: [done-${at}${at === 0 ? '' : ', open-0'}]`)],
      [`docs/done-${at}.md`, card('title: Finished')],
    ]);
    const goal = card(`status: active\nrequires: [${open.join(', ')}]`);
    const svg = await draw({ ...Object.fromEntries(files), 'docs/a-goal.md': goal });
    expect([...svg.matchAll(/<g class="box /g)]).toHaveLength(131);
    expect(svg).toContain('>open-7 (open-7): blocked, with 1 finished below it</title>');
    expect(svg).toContain('>blocked · +1 done · open-7</text>');
    expect(svg).toContain(
      '130 finished cards are folded into the cards above, which say how many. 1 arrow that others imply is left out.',
    );
    expect([...svg.matchAll(/class="arrow"/g)]).toHaveLength(129 + 129);
  });

  it('breaks a long title into two lines inside its box, and cuts no more than it must', async () => {
    const title = 'Serve every customer from two regions';
    const svg = await draw({ 'docs/a.md': card(`title: ${title}\nstatus: active`) });
    const lines = [...svg.matchAll(/<text class="name"[^>]*>(.*?)<\/text>/g)].map(([, line]) => line);
    expect(lines.join(' ')).toBe(title);
    expect(lines).toHaveLength(2);
    const names = await draw({ 'docs/a.md': card(`title: ${'名前'.repeat(8)}\nstatus: active`) });
    const halves = [...names.matchAll(/<text class="name"[^>]*>(.*?)<\/text>/g)].map(([, line]) => line);
    expect([halves.length, halves.join('')]).toEqual([2, '名前'.repeat(8)]);
    const long = await draw({ 'docs/a.md': card(`title: ${'again and '.repeat(40)}\nstatus: active`) });
    expect(long).toMatch(
      /<text class="name"[^>]*>again and [^<]*<\/text><text class="name"[^>]*>[^<]*…<\/text>/,
    );
  });

  it('leaves out what is farthest from the goals where there is too much to read, and says how much', async () => {
    const stems = Array.from({ length: 1000 }, (_, at) => `card-${at}`);
    const files = stems.map((stem) => [`docs/${stem}.md`, card('status: active')]);
    const goal = card(`status: active\nrequires: [${stems.join(', ')}]`);
    const svg = await draw({ ...Object.fromEntries(files), 'docs/a-goal.md': goal });
    expect([...svg.matchAll(/<g class="box /g)]).toHaveLength(800);
    expect(svg).toContain('800 cards, the goals on the left');
    expect(svg).toContain('201 cards are left out, as there is no room to read more.');
  });

  it('of one chain has the cards of that chain, and of no card is an empty drawing', async () => {
    const files = { 'docs/a.md': card('status: active'), 'docs/b.md': card('status: active') };
    expect([...(await draw(files, 'a')).matchAll(/<g class="box /g)]).toHaveLength(1);
    const empty = await draw({ 'docs/page.md': '# Page\n' });
    expect(await faultsOf(empty)).toEqual([]);
    expect(empty).toContain('<desc>0 cards,');
  });
});
