/** A stretch of an item's sentence: prose, a code span with its exact text, or an HTML comment without its marks. */
export interface InlinePart {
  readonly kind: 'text' | 'code' | 'comment';
  readonly value: string;
}

/** What stands under an item's first paragraph and belongs to it; nested checklist items do not. */
export type RawBlock =
  | { readonly kind: 'paragraph'; readonly parts: readonly InlinePart[] }
  | { readonly kind: 'code'; readonly language: string | null; readonly code: string }
  | { readonly kind: 'comment'; readonly value: string }
  | { readonly kind: 'other' };

/** A task-list item as it was written, before anyone judges it. */
export interface RawItem {
  /** The character between the brackets of its box. */
  readonly mark: string;
  /** Its first paragraph, in order, without the box. */
  readonly parts: readonly InlinePart[];
  readonly blocks: readonly RawBlock[];
}

/** The parts as one line of Markdown, code in backquotes. */
export function sourceOf(parts: readonly InlinePart[]): string {
  return parts
    .map((part) => (part.kind === 'code' ? `\`${part.value}\`` : part.value))
    .join('')
    .split(/\s+/)
    .join(' ')
    .replace(/^ /, '');
}
