import { circumstances, commandLines, noteLines } from '../verify/approval-text.ts';
import { actionsFor } from './actions.ts';
import { itemText } from './checks.ts';
import { clamp, keepInSight, layoutFor } from './geometry.ts';
import type { Role } from './glyphs.ts';
import type { Model } from './model.ts';
import type { Prompt } from './prompt.ts';
import { between, clean, cutEnd, inverted, padRow, type Row, slice, span, wrap } from './rows.ts';
import { count, goalName } from './words.ts';

/** A question as it is drawn: a title, lines that may have to be scrolled, and the keys that answer it. */
interface Question {
  readonly title: string;
  readonly lines: readonly Row[];
  readonly keys: string;
  /** The line below everything, where the usual one does not hold. */
  readonly foot?: string;
}

/** Lines of a command's output that a question shows. */
const OUTPUT_LINES = 12;

interface Room {
  /** Columns of the text, without frame. */
  readonly columns: number;
  /** Rows for the lines, without title, keys and frame. */
  readonly rows: number;
}

function roomOf(model: Model): Room {
  const { columns, rows } = model.size;
  if (layoutFor(model.size) === 'narrow') return { columns, rows: Math.max(1, rows - 6) };
  return { columns: Math.min(columns - 8, 76), rows: Math.max(1, rows - 8) };
}

/** Tells whether the last line of a question is, or was, in sight. */
export function isSeen(model: Model, prompt: Prompt): boolean {
  return prompt.scroll >= lastScroll(model, prompt);
}

/** How far a question can be scrolled, in lines. */
export function lastScroll(model: Model, prompt: Prompt): number {
  const room = roomOf(model);
  return Math.max(0, question(model, prompt, room.columns).lines.length - room.rows);
}

/** Draws the open question over a screen of rows. */
export function overlayPrompt(model: Model, prompt: Prompt, screen: readonly Row[]): readonly Row[] {
  const room = roomOf(model);
  const asked = question(model, prompt, room.columns);
  const lines = asked.lines.slice(prompt.scroll, prompt.scroll + room.rows);
  const hidden = asked.lines.length - prompt.scroll - lines.length;
  const more = hidden > 0 ? `j more (${count(hidden, 'line')})   ` : '';
  const drawn = { ...asked, lines, keys: more + asked.keys };
  return layoutFor(model.size) === 'narrow'
    ? fillBody(model, drawn, screen)
    : frame(model, drawn, { screen, room });
}

/** On a narrow screen the question takes the body's place. */
function fillBody(model: Model, asked: Question, screen: readonly Row[]): readonly Row[] {
  const { columns, rows } = model.size;
  const rule = padRow([span(model.glyphs.rule.across.repeat(columns), 'dim')], columns);
  const body = [padRow([span(asked.title, 'strong')], columns), rule, ...asked.lines];
  const blank = padRow([], columns);
  const notice = screen[rows - 2];
  const filled = Array.from({ length: rows - 4 }, (_, index) => padRow(body[index] ?? blank, columns));
  if (model.notice !== undefined && notice !== undefined) filled[filled.length - 1] = notice;
  return [...screen.slice(0, 3), ...filled, padRow([span(asked.keys)], columns)];
}

function frame(
  model: Model,
  asked: Question,
  { screen, room }: { readonly screen: readonly Row[]; readonly room: Room },
): readonly Row[] {
  const { rule } = model.glyphs;
  const [topLeft, topRight, bottomLeft, bottomRight] = rule.corners;
  const inner = room.columns + 2;
  const title = ` ${asked.title} `;
  const top = `${topLeft}${rule.across}${title}${rule.across.repeat(Math.max(0, inner - title.length - 1))}${topRight}`;
  const edge = (row: Row): Row => [
    span(`${rule.down} `),
    ...padRow(row, room.columns),
    span(` ${rule.down}`),
  ];
  const box: readonly Row[] = [
    [span(top)],
    ...asked.lines.map(edge),
    edge([]),
    edge([span(asked.keys, 'strong')]),
    [span(`${bottomLeft}${rule.across.repeat(inner)}${bottomRight}`)],
  ];
  const left = Math.floor((model.size.columns - inner - 2) / 2);
  const first = clamp(Math.floor((screen.length - box.length) / 2), {
    least: 2,
    most: Math.max(2, screen.length - box.length - 1),
  });
  return screen.map((row, index) => {
    const line = box[index - first];
    if (index === screen.length - 1) {
      return padRow(
        [
          span(
            asked.foot ?? 'Only the keys in the box work here. Pasted and typed-ahead keys do not count.',
            'dim',
          ),
        ],
        model.size.columns,
      );
    }
    if (line === undefined) return row;
    const end = left + inner + 2;
    return [...slice(row, 0, left), ...line, ...slice(row, end, model.size.columns)];
  });
}

function question(model: Model, prompt: Prompt, columns: number): Question {
  switch (prompt.kind) {
    case 'approve':
      return approveQuestion(prompt, columns);
    case 'judge':
      return judgeQuestion(model, prompt, columns);
    case 'close':
      return closeQuestion(model, prompt, columns);
    case 'refused':
      return refusal(prompt, columns);
    case 'actions':
      return actionsQuestion(model, prompt, columns);
    case 'copy':
      return {
        title: 'Copy',
        lines: ['s  stem', 'p  path', 'c  commands of the check', 'l  log'].map((line) => [span(line)]),
        keys: '[Esc close]',
        foot: '',
      };
    case 'quit':
      return {
        title: 'Quit?',
        lines: text('A check is running. Quitting stops it; what has finished is kept.', columns),
        keys: 'y quit   [n stay]',
      };
  }
}

type Of<Kind extends Prompt['kind']> = Extract<Prompt, { readonly kind: Kind }>;

function actionsQuestion(model: Model, { text: typed, cursor }: Of<'actions'>, columns: number): Question {
  const found = actionsFor(typed);
  const rows = clamp(model.size.rows - 11, { least: 1, most: 12 });
  const top = keepInSight(0, { row: cursor, rows, of: found.length });
  const lines = found.slice(top, top + rows).map(({ action, shown, does }, index): Row => {
    const selected = top + index === cursor;
    const start = `${selected ? model.glyphs.selected : ' '} ${action.padEnd(15)} ${shown.padEnd(7)}`;
    const row = padRow(
      [span(start), span(cutEnd(does, columns - start.length, model.glyphs.ellipsis))],
      columns,
    );
    return selected ? inverted(row) : row;
  });
  const empty = Array.from({ length: rows - lines.length }, (): Row => []);
  return {
    title: 'Actions',
    lines: [[span(`:${clean(typed)}_`, 'strong')], ...lines, ...empty],
    keys: 'Enter do it   Up/Down move   [Esc close]',
    foot: `type to narrow: ${count(found.length, 'action')}`,
  };
}

function approveQuestion({ card, request }: Of<'approve'>, columns: number): Question {
  const { commands } = request;
  const written = commands.flatMap((command) => [
    ...commandLines(command.facts.command).flatMap((line, index) =>
      text(`${index === 0 ? '$' : '>'} ${clean(line)}`, columns, '    '),
    ),
    ...noteLines(command).flatMap((line) => text(`  ${line}`, columns, '    ', 'dim')),
  ]);
  const of =
    commands.length === 1 ? 'this command, which is' : `these ${commands.length} commands, which are`;
  return {
    title: 'Run these commands?',
    lines: [
      ...text(`Verifying ${clean(card.stem)} runs ${of} new or changed.`, columns),
      [],
      ...written,
      [],
      ...text(circumstances(request), columns),
    ],
    keys: 'y run, and remember   [n cancel]',
  };
}

function judgeQuestion(model: Model, prompt: Of<'judge'>, columns: number): Question {
  const { item, outcomes, note, field } = prompt;
  const typed = clean(note) + (field === 'note' ? '_' : '');
  const noteLine = `note (optional): ${typed}`;
  const output = outcomes.flatMap((outcome) => {
    const end = outcome.exitCode === null ? outcome.result : `exit ${outcome.exitCode}`;
    return [
      ...text(`$ ${clean(outcome.command)}   ${end}`, columns, '    '),
      ...tail(outcome.tail === '' ? outcome.head : outcome.tail).map((line) => [
        span(`  | ${cutEnd(clean(line), columns - 4, model.glyphs.ellipsis)}`, 'dim'),
      ]),
      [],
    ];
  });
  const asks =
    outcomes.length === 0
      ? lookYourself(prompt, columns)
      : [
          ...text('The exit status alone does not decide this one. The card expects:', columns),
          ...text(`  ${item.expectation === null ? itemText(item) : clean(item.expectation)}`, columns, '  '),
          ...text('Does the output above show that?', columns),
        ];
  const role: Role = field === 'note' ? 'strong' : 'plain';
  return {
    title: outcomes.length === 0 ? 'Does this hold?' : 'Your judgement is needed',
    lines: [
      ...text(itemText(item), columns),
      [],
      ...output,
      ...asks,
      [],
      ...text(noteLine, columns, '  ', role),
    ],
    keys: field === 'note' ? 'Enter end of note' : 'y yes   n no   Tab note   [Esc later]',
  };
}

/** A command that wants a terminal of its own cannot run beside the screen. */
function lookYourself({ item }: Of<'judge'>, columns: number): readonly Row[] {
  if (item.commands.length === 0)
    return text('Nothing to run: look for yourself, then say what you saw.', columns);
  return [
    ...text(
      'This needs a terminal: Esc, then t runs it here with the whole one. Or say what you saw:',
      columns,
    ),
    ...item.commands.flatMap((command) => text(`$ ${clean(command)}`, columns, '    ')),
  ];
}

function tail(output: string): readonly string[] {
  return output.trimEnd().split(/\r?\n/).slice(-OUTPUT_LINES);
}

function closeQuestion(model: Model, { card, preview }: Of<'close'>, columns: number): Question {
  const ready = preview.becomesReady.map((each) => goalName(model.plan, each));
  return {
    title: 'Close this card?',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      [],
      ...text(clean(card.path), columns),
      ...preview.diff.flatMap((line) =>
        text(`  ${clean(line)}`, columns, '    ', line.startsWith('-') ? 'failed' : 'passed'),
      ),
      [],
      ...text(
        `Becomes ready:  ${ready.length === 0 ? 'nothing yet' : ready.join(', ')}`,
        columns,
        ' '.repeat(16),
      ),
    ],
    keys: 'y close   [n cancel]',
  };
}

function refusal({ card, refusals }: Of<'refused'>, columns: number): Question {
  return {
    title: 'Cannot be closed',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      [],
      ...refusals.flatMap(({ reason, help }) => [
        ...text(`- ${clean(reason)}`, columns, '  '),
        ...text(`  ${clean(help)}`, columns, '  ', 'dim'),
      ]),
    ],
    keys: '[Esc back]',
  };
}

function text(line: string, columns: number, indent = '', role: Role = 'plain'): readonly Row[] {
  return wrap(line, columns, indent).map((each) => between([span(each, role)], [], columns));
}
