/** One simple command between operators, with the operator in front of it. */
export interface SimpleCommand {
  readonly before: '' | '&&' | '||' | ';' | '\n' | '|';
  /** The words without their quotes and backslashes. */
  readonly words: readonly string[];
  /** The files that output is written to. */
  readonly writes: readonly string[];
}

/** A command line taken apart, as far as judging needs; this is no shell and understands less than one. */
export interface ShellCommand {
  readonly commands: readonly SimpleCommand[];
  /** The texts of `$(…)`, backquotes and `<(…)`: commands that run as well. */
  readonly inner: readonly string[];
}

const OPERATORS = ['&&', '||', ';;', '|&', ';', '|', '\n'] as const;

/**
 * Takes a command line apart at its operators and quotes, in one pass.
 *
 * @returns undefined when it is not a whole command: a quote or bracket stays open, it reads a here-document, or it
 *   puts a command into the background
 */
export function splitShell(line: string): ShellCommand | undefined {
  const commands: SimpleCommand[] = [];
  const inner: string[] = [];
  let before: SimpleCommand['before'] = '';
  let words: string[] = [];
  let writes: string[] = [];
  let word = '';
  let isWord = false;
  let redirect = false;
  let at = 0;

  while (at < line.length) {
    const char = line[at] ?? '';
    const operator = OPERATORS.find((each) => line.startsWith(each, at));
    if (char === '\\') {
      put(line[at + 1] ?? '');
      at += 2;
    } else if (char === "'") {
      const end = line.indexOf("'", at + 1);
      if (end === -1) return undefined;
      put(line.slice(at + 1, end));
      at = end + 1;
    } else if (char === '"') {
      const end = endOfDouble(line, at + 1);
      if (end === -1) return undefined;
      const text = line.slice(at + 1, end);
      if (/(?<!\\)(?:\$\(|`)/.test(text)) {
        const commandsInside = substitutions(text);
        if (commandsInside === undefined) return undefined;
        inner.push(...commandsInside);
      }
      put(text.replace(/\\(["\\$`])/g, '$1'));
      at = end + 1;
    } else if (/^[$<>]\(/.test(line.slice(at, at + 2)) || char === '`') {
      const end = char === '`' ? line.indexOf('`', at + 1) : endOfParentheses(line, at + 2);
      if (end === -1) return undefined;
      const start = char === '`' ? at + 1 : at + 2;
      inner.push(line.slice(start, end));
      put(line.slice(at, end + 1));
      at = end + 1;
    } else if (line.startsWith('<<', at)) {
      return undefined;
    } else if (char === '>' || (char === '&' && line[at + 1] === '>')) {
      // The number of a stream is no word.
      if (/^\d$/.test(word)) isWord = false;
      endWord();
      const length = /^&?>{1,2}[|&]?/.exec(line.slice(at, at + 4))?.[0].length ?? 1;
      redirect = true;
      at += length;
    } else if (operator !== undefined) {
      endCommand();
      before = operator === '|&' ? '|' : operator === ';;' ? ';' : operator;
      at += operator.length;
    } else if (char === '&') {
      return undefined;
    } else if (char === ' ' || char === '\t') {
      endWord();
      at += 1;
    } else if ((char === '(' || char === ')') && word === '') {
      at += 1;
    } else if (char === '#' && word === '') {
      break;
    } else {
      put(char);
      at += 1;
    }
  }
  endCommand();
  return { commands, inner };

  function put(text: string): void {
    word += text;
    isWord = true;
  }
  function endWord(): void {
    if (isWord) (redirect ? writes : words).push(word);
    if (isWord) redirect = false;
    word = '';
    isWord = false;
  }
  function endCommand(): void {
    endWord();
    if (words.length > 0 || writes.length > 0) commands.push({ before, words, writes });
    words = [];
    writes = [];
  }
}

function endOfDouble(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') return at;
  }
  return -1;
}

function endOfParentheses(line: string, from: number): number {
  let depth = 1;
  for (let at = from; at < line.length; at += 1) {
    const char = line[at];
    if (char === '\\') at += 1;
    else if (char === "'") {
      at = line.indexOf("'", at + 1);
      if (at === -1) return -1;
    } else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function substitutions(text: string): readonly string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith('$(', at)) {
      const end = endOfParentheses(text, at + 2);
      if (end === -1) return undefined;
      found.push(text.slice(at + 2, end));
      at = end;
    } else if (text[at] === '`') {
      const end = text.indexOf('`', at + 1);
      if (end === -1) return undefined;
      found.push(text.slice(at + 1, end));
      at = end;
    }
  }
  return found;
}
