import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { configText } from '../config-text.ts';
import { placeOf } from '../edit/advance-card.ts';
import { createFile } from '../edit/write-file.ts';
import { CONFIG_FILE, findPlace, type Place } from '../read/place.ts';
import { initJson } from '../report/json.ts';
import { UsageError } from '../usage-error.ts';
import { printJson } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { EXAMPLE_CARDS } from './example-chain.ts';
import type { Host } from './host.ts';

/** Writes a configuration, or the cards of an example chain; never over a file that is there. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const place = findPlace(host.cwd, { asked: input.values.get('docs') });
  if (!input.flags.has('example')) {
    const status = await writeNew(place, { [CONFIG_FILE]: configText() }, host);
    if (status === 0 && input.flags.has('json')) printJson(host, initJson([CONFIG_FILE]));
    else if (status === 0) host.stdout.write(`Wrote ${CONFIG_FILE}.\n`);
    return status;
  }
  const docs =
    place.docs === place.top && input.values.get('docs') === undefined
      ? 'docs'
      : path.relative(place.top, place.docs);
  const folder = path.join(docs, 'how-to');
  const files = Object.fromEntries(
    Object.entries(EXAMPLE_CARDS).map(([name, text]) => [path.join(folder, name), text]),
  );
  mkdirSync(path.join(place.top, folder), { recursive: true });
  const status = await writeNew(place, files, host);
  if (status !== 0) return status;
  if (input.flags.has('json')) {
    printJson(host, initJson(Object.keys(files)));
    return 0;
  }
  host.stdout.write(`Wrote ${Object.keys(files).length} cards into ${folder}/.\n\n`);
  host.stdout.write('  mikado ready                  what can be worked on now\n');
  host.stdout.write('  mikado verify find-the-words  run its checklist, which asks first\n');
  host.stdout.write('  mikado close find-the-words   close it, and see what became ready\n');
  host.stdout.write('  mikado                        all of that on a screen\n');
  return 0;
}

async function writeNew(
  place: Place,
  files: Readonly<Record<string, string>>,
  host: Host,
): Promise<ExitStatus> {
  const there = Object.keys(files).filter((name) => existsSync(path.join(place.top, name)));
  if (there.length > 0) {
    throw new UsageError(
      `${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already.`,
      'Nothing was written; existing files are never overwritten.',
    );
  }
  for (const [name, text] of Object.entries(files)) {
    const outcome = await createFile(path.join(place.top, name), text, placeOf(place));
    if (outcome.kind === 'written') continue;
    const why = 'reason' in outcome ? outcome.reason : 'somebody else wrote it meanwhile';
    host.stderr.write(`mikado: ${name} could not be written: ${why}\n`);
    return 5;
  }
  return 0;
}
