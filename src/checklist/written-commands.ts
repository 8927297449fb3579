import type { Nodes, Root } from 'mdast';
import type { Checklist } from './checklist.ts';

/** Code of a checklist item that may be a command, whether or not it was judged to be one. */
export interface WrittenCommand {
  /** The code without its backquotes or fences. */
  readonly value: string;
  readonly line: number;
  readonly column: number;
  /** Where its source starts and ends in the file, backquotes or fences included. */
  readonly offset: number;
  readonly end: number;
}

const SHELL = /^(?:sh|bash|shell|zsh|fish|console)?$/;

/**
 * Finds the code of a checklist's items, in the order of the file: spans of their sentences, and shell blocks below.
 *
 * @param root the tree that the checklist was read from
 */
export function writtenCommands(root: Root, checklist: Checklist): readonly WrittenCommand[] {
  const boxes = new Set(checklist.map(({ box }) => box.offset));
  const commands: WrittenCommand[] = [];
  const todo: Nodes[] = boxes.size === 0 ? [] : [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if ('children' in node) for (const child of node.children.toReversed()) todo.push(child);
    if (node.type !== 'listItem') continue;
    // An item's words start with its box, whose one character comes after the bracket.
    const words = node.children[0]?.position?.start.offset;
    if (words === undefined || !boxes.has(words + 1)) continue;
    commands.push(...node.children.flatMap(commandsIn));
  }
  return commands;
}

function commandsIn(node: Nodes): readonly WrittenCommand[] {
  if (node.type === 'paragraph') return node.children.flatMap(commandsIn);
  const isCommand = node.type === 'inlineCode' || (node.type === 'code' && SHELL.test(node.lang ?? ''));
  const start = node.position?.start;
  const end = node.position?.end.offset;
  if (!isCommand || start?.offset === undefined || end === undefined) return [];
  return [{ value: node.value, line: start.line, column: start.column, offset: start.offset, end }];
}
