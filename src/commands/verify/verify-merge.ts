import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mergeAnswers } from '../../report/merge-answers.ts';
import { paintFor } from '../../report/paint.ts';
import { parseVerifyAnswer } from '../../report/parse-verify-answer.ts';
import type { VerifyAnswer } from '../../report/verify-json.ts';
import { cardSummary, headText, itemsOf, itemText, runSummary } from '../../report/verify-run-text.ts';
import { whyUnreadable } from '../../system-error.ts';
import { UsageError } from '../../usage-error.ts';
import { worstResult } from '../../verify/worst-result.ts';
import { visible } from '../../visible.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { finishVerify } from './finish-verify.ts';

/**
 * Joins the JSON answers of shards into one, as if one machine had run them all.
 *
 * @throws UsageError for files that are no such answers, and for answers that are not the whole of one run
 */
export function mergeShards(input: Input, host: Host): ExitStatus {
  if (input.operands.length === 0)
    throw new UsageError(
      'mikado verify --merge needs the JSON answers of the shards.',
      'Each shard writes one: mikado verify --ready --shard 1/3 --json > shard-1.json',
    );
  const merged = mergeAnswers(
    input.operands.map((file) => readAnswer(file, host)),
    worstResult,
  );
  switch (merged.kind) {
    case 'mixed':
      throw new UsageError(
        `The files are shards of different runs: of ${merged.counts.join(' and of ')}.`,
        'Give the answers of one run.',
      );
    case 'missing':
      throw new UsageError(
        `There is no answer of shard ${merged.missing.join(', ')} of ${merged.count}.`,
        'A run is only whole with the answer of every shard.',
      );
    case 'whole':
      for (const card of merged.twice)
        host.stderr.write(
          `mikado: ${visible(card.stem)} (${visible(card.path)}) was verified more than once; the worst result counts.\n`,
        );
      if (!input.flags.has('json')) printAnswer(merged.answer, host);
      return finishVerify(merged.answer, input, host);
  }
}

function readAnswer(file: string, host: Host): VerifyAnswer {
  let text: string;
  try {
    text = readFileSync(path.resolve(host.cwd, file), 'utf8');
  } catch (error) {
    const why = whyUnreadable(error);
    throw new UsageError(`${file} cannot be read: ${why}.`, 'Name the JSON answers of the shards.');
  }
  const answer = parseVerifyAnswer(text);
  if (answer === undefined)
    throw new UsageError(
      `${file} is no answer of mikado verify --json.`,
      'Each shard writes one: mikado verify --ready --shard 1/3 --json > shard-1.json',
    );
  return answer;
}

function printAnswer({ cards }: VerifyAnswer, host: Host): void {
  const paint = paintFor(host.stdout);
  for (const [index, card] of cards.entries()) {
    const gap = index > 0 ? '\n' : '';
    const items = itemsOf(card).map((lines) => itemText(lines, paint));
    host.stdout.write(`${gap}${headText(card, paint)}\n${items.join('')}${cardSummary(card, paint, 'told')}`);
  }
  host.stdout.write(runSummary(cards, paint));
}
