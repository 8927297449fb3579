import { visible } from '../visible.ts';

/** Text of HTML or XML that is finished: whatever came from elsewhere is escaped in it. Only `markup` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in markup; nothing stands for undefined. */
export type Content = Markup | string | number | undefined | readonly Content[];

/**
 * Makes markup from a template. Every value in it is escaped unless it is markup itself, in an element and in a quoted
 * attribute alike, so that no text can become an element, an attribute or a script. Nothing may be put in elsewhere.
 */
export function markup(template: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const [first = '', ...rest] = template;
  return new Markup(rest.reduce((text, part, at) => text + textOf(values[at]) + part, first));
}

function textOf(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'number') return String(content);
  return typeof content === 'string' ? escapeText(content) : content.map(textOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Spells out what is hidden, and what XML 1.0 has no way to hold: U+FFFE and U+FFFF besides the controls. */
function escapeText(text: string): string {
  return visible(text)
    .replace(/[\uFFFE\uFFFF]/g, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
