import { instance } from '@viz-js/viz';
import { describe, expect, it } from 'vitest';
import { makeRepository, mikado } from '../rig/cli.ts';

/** Names of files that would be syntax of one language or the other. */
const HOSTILE = [
  'a"]; click c0 href "x"',
  '%%{init: {}}%%',
  'back\\nslash \\" quote',
  'end',
  '<b>bold<br>',
  'one]]--> two',
  '#quot;#1;',
  'URL="x", label=y',
  'subgraph x; \u{1f468}\u200d\u{1f469} 名前',
];

/** A goal over cards of these names, but for those that an entry cannot name, as a heading begins at `#`. */
function chain(stems: readonly string[]): Record<string, string> {
  const files = stems.map((stem) => [`docs/${stem}.md`, '---\nstatus: active\n---\n']);
  const entries = [...stems.filter((stem) => !stem.includes('#')), 'nowhere'];
  const goal = `---\nstatus: active\nrequires: ${JSON.stringify(entries)}\n---\n`;
  return { ...Object.fromEntries(files), 'docs/the-goal.md': goal };
}

async function draw(format: string, files: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await mikado(['graph', '--format', format], { cwd: makeRepository(files) });
  return stdout;
}

/** What Mermaid shows of a label: its entities stand for characters. */
function shown(label: string): string {
  return label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** A text of XML as it is shown. */
function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    amp: '&',
    '#45': '-',
    '#160': ' ',
  };
  return text.replace(/&(#?\w+);/g, (_, name) => named[name] ?? '?');
}

const sorted = (texts: readonly string[]) => [...texts].sort();

describe('the graph as Mermaid', () => {
  it('is one node of a fixed form for each card and nothing else, whatever the card is called', async () => {
    const text = await draw('mermaid', chain(HOSTILE));
    const nodes = [...text.matchAll(/^ {2}c\d+\["([^"\n]*)<br>(\w+)"\]:::(\w+)$/gm)];
    const states = (state: string) => (state === 'missing' ? 'nowhere' : state);
    expect(sorted(nodes.map(([, label = '']) => shown(label)))).toEqual(
      sorted([...HOSTILE, 'the-goal', 'nowhere']),
    );
    for (const [, label = '', state = '', kind] of nodes) {
      expect(label).toMatch(/^(?:[\p{L}\p{N} ._-]|#\d+;)*$/u);
      expect([kind, states(state)]).toEqual([state, states(state)]);
    }
    const rest = text.split('\n').filter((line) => !/^ {2}c\d+(\[| --> c\d+$)/.test(line));
    expect(rest).toEqual([
      'flowchart LR',
      expect.stringMatching(/^ {2}accDescr: 10 cards, [\w ,.]+$/),
      ...['done', 'ready', 'blocked', 'missing'].map((kind) => expect.stringMatching(`^  classDef ${kind} `)),
      '',
    ]);
  });

  it('stays within what a forge draws, 500 arrows and 50,000 characters, and says what is left out', async () => {
    const stems = Array.from({ length: 600 }, (_, at) => `${String(at).padStart(4, '0')}-${'x'.repeat(190)}`);
    const text = await draw('mermaid', chain(stems));
    expect(text.length).toBeLessThan(50_000);
    expect((text.match(/-->/g) ?? []).length).toBeLessThanOrEqual(500);
    expect(text).toMatch(
      /accDescr: 200 cards, .* 401 cards are left out, as there is no room to read more\.\n/,
    );
  });
});

describe("the graph in Graphviz's language", () => {
  it('is one node for each card with its name to the letter, as Graphviz reads it', async () => {
    const viz = await instance();
    const text = await draw('dot', chain(HOSTILE));
    const read = JSON.parse(viz.renderString(text, { format: 'json0' }));
    expect(read.objects).toHaveLength(HOSTILE.length + 2);
    expect(read.edges).toHaveLength(HOSTILE.length);
    expect(read.objects.some((each: object) => 'URL' in each || 'href' in each)).toBe(false);
    const svg = viz.renderString(text, { format: 'svg' });
    const lines = [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, line = '']) => unescaped(line));
    const names = lines.filter((line) => !['ready', 'blocked', 'missing'].includes(line));
    expect(sorted(names)).toEqual(sorted([...HOSTILE, 'the-goal', 'nowhere']));
  });

  it('leaves nothing out, however large the graph is, as programs read it', async () => {
    const text = await draw('dot', chain(Array.from({ length: 600 }, (_, at) => `card-${at}`)));
    expect((text.match(/ \[label=/g) ?? []).length).toBe(602);
    expect((text.match(/ -> /g) ?? []).length).toBe(601);
  });
});
