import { counted } from '../../counted.ts';
import { clean, padRow, type Row, slice, span } from '../draw/rows.ts';
import { clamp, layoutFor } from '../model/geometry.ts';
import type { Model } from '../model/model.ts';
import type { Prompt } from '../model/prompt.ts';
import { actionsQuestion } from '../questions/ask-action.ts';
import { approveQuestion } from '../questions/ask-approval.ts';
import { closeQuestion, forceQuestion, refusal } from '../questions/ask-close.ts';
import { fixQuestion } from '../questions/ask-fix.ts';
import { judgeQuestion } from '../questions/ask-judgement.ts';
import { newGoalQuestion, pushQuestion } from '../questions/ask-new.ts';
import { type Question, type Room, text } from '../questions/question.ts';
import { noticeRows } from './pane-head.ts';

function roomOf(model: Model): Room {
  const { columns, rows } = model.size;
  if (layoutFor(model.size) === 'narrow') return { columns, rows: Math.max(1, rows - 6) };
  return { columns: Math.min(columns - 8, 76), rows: Math.max(1, rows - 8) };
}

const COPIES = ['s  stem', 'p  path', 'c  commands of the check', 'l  log'] as const;
/** No more rows than those, so that the smallest window has them all. */
const COPIES_WITH_OFFER = ['g  git command', 's  stem   p  path', ...COPIES.slice(2)] as const;

/** Tells whether the last line of a question is, or was, in sight. */
export function isSeen(model: Model, prompt: Prompt): boolean {
  return prompt.scroll >= lastScroll(model, prompt);
}

/** How far a question can be scrolled, in lines. */
export function lastScroll(model: Model, prompt: Prompt): number {
  const room = roomOf(model);
  return Math.max(0, question(model, prompt, room).lines.length - room.rows);
}

/** Draws the open question over a screen of rows. */
export function overlayPrompt(model: Model, prompt: Prompt, screen: readonly Row[]): readonly Row[] {
  const room = roomOf(model);
  const asked = question(model, prompt, room);
  const lines = asked.lines.slice(prompt.scroll, prompt.scroll + room.rows);
  const hidden = asked.lines.length - prompt.scroll - lines.length;
  const isTyped = 'field' in prompt && prompt.field === 'note';
  const more = hidden > 0 && !isTyped ? `j more (${counted(hidden, 'line')})` : '';
  const drawn = { ...asked, lines, more };
  return layoutFor(model.size) === 'narrow'
    ? fillBody(model, drawn, screen)
    : frame(model, drawn, { screen, room });
}

/** A question with the lines that are in sight, and the key for more where there is more. */
interface Drawn extends Question {
  readonly more: string;
}

/** On a narrow screen the question takes the body's place. */
function fillBody(model: Model, asked: Drawn, screen: readonly Row[]): readonly Row[] {
  const { columns, rows } = model.size;
  const more = asked.more === '' ? '' : ` ${asked.more}`;
  const rule = [span(model.glyphs.rule.across.repeat(columns - more.length), 'dim'), span(more, 'strong')];
  const body = [padRow([span(asked.title, 'strong')], columns), rule, ...asked.lines];
  const blank = padRow([], columns);
  const filled = Array.from({ length: rows - 4 }, (_, index) => padRow(body[index] ?? blank, columns));
  const notice = model.notice === undefined ? [] : noticeRows(model);
  filled.splice(filled.length - notice.length, notice.length, ...notice);
  return [...screen.slice(0, 3), ...filled, padRow([span(asked.keys)], columns)];
}

function frame(
  model: Model,
  asked: Drawn,
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
    edge([span(asked.more, 'strong')]),
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

function question(model: Model, prompt: Prompt, room: Room): Question {
  const { columns } = room;
  switch (prompt.kind) {
    case 'approve':
      return approveQuestion(prompt, columns);
    case 'judge':
      return judgeQuestion(model, prompt, room);
    case 'close':
      return closeQuestion(model, prompt, columns);
    case 'refused':
      return refusal(prompt, columns);
    case 'force':
      return forceQuestion(model, prompt, columns);
    case 'actions':
      return actionsQuestion(model, prompt, columns);
    case 'copy':
      return {
        title: 'Copy',
        lines: (model.offered === undefined ? COPIES : COPIES_WITH_OFFER).map((line) => [span(line)]),
        keys: '[Esc close]',
        foot: '',
      };
    case 'new-goal':
      return newGoalQuestion(prompt, columns);
    case 'push':
      return pushQuestion(prompt, aheadWords(model), columns);
    case 'fix':
      return fixQuestion(prompt, columns);
    case 'quit':
      return {
        title: 'Quit?',
        lines: text('A check is running. Quitting stops it; what has finished is kept.', columns),
        keys: 'y quit   [n stay]',
      };
  }
}

/** How many commits a push would bring, as far as is known here. */
function aheadWords({ git }: Model): string {
  const upstream = git === 'unread' ? undefined : git?.upstream;
  if (upstream === undefined) return 'The branch was never pushed, as far as is known here.';
  return `${counted(upstream.ahead, 'commit')} ${upstream.ahead === 1 ? 'is' : 'are'} not at ${clean(upstream.name)} yet.`;
}
