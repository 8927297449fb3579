import { spawn } from 'node:child_process';
import { readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../../src/cards/card.ts';
import type { ChecklistItem } from '../../src/cards/checklist.ts';
import { parseChecklist } from '../../src/cards/parse-checklist.ts';
import type { GitPlace } from '../../src/git/git-place.ts';
import { type Plan, readPlan } from '../../src/plan.ts';
import type { CardText } from '../../src/read/read-card-text.ts';
import type { CommandOutcome, ItemOutcome, ItemResult } from '../../src/verify/verify-event.ts';
import type {
  ClosePreview,
  EditOutcome,
  Judgement,
  Verification,
  VerifyRequest,
  Workbench,
} from '../../src/workbench.ts';

const BOX = /- \[([ x])\]/;

/** A workbench over real cards that approves in memory, edits without locks and runs commands without limits. */
export class PlainWorkbench implements Workbench {
  readonly #folder: string;
  readonly #approved = new Set<string>();
  /** What was asked for, in order. */
  readonly calls: string[] = [];
  git: GitPlace | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  readPlan(): Promise<Plan> {
    return readPlan({ cwd: this.#folder });
  }

  async readCard(card: Card): Promise<CardText> {
    const text = this.#read(card);
    const end = text.indexOf('\n---\n');
    const bodyOffset = end < 0 ? 0 : end + 5;
    const bodyLine = text.slice(0, bodyOffset).split('\n').length;
    const { items } = await parseChecklist(text, { bodyOffset, bodyLine });
    return { body: text.slice(bodyOffset), bodyLine, checklist: items, links: [], diagnostics: [] };
  }

  gitPlace(): Promise<GitPlace | undefined> {
    return Promise.resolve(this.git);
  }

  watch(onChange: () => void): { stop(): void } {
    let timer: NodeJS.Timeout | undefined;
    const watcher = watch(join(this.#folder, 'docs'), () => {
      clearTimeout(timer);
      timer = setTimeout(onChange, 30);
    });
    return { stop: () => watcher.close() };
  }

  unapproved(_card: Card, commands: readonly string[]): readonly string[] {
    return commands.filter((command) => !this.#approved.has(command));
  }

  approve(card: Card, commands: readonly string[]): void {
    this.calls.push(`approve ${card.stem}`);
    for (const command of commands) this.#approved.add(command);
  }

  async verify(card: Card, request: VerifyRequest): Promise<Verification> {
    this.calls.push(`verify ${card.stem}`);
    const { checklist } = await this.readCard(card);
    const items: ItemOutcome[] = [];
    for (const [index, item] of checklist.entries()) {
      const command = item.commands[0] ?? null;
      if (request.signal?.aborted === true) break;
      request.onEvent({ kind: 'item-started', card, item, index, command });
      const outcomes: CommandOutcome[] = [];
      for (const each of item.commands) outcomes.push(await this.#runCommand(card, { each, index, request }));
      const asked = item.kind === 'automatic' ? undefined : await request.judge?.(item, outcomes);
      const outcome = judge(item, outcomes, asked);
      items.push(outcome);
      if (outcome.result === 'passed') this.#tick(card, item, 'x');
      request.onEvent({ kind: 'item-finished', card, index, outcome });
    }
    const result: ItemResult = items.every((item) => item.result === 'passed') ? 'passed' : 'needs-person';
    request.onEvent({ kind: 'card-finished', card, result, items });
    return { result, items, troubles: [] };
  }

  #runCommand(
    card: Card,
    { each, index, request }: { each: string; index: number; request: VerifyRequest },
  ): Promise<CommandOutcome> {
    const child = spawn('sh', ['-c', each], {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const stop = (): void => void (child.pid !== undefined && process.kill(-child.pid, 'SIGTERM'));
    request.signal?.addEventListener('abort', stop);
    let head = '';
    child.stdout.on('data', (chunk: Buffer) => {
      head = (head + chunk.toString()).slice(0, 10_000);
      request.onEvent({ kind: 'output', card, index, chunk });
    });
    return new Promise((resolve) => {
      child.on('close', (exitCode, signal) => {
        request.signal?.removeEventListener('abort', stop);
        const result = signal !== null ? 'killed' : exitCode === 0 ? 'passed' : 'failed';
        const rest = { durationMs: 12, head, tail: '', droppedBytes: 0, sha256: '' };
        resolve({ command: each, result, exitCode, signal, ...rest });
      });
    });
  }

  judge(card: Card, item: ChecklistItem, judgement: Judgement): Promise<EditOutcome> {
    this.calls.push(`judge ${item.text}: ${judgement.verdict} ${judgement.note ?? ''}`.trim());
    this.#tick(card, item, judgement.verdict === 'passed' ? 'x' : ' ');
    return Promise.resolve({ kind: 'written', path: card.path });
  }

  async previewClose(plan: Plan, card: Card): Promise<ClosePreview> {
    const { checklist } = await this.readCard(card);
    const open = checklist.filter((item) => !item.ticked);
    return {
      refusals: open.map((item) => ({
        reason: `the check "${item.text}" is not ticked`,
        help: `Run: mikado verify ${card.stem}`,
      })),
      diff: ['-status: active'],
      becomesReady: plan.unlocksOf(card),
    };
  }

  close(_plan: Plan, card: Card): Promise<EditOutcome> {
    this.calls.push(`close ${card.stem}`);
    writeFileSync(this.#path(card), this.#read(card).replace('status: active\n', ''));
    return Promise.resolve({ kind: 'written', path: card.path });
  }

  start = notYet;
  reopen = notYet;
  create = notYet;
  listVerify = notYet;
  receipts = notYet;

  #tick(card: Card, item: ChecklistItem, mark: 'x' | ' '): void {
    const lines = this.#read(card).split('\n');
    const line = lines[item.line - 1] ?? '';
    lines[item.line - 1] = line.replace(BOX, `- [${mark}]`);
    writeFileSync(this.#path(card), lines.join('\n'));
  }

  #read(card: Card): string {
    return readFileSync(this.#path(card), 'utf8');
  }

  #path(card: Card): string {
    return join(this.#folder, card.path);
  }
}

function judge(
  item: ChecklistItem,
  outcomes: readonly CommandOutcome[],
  asked: Judgement | undefined,
): ItemOutcome {
  const failed = outcomes.find((outcome) => outcome.result !== 'passed');
  if (item.kind === 'automatic') {
    return { item, result: failed?.result ?? 'passed', outcomes, judgedBy: 'exit status', note: null };
  }
  const word = asked?.verdict ?? 'later';
  const result = word === 'later' ? 'needs-person' : word;
  return { item, result, outcomes, judgedBy: word === 'later' ? null : 'Ada', note: asked?.note ?? null };
}

/** What the screen does not ask for in this version. */
function notYet(): Promise<never> {
  return Promise.reject(new Error('the screen does not ask for this'));
}
