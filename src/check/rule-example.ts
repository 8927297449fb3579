/** Files by their path, as text or as bytes where the text is what is wrong. */
export type ExampleTree = Readonly<Record<string, string | Uint8Array>>;

/** Two little trees of cards: one in which a rule finds something, and one that is as it should be. */
export interface RuleExample {
  readonly wrong: ExampleTree;
  /** Where the rule's only finding in `wrong` is: `path:line:column-endColumn`. */
  readonly at: string;
  readonly right: ExampleTree;
}

/** An open card that requires others. */
export function open(...requires: readonly string[]): string {
  return card(['status: active', ...requiring(requires)]);
}

/** A done card that requires others. */
export function done(...requires: readonly string[]): string {
  return card(['status: done', ...requiring(requires)]);
}

/** A card of these front matter lines and this body. */
export function card(lines: readonly string[], body = ''): string {
  return `---\n${lines.map((line) => `${line}\n`).join('')}---\n${body === '' ? '' : `\n${body}\n`}`;
}

function requiring(stems: readonly string[]): readonly string[] {
  return stems.length === 0 ? [] : ['requires:', ...stems.map((stem) => `  - ${stem}`)];
}
