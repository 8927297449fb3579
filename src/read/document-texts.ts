import type { DocumentFile } from './find-documents.ts';
import { type DocumentLoader, encodingTrouble } from './read-document.ts';

/** Reads the texts of documents by path, each when it is asked for; undefined for one that cannot be read as a card is. */
export function documentTexts(
  reader: DocumentLoader,
  documents: readonly DocumentFile[],
): (path: string) => string | undefined {
  const byPath = new Map(documents.map((document) => [document.path, document]));
  return (path) => {
    const document = byPath.get(path);
    if (document === undefined || reader.load(document).kind !== 'whole') return undefined;
    const { bytes } = reader;
    return encodingTrouble(bytes) === undefined ? bytes.toString('utf8') : undefined;
  };
}
