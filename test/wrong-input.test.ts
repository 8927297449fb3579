import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Plan, readPlan } from '../src/plan.ts';
import { makeTree } from './rig/tree.ts';

const OPEN = '---\nstatus: active\n---\n';
const goal = (requires: string) => `---\ntitle: Goal\nstatus: active\nrequires:\n${requires}---\n`;

interface Row {
  readonly title: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Every card with its state and blockers. */
  readonly states: readonly string[];
  /** Every diagnostic: place, severity, code, message, help, and related places in brackets. */
  readonly says: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    title: 'a missing prerequisite blocks, and the near name is offered',
    files: { 'goal.md': goal('  - rotate-tokns\n'), 'rotate-tokens.md': OPEN },
    states: ['goal blocked (rotate-tokns missing)', 'rotate-tokens ready'],
    says: [
      'goal.md:5:5-17 error missing-prerequisite: `goal` requires `rotate-tokns`, and no document has that name. Did you mean `rotate-tokens`?',
    ],
  },
  {
    title: 'a missing prerequisite without a near name blocks',
    files: { 'goal.md': goal('  - zzz\n') },
    states: ['goal blocked (zzz missing)'],
    says: [
      'goal.md:5:5-8 error missing-prerequisite: `goal` requires `zzz`, and no document has that name. Mend the name, or write that card.',
    ],
  },
  {
    title: 'a single value in place of the list is understood',
    files: { 'goal.md': '---\nstatus: active\nrequires: part\n---\n', 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:3:11-15 warning requires-form: `requires` is a list, and here it is a single value. Write `- part` on a line of its own below `requires:`.',
    ],
  },
  {
    title: 'a quoted wiki link is understood',
    files: { 'goal.md': goal('  - "[[part]]"\n'), 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:5:5-15 warning requires-form: `requires` takes plain stems, and `[[part]]` is not one. Write `part`.',
    ],
  },
  {
    title: 'a wiki link without quotes, a list in a list to YAML, is understood',
    files: { 'goal.md': goal('  - [[part]]\n'), 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:5:5-13 warning requires-form: `requires` takes plain stems, and `[[part]]` is not one. Write `part`.',
    ],
  },
  {
    title: 'a wiki link in place of the list is understood',
    files: { 'goal.md': '---\nstatus: active\nrequires: [[part]]\n---\n', 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:3:12-18 warning requires-form: `requires` takes plain stems, and `[[part]]` is not one. Write `part`.',
    ],
  },
  {
    title: 'two wiki links in a row are no YAML, and the card blocks',
    files: { 'goal.md': '---\nstatus: active\nrequires: [[part]], [[b]]\n---\n', 'part.md': OPEN },
    states: ['goal unreadable blocked (goal unreadable)', 'part ready'],
    says: [
      'goal.md:3:19-26 error frontmatter-invalid: The front matter is not valid YAML: something stands behind the end of a value. In `requires`, write one plain stem a line: `- stem`.',
    ],
  },
  {
    title: 'a file name is understood',
    files: { 'goal.md': goal('  - part.md\n'), 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:5:5-12 warning requires-form: `requires` takes plain stems, and `part.md` is not one. Write `part`.',
    ],
  },
  {
    title: 'a folder in front does not make an ambiguous stem safe',
    files: { 'goal.md': goal('  - x/part\n'), 'x/part.md': OPEN, 'y/part.md': OPEN },
    states: [
      'goal blocked (part ambiguous)',
      'x/part blocked (part ambiguous)',
      'y/part blocked (part ambiguous)',
    ],
    says: [
      'goal.md:5:5-11 error ambiguous-stem: `goal` requires `part`, and 2 documents have that name. Rename all but one of them. (x/part.md:1:1 one `part`) (y/part.md:1:1 one `part`)',
      'goal.md:5:5-11 warning requires-form: `requires` takes plain stems, and `x/part` is not one. Write `part`.',
    ],
  },
  {
    title: 'other letters’ case is understood',
    files: { 'goal.md': goal('  - Part\n'), 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:5:5-9 warning requires-form: `Part` differs from the card `part` in upper and lower case. Write `part`.',
    ],
  },
  {
    title: 'a number is no stem, and makes the card unreadable',
    files: { 'goal.md': goal('  - 5\n'), 'part.md': OPEN },
    states: ['goal unreadable blocked (goal unreadable)', 'part ready'],
    says: [
      'goal.md:5:5-6 error requires-form: `requires` takes the stems of cards, and this entry is a number. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
    ],
  },
  {
    title: 'a number in place of the list is no stem',
    files: { 'goal.md': '---\nstatus: active\nrequires: 5\n---\n' },
    states: ['goal unreadable blocked (goal unreadable)'],
    says: [
      'goal.md:3:11-12 error requires-form: `requires` takes the stems of cards, and this entry is a number. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
    ],
  },
  {
    title: 'a mapping is no stem',
    files: { 'goal.md': goal('  - part: x\n'), 'part.md': OPEN },
    states: ['goal unreadable blocked (goal unreadable)', 'part ready'],
    says: [
      'goal.md:5:5-12 error requires-form: `requires` takes the stems of cards, and this entry is a mapping. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
    ],
  },
  {
    title: 'a mapping in place of the list is no stem',
    files: { 'goal.md': '---\nstatus: active\nrequires: {a: b}\n---\n' },
    states: ['goal unreadable blocked (goal unreadable)'],
    says: [
      'goal.md:3:11-17 error requires-form: `requires` takes the stems of cards, and this entry is a mapping. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
    ],
  },
  {
    title: 'an empty entry is no stem',
    files: { 'goal.md': goal('  -\n'), 'part.md': OPEN },
    states: ['goal unreadable blocked (goal unreadable)', 'part ready'],
    says: [
      'goal.md:5:3-4 error requires-form: `requires` takes the stems of cards, and this entry is nothing. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
    ],
  },
  {
    title: 'only what YAML reads as text is a stem, kept as written',
    files: { 'goal.md': goal('  - no\n  - 1.10\n  - 0x1F\n  - null\n  - 2024-01-01\n') },
    states: ['goal unreadable blocked (goal unreadable, no missing, 2024-01-01 missing)'],
    says: [
      'goal.md:5:5-7 error missing-prerequisite: `goal` requires `no`, and no document has that name. Mend the name, or write that card.',
      'goal.md:6:5-9 error requires-form: `requires` takes the stems of cards, and this entry is a number. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
      'goal.md:7:5-9 error requires-form: `requires` takes the stems of cards, and this entry is a number. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
      'goal.md:8:5-9 error requires-form: `requires` takes the stems of cards, and this entry is nothing. Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
      'goal.md:9:5-15 error missing-prerequisite: `goal` requires `2024-01-01`, and no document has that name. Mend the name, or write that card.',
    ],
  },
  {
    title: 'a card with bad YAML is open, unreadable, and blocks what requires it',
    files: { 'goal.md': goal('  - part\n'), 'part.md': '---\ntitle: a: b\nstatus: active\n---\n' },
    states: ['goal blocked (part unreadable)', 'part unreadable blocked (part unreadable)'],
    says: [
      'part.md:2:8-9 error frontmatter-invalid: The front matter is not valid YAML: a `: ` inside a value reads as one more field. A value that holds `: ` needs quotes around it.',
    ],
  },
  {
    title: 'a fence inside a value does not make the card lose its status',
    files: {
      'goal.md': goal('  - part\n'),
      'part.md': '---\ntitle: |\n  a\n---\n  b\nstatus: active\n---\n# Part\n',
    },
    states: ['goal blocked (part unreadable)', 'part unreadable blocked (part unreadable)'],
    says: [
      'part.md:4:1-4 error frontmatter-invalid: The line `---` inside a value ends the front matter, which leaves the fields from line 5 on outside. Indent that line, or write the value without it.',
    ],
  },
  {
    title: 'a front matter that is never closed is still a card',
    files: { 'goal.md': goal('  - part\n'), 'part.md': '---\nstatus: active\n\nText of the card.\n' },
    states: ['goal blocked (part unreadable)', 'part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-4 error frontmatter-invalid: The front matter that starts on line 1 is never closed. Add a line `---` after its last field.',
    ],
  },
  {
    title: 'a front matter below the first line is still a card',
    files: { 'part.md': '2026-02-20 17:56\n---\nstatus: active\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:2:1-4 error frontmatter-not-first: The front matter starts on line 2, and only one that starts on line 1 is read. Delete the line above it.',
    ],
  },
  {
    title: 'a byte order mark is read over, and said',
    files: { 'part.md': '\ufeff---\nstatus: active\n---\n' },
    states: ['part ready'],
    says: [
      'part.md:1:1-2 warning encoding: The card starts with a byte order mark, which hides its front matter from other tools. Save it as UTF-8 without the mark.',
    ],
  },
  {
    title: 'line ends of two characters change nothing',
    files: {
      'goal.md': goal('  - part\n').replaceAll('\n', '\r\n'),
      'part.md': OPEN.replaceAll('\n', '\r\n'),
    },
    states: ['goal blocked (part open)', 'part ready'],
    says: [],
  },
  {
    title: 'UTF-16 is refused by name',
    files: { 'part.md': Buffer.from('\ufeff---\nstatus: active\n---\n', 'utf16le') },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-2 error encoding: The card cannot be read: it is written in UTF-16. Save it as UTF-8.',
    ],
  },
  {
    title: 'UTF-16 without its mark is refused too',
    files: { 'part.md': Buffer.from('---\nstatus: active\n---\n', 'utf16le') },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-2 error encoding: The card cannot be read: it is written in UTF-16. Save it as UTF-8.',
    ],
  },
  {
    title: 'bytes that are no UTF-8 are refused',
    files: { 'part.md': Buffer.from('---\nstatus: active\n---\ncaf\xe9\n', 'latin1') },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-2 error encoding: The card cannot be read: line 4 is not valid UTF-8. Save it as UTF-8.',
    ],
  },
  {
    title: 'a NUL byte is refused',
    files: { 'part.md': '---\nstatus: active\n---\na\0b\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-2 error encoding: The card cannot be read: line 4 holds a NUL byte. Save it as UTF-8.',
    ],
  },
  {
    title: 'two status keys are an error that names both lines',
    files: { 'part.md': '---\nstatus: active\ntitle: x\nstatus: done\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:4:1-7 error frontmatter-invalid: The field `status` stands twice, on lines 2 and 4. Keep one of the two. (part.md:2:1 first here)',
    ],
  },
  {
    title: 'two requires keys are an error that names both lines',
    files: { 'part.md': '---\nrequires: []\ntitle: x\nrequires: []\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:4:1-9 error frontmatter-invalid: The field `requires` stands twice, on lines 2 and 4. Keep one of the two. (part.md:2:1 first here)',
    ],
  },
  {
    title: 'an unknown status counts as open',
    files: { 'goal.md': goal('  - part\n'), 'part.md': '---\nstatus: wip\n---\n' },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'part.md:2:9-12 warning unknown-status: Unknown status `wip`, so the card counts as open. Use one of active, planned, done, complete, completed, closed, or remove the line when the card is done.',
    ],
  },
  {
    title: 'letters’ case of a status does not matter',
    files: { 'part.md': '---\nstatus: Active\n---\n' },
    states: ['part ready'],
    says: [],
  },
  {
    title: 'a status that is a list counts as open',
    files: { 'goal.md': goal('  - part\n'), 'part.md': '---\nstatus: [active]\n---\n' },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'part.md:2:1-7 warning unknown-status: `status` is not one word, so the card counts as open. Use one of active, planned, done, complete, completed, closed, or remove the line when the card is done.',
    ],
  },
  {
    title: 'a status without a value counts as none',
    files: { 'goal.md': goal('  - part\n'), 'part.md': '---\nstatus:\n---\n' },
    states: ['goal ready', 'part done'],
    says: [
      'part.md:2:1-7 warning unknown-status: `status` has no value, so the card counts as done, as it does without that line. Write `status: active` if it is open, or remove the line.',
    ],
  },
  {
    title: 'a js block is not run',
    files: { 'part.md': `---js\n{status: (require('fs').writeFileSync('PWNED','x'), 'active')}\n---\n` },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:4-6 error frontmatter-language: The front matter is marked `js`, and only YAML is read; nothing in it was run. Write the fields as YAML between two lines of `---`.',
    ],
  },
  {
    title: 'a javascript block is not run',
    files: {
      'part.md': `---javascript\n{status: (require('fs').writeFileSync('PWNED','x'), 'active')}\n---\n`,
    },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:4-14 error frontmatter-language: The front matter is marked `javascript`, and only YAML is read; nothing in it was run. Write the fields as YAML between two lines of `---`.',
    ],
  },
  {
    title: 'a language named like a built-in is refused',
    files: { 'part.md': `---constructor\nstatus: active\n---\n` },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:4-15 error frontmatter-language: The front matter is marked `constructor`, and only YAML is read; nothing in it was run. Write the fields as YAML between two lines of `---`.',
    ],
  },
  {
    title: 'two documents with one stem block once a card refers to it',
    files: { 'goal.md': goal('  - part\n'), 'a/part.md': OPEN, 'b/part.md': '# plain\n' },
    states: ['goal blocked (part ambiguous)', 'a/part blocked (part ambiguous)', 'b/part done'],
    says: [
      'goal.md:5:5-9 error ambiguous-stem: `goal` requires `part`, and 2 documents have that name. Rename all but one of them. (a/part.md:1:1 one `part`) (b/part.md:1:1 one `part`)',
    ],
  },
  {
    title: 'two cards with one stem are left alone while nothing refers to it',
    files: { 'a/part.md': OPEN, 'b/part.md': OPEN },
    states: ['a/part ready', 'b/part ready'],
    says: [],
  },
  {
    title: 'a card that requires itself is never ready',
    files: { 'goal.md': goal('  - goal\n') },
    states: ['goal blocked (goal cycle)'],
    says: [
      'goal.md:5:5-9 error self-prerequisite: `goal` requires itself, so it can never be ready. Delete this line.',
    ],
  },
  {
    title: 'two cards that require each other are never ready',
    files: { 'goal.md': goal('  - part\n'), 'part.md': goal('  - goal\n') },
    states: ['goal blocked (part cycle)', 'part blocked (goal cycle)'],
    says: [
      'goal.md:5:5-9 error cycle: `goal` and `part` require each other, so neither can ever be ready. Take one of these lines out. (part.md:5:5 `part` requires `goal`)',
    ],
  },
  {
    title: 'a longer cycle is named whole, and blocks what is above it',
    files: {
      'a.md': goal('  - b\n'),
      'b.md': goal('  - c\n'),
      'c.md': goal('  - a\n'),
      'top.md': goal('  - a\n'),
    },
    states: ['a blocked (b cycle)', 'b blocked (c cycle)', 'c blocked (a cycle)', 'top blocked (a cycle)'],
    says: [
      'a.md:5:5-6 error cycle: 3 cards require one another in a circle: `a` → `b` → `c` → `a`. Take one of these lines out. (b.md:5:5 `b` requires `c`) (c.md:5:5 `c` requires `a`)',
    ],
  },
  {
    title: 'two cycles that share a card are both named',
    files: { 'a.md': goal('  - b\n'), 'b.md': goal('  - a\n  - c\n'), 'c.md': goal('  - b\n') },
    states: ['a blocked (b cycle)', 'b blocked (a cycle, c cycle)', 'c blocked (b cycle)'],
    says: [
      'a.md:5:5-6 error cycle: `a` and `b` require each other, so neither can ever be ready. Take one of these lines out. (b.md:5:5 `b` requires `a`)',
      'b.md:6:5-6 error cycle: `b` and `c` require each other, so neither can ever be ready. Take one of these lines out. (c.md:5:5 `c` requires `b`)',
    ],
  },
  {
    title: 'cards may be named like built-ins',
    files: {
      'goal.md': goal('  - constructor\n  - __proto__\n  - toString\n'),
      'constructor.md': OPEN,
      '__proto__.md': '---\nstatus: active\nrequires: [constructor]\n---\n',
      'toString.md': '# x\n',
    },
    states: [
      '__proto__ blocked (constructor open)',
      'constructor ready',
      'goal blocked (constructor open, __proto__ open)',
      'toString done',
    ],
    says: [],
  },
  {
    title: 'a cycle through built-in names is found',
    files: { 'constructor.md': goal('  - __proto__\n'), '__proto__.md': goal('  - constructor\n') },
    states: ['__proto__ blocked (constructor cycle)', 'constructor blocked (__proto__ cycle)'],
    says: [
      '__proto__.md:5:5-16 error cycle: `__proto__` and `constructor` require each other, so neither can ever be ready. Take one of these lines out. (constructor.md:5:5 `constructor` requires `__proto__`)',
    ],
  },
  {
    title: 'a card of exactly 1 MiB is read',
    files: { 'part.md': (OPEN + 'x'.repeat(1024 * 1024)).slice(0, 1024 * 1024) },
    states: ['part ready'],
    says: [],
  },
  {
    title: 'a card of one byte more is refused',
    files: {
      'goal.md': goal('  - part\n'),
      'part.md': (OPEN + 'x'.repeat(1024 * 1024)).slice(0, 1024 * 1024 + 1),
    },
    states: ['goal blocked (part unreadable)', 'part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-2 error too-large: The file has 1,048,577 bytes, and a card is read up to 1 MiB (1,048,576 bytes). Move what is not the card into a file of its own.',
    ],
  },
  {
    title: 'an anchor is refused',
    files: { 'part.md': '---\nstatus: &a active\ntitle: *a\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:2:12-13 error frontmatter-invalid: The front matter uses a YAML anchor, alias, merge key or tag, which cards do not take. Write the value out in full; put text that begins with `&`, `*` or `!` in quotes.',
    ],
  },
  {
    title: 'a merge key is refused',
    files: { 'part.md': '---\n<<: {status: active}\nrequires: []\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:2:1-3 error frontmatter-invalid: The front matter uses a YAML anchor, alias, merge key or tag, which cards do not take. Write the value out in full; put text that begins with `&`, `*` or `!` in quotes.',
    ],
  },
  {
    title: 'a tag is refused',
    files: { 'part.md': '---\nstatus: !!js/function "x"\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:2:23-24 error frontmatter-invalid: The front matter uses a YAML anchor, alias, merge key or tag, which cards do not take. Write the value out in full; put text that begins with `&`, `*` or `!` in quotes.',
    ],
  },
  {
    title: 'fields named like built-ins change nothing',
    files: { 'part.md': '---\n__proto__: {status: done}\nconstructor: x\nstatus: active\n---\n' },
    states: ['part ready'],
    says: [],
  },
  {
    title: 'conflict markers in the front matter make the card unreadable',
    files: { 'part.md': '---\n<<<<<<< HEAD\nstatus: active\n=======\nstatus: done\n>>>>>>> x\n---\n' },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:2:1-13 error conflict-markers: The front matter holds a merge conflict. Resolve the conflict in this file first.',
    ],
  },
  {
    title: 'a flow mapping is a front matter',
    files: { 'part.md': '---\n{status: active, requires: [goal]}\n---\n', 'goal.md': OPEN },
    states: ['goal ready', 'part blocked (goal open)'],
    says: [],
  },
  {
    title: 'an indented mapping is a front matter',
    files: { 'part.md': '---\n  status: active\n---\n' },
    states: ['part ready'],
    says: [],
  },
  {
    title: 'a document that opens with a rule is no card',
    files: { 'part.md': '---\n\nHello\n\n---\n# T\nstatus: active\n' },
    states: [],
    says: [],
  },
  {
    title: 'a done card over an open one is an error, through done cards in between',
    files: {
      'top.md': '---\nstatus: done\nrequires: [mid]\n---\n',
      'mid.md': '---\nrequires: [low]\n---\n',
      'low.md': OPEN,
    },
    states: ['low ready', 'mid done', 'top done'],
    says: [
      'mid.md:2:12-15 error done-before-prerequisites: `mid` is done, and `low`, which it requires, is open. Close `low` first, or reopen `mid`: mikado reopen mid',
      'top.md:2:9-13 error done-before-prerequisites: `top` is done, and `low`, which it requires, is open (`top` → `mid` → `low`). Close `low` first, or reopen `top`: mikado reopen top',
    ],
  },
  {
    title: 'a prerequisite that stands twice counts once',
    files: { 'goal.md': goal('  - part\n  - part\n'), 'part.md': OPEN },
    states: ['goal blocked (part open)', 'part ready'],
    says: [
      'goal.md:6:5-9 warning duplicate-prerequisite: `part` is required twice. Delete this line. (goal.md:5:5 first here)',
    ],
  },
  {
    title: 'a front matter over 64 KiB is refused',
    files: { 'part.md': `---\nstatus: active\ntitle: x\n${'# c\n'.repeat(20000)}---\n` },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-4 error too-large: The front matter is longer than 64 KiB. Move the text of the card below the front matter.',
    ],
  },
  {
    title: 'a front matter of more than 256 fields is refused',
    files: {
      'part.md': `---\nstatus: active\n${Array.from({ length: 300 }, (_, i) => `k${i}: v\n`).join('')}---\n`,
    },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:1:1-4 error too-large: The front matter has more than 256 fields. Keep what a card needs: title, status, requires, branch, tags.',
    ],
  },
  {
    title: 'brackets nested 5,000 deep are refused',
    files: { 'part.md': `---\nstatus: active\nx: ${'['.repeat(5000)}\n---\n` },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:3:36-37 error frontmatter-invalid: The front matter nests deeper than 32 levels. A card needs plain fields and lists only.',
    ],
  },
  {
    title: 'brackets nested 40 deep are refused',
    files: { 'part.md': `---\nstatus: active\nx: ${'['.repeat(40)}${']'.repeat(40)}\n---\n` },
    states: ['part unreadable blocked (part unreadable)'],
    says: [
      'part.md:3:36-37 error frontmatter-invalid: The front matter nests deeper than 32 levels. A card needs plain fields and lists only.',
    ],
  },
  {
    title: 'a path out of the repository is an unknown name',
    files: { 'goal.md': goal('  - "[[../../etc/passwd]]"\n  - /etc/passwd\n') },
    states: ['goal blocked (passwd missing)'],
    says: [
      'goal.md:5:5-27 error missing-prerequisite: `goal` requires `../../etc/passwd`, and no document has that name. Mend the name, or write that card.',
      'goal.md:5:5-27 warning requires-form: `requires` takes plain stems, and `[[../../etc/passwd]]` is not one. Write `passwd`.',
      'goal.md:6:5-16 error missing-prerequisite: `goal` requires `/etc/passwd`, and no document has that name. Mend the name, or write that card.',
      'goal.md:6:5-16 warning requires-form: `requires` takes plain stems, and `/etc/passwd` is not one. Write `passwd`.',
    ],
  },
];

function statesOf(plan: Plan): string[] {
  return plan.cards.map((card) => {
    const state = plan.stateOf(card);
    const blockers =
      state.kind === 'blocked'
        ? ` (${state.blockers.map((each) => `${each.stem} ${each.reason}`).join(', ')})`
        : '';
    return `${card.path.slice('docs/'.length, -'.md'.length)} ${card.readable ? '' : 'unreadable '}${state.kind}${blockers}`;
  });
}

function saysOf(plan: Plan): string[] {
  const place = (path: string) => path.slice('docs/'.length);
  return plan.diagnostics.map((each) => {
    const related = each.related
      .map((at) => ` (${place(at.path)}:${at.line}:${at.column} ${at.message})`)
      .join('');
    const where = `${place(each.path)}:${each.line}:${each.column}-${each.endColumn}`;
    return `${where} ${each.severity} ${each.code}: ${each.message} ${each.help}${related}`;
  });
}

describe('wrong input', () => {
  it.each(ROWS)('$title', async ({ files, states, says }) => {
    const neighbour = { 'neighbour.md': '---\nstatus: active\ntitle: Neighbour\n---\n' };
    const docs = Object.entries({ ...files, ...neighbour }).map(
      ([name, text]) => [`docs/${name}`, text] as const,
    );
    const top = makeTree({ '.git/HEAD': 'ref: refs/heads/main\n', ...Object.fromEntries(docs) });
    const plan = await readPlan({ cwd: top });
    expect(saysOf(plan)).toEqual(says);
    expect(statesOf(plan).sort()).toEqual([...states, 'neighbour ready'].sort());
    expect(existsSync(join(top, 'PWNED'))).toBe(false);
  });
});
