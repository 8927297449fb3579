const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Characters of a field that are kept. */
const FIELD_LENGTH = 500;

/** The text of a field after a key: letters are added, the usual keys take away. Undefined for a key that no field takes. */
export function typeInto(text: string, key: string): string | undefined {
  const letters = [...graphemes.segment(text)].map(({ segment }) => segment);
  if (key === 'backspace' || key === 'delete' || key === 'ctrl-h') return letters.slice(0, -1).join('');
  if (key === 'ctrl-u') return '';
  if (key === 'ctrl-w') return text.replace(/\S+\s*$/, '');
  // The names of other keys are longer than one character.
  return [...graphemes.segment(key)].length === 1 ? addTo(text, key) : undefined;
}

/** The text of a field after a paste, which is put on one line so that it can answer nothing. */
export function pasteInto(text: string, pasted: string): string {
  return addTo(text, pasted.replace(/\s+/g, ' '));
}

function addTo(text: string, added: string): string {
  return (text + added).slice(0, FIELD_LENGTH);
}
