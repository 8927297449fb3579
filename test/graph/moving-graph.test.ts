import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Vocabulary } from '../../src/cards/status.ts';
import { MovingGraph } from '../../src/graph/moving-graph.ts';
import type { Page } from '../../src/graph/moving-links.ts';
import { type CardThen, changesBy, changesTo } from '../../src/history/step.ts';
import { planOf } from '../../src/plan.ts';
import { type DocumentFile, findDocuments } from '../../src/read/find-documents.ts';
import { CardReader } from '../../src/read/read-cards.ts';
import { SnapshotReader, snapshotFolders } from '../../src/read/snapshot.ts';

const PLACE = { top: '/plan', docs: '/plan/docs', gitDir: undefined };
const STEMS = ['a', 'b', 'B', 'c', 'd', 'e'];
const PATHS = [...STEMS.map((stem) => `docs/${stem}.md`), 'docs/more/a.md', 'docs/more/c.md', 'docs/x/b.md'];
const ENTRIES = [...STEMS, 'A', 'more/a', 'x/c', 'nowhere'];

/** A document's text; undefined where there is none. */
const text = fc.option(
  fc.oneof(
    fc.constantFrom('# Page\n', '# Another page\n', '---\nstatus: later\n---\n', '---\nstatus: [\n---\n'),
    fc
      .tuple(
        fc.constantFrom('status: active\n', 'status: planned\n', 'status: done\n', ''),
        fc.uniqueArray(fc.constantFrom(...ENTRIES), { maxLength: 4 }),
        fc.constantFrom('', 'Text.\n'),
      )
      .map(([status, requires, body]) => `---\n${status}requires: [${requires.join(', ')}]\n---\n${body}`),
  ),
  { nil: undefined, freq: 4 },
);
const change = fc.dictionary(fc.constantFrom(...PATHS), text, { minKeys: 1, maxKeys: 4 });

it('a graph that follows any changes has the cards, states and edges of one that is read anew after each', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const files = new Map<string, Buffer>();
      const graph = new MovingGraph();
      const cards = new Map<string, CardThen>();
      for (const each of changes) {
        const pages = new Map<string, Page | undefined>();
        for (const [path, said] of Object.entries(each)) {
          if (said === undefined) files.delete(path);
          else files.set(path, Buffer.from(said));
          pages.set(path, said === undefined ? undefined : await pageOf(path, Buffer.from(said)));
        }
        const before = new Map(cards);
        const { changed, gone } = changesBy(cards, await graph.update(pages), graph);
        const plan = await readAnew(files);
        expect({ changed, gone }).toEqual(changesTo(before, plan));
        for (const card of plan.cards) {
          const own = graph.cards.find((other) => other?.path === card.path);
          expect(own && blockersOf(graph.stateOf(own))).toEqual(blockersOf(plan.stateOf(card)));
        }
      }
    }),
    { numRuns: Number(process.env.MIKADO_TEST_FUZZ ?? 500), seed: 6 },
  );
});

function blockersOf(state: ReturnType<MovingGraph['stateOf']>): readonly string[] {
  return state.kind === 'blocked' ? state.blockers.map(({ stem, reason }) => `${stem} ${reason}`).sort() : [];
}

function readAnew(files: ReadonlyMap<string, Buffer>) {
  const sizes = new Map([...files].map(([path, bytes]) => [path, bytes.length]));
  return findDocuments(PLACE, [], snapshotFolders(PLACE.top, files.keys(), { bytes: files })).then(
    (documents) =>
      planOf({ place: PLACE, config: {}, documents, from: new SnapshotReader({ sizes, bytes: files }) }),
  );
}

async function pageOf(path: string, bytes: Buffer): Promise<Page> {
  const file: DocumentFile = { stem: path.slice(path.lastIndexOf('/') + 1, -'.md'.length), path };
  const at = new SnapshotReader({ sizes: new Map([[path, bytes.length]]), bytes: new Map([[path, bytes]]) });
  const reader = new CardReader(at, new Vocabulary());
  await reader.loadYaml();
  const own = reader.read(file);
  return {
    ...file,
    own: typeof own === 'object' ? own.card : undefined,
    asRequired: async () => {
      const read = reader.readRequired(file);
      if (read === 'needs-yaml') throw new Error('the library is loaded');
      return read.card;
    },
  };
}
