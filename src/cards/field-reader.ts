import type { Diagnostic, RuleCode, Severity } from '../diagnostic.ts';
import type { Located } from '../located.ts';
import type { Prerequisite } from './card.ts';
import type { FieldValue, Header } from './header-field.ts';
import type { Vocabulary } from './status.ts';

/** Caps on what a card may require, so that no card can make the graph explode. */
const MAX_REQUIRES = 1000;
const MAX_STEM_LENGTH = 200;

/** A stem that needs no second look: not a link, not a path, not a file name, and within the cap. */
const PLAIN_STEM = /^[A-Za-z0-9_-]{1,200}$/;

/** What YAML reads as a number, a truth value or nothing when it stands without quotes. */
const NOT_TEXT =
  /^(?:[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0[xob][\da-fA-F]+|true|false|null|~)$/;

/** Reads the fields of one card, and says what is wrong with them. */
export class FieldReader {
  /** What was found wrong so far, in the order of the fields that were read. */
  readonly diagnostics: Diagnostic[] = [];
  /** Whether it is known what the card requires. */
  readable = true;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The word that was written, with what it means; undefined where the card has none, which counts as done. */
  status(value: FieldValue | undefined, header: Header, vocabulary: Vocabulary) {
    const key = header.fields.get('status')?.key;
    if (value === undefined || key === undefined) return undefined;
    if (value.kind === 'empty') {
      this.#say('unknown-status', 'warning', key, {
        message: '`status` has no value, so the card counts as done, as it does without that line.',
        help: 'Write `status: active` if it is open, or remove the line.',
      });
      return undefined;
    }
    const written = value.kind === 'scalar' ? value.at : { ...key, value: '' };
    const meaning = vocabulary.read(written.value);
    if (meaning === 'unknown') {
      const what =
        value.kind === 'scalar' ? `Unknown status \`${written.value}\`` : '`status` is not one word';
      this.#say('unknown-status', 'warning', written, {
        message: `${what}, so the card counts as open.`,
        help: `Use one of ${vocabulary.words().join(', ')}, or remove the line when the card is done.`,
      });
    }
    return { at: written, meaning };
  }

  /** What the card requires, as far as it can be told. */
  requires(value: FieldValue | undefined): readonly Prerequisite[] {
    if (value === undefined || value.kind === 'empty') return [];
    if (value.kind === 'mapping') return this.#notAStem(value.at, 'a mapping');
    if (value.kind === 'scalar') {
      const one = this.#prerequisite(value);
      const plain = one[0]?.stem ?? value.at.value;
      if (one.length > 0 && this.diagnostics.length === 0) {
        this.#say('requires-form', 'warning', value.at, {
          message: '`requires` is a list, and here it is a single value.',
          help: `Write \`- ${plain}\` on a line of its own below \`requires:\`.`,
        });
      }
      return one;
    }
    if (value.items.length > MAX_REQUIRES) {
      this.readable = false;
      this.#say('too-large', 'error', value.at, {
        message: `The card requires ${value.items.length} cards, and at most ${MAX_REQUIRES} are read.`,
        help: 'Put cards in between.',
      });
      return [];
    }
    const prerequisites = value.items.flatMap((item) => this.#prerequisite(item));
    return this.#withoutRepeats(prerequisites);
  }

  #prerequisite(value: FieldValue): Prerequisite[] {
    switch (value.kind) {
      case 'empty':
        return this.#notAStem(value.at, 'nothing');
      case 'mapping':
        return this.#notAStem(value.at, 'a mapping');
      case 'list': {
        // `- [[stem]]` without quotes is a list in a list to YAML, and a wiki link to its author.
        const inner = value.items[0];
        const link = inner?.kind === 'list' && inner.items.length === 1 ? inner.items[0] : inner;
        if (value.items.length !== 1 || link?.kind !== 'scalar') return this.#notAStem(value.at, 'a list');
        return this.#stem(link.at.value, { ...value.at, value: `[[${link.at.value}]]` });
      }
      case 'scalar': {
        const text = value.at.value;
        if (text.trim() === '') return this.#notAStem(value.at, 'empty text');
        if (value.style === 'block') return this.#notAStem(value.at, 'text of several lines');
        if (value.style === 'plain' && NOT_TEXT.test(text)) {
          return this.#notAStem(value.at, /\d/.test(text) ? 'a number' : 'a truth value');
        }
        return this.#stem(text, value.at);
      }
    }
  }

  #stem(text: string, written: Located<string>): Prerequisite[] {
    if (text === written.value && PLAIN_STEM.test(text)) return [{ stem: text, folder: '', written }];
    const unlinked = text
      .trim()
      .replace(/^!?\[\[/, '')
      .replace(/\]\]$/, '')
      .replace(/[|#].*$/, '')
      .trim();
    const path = unlinked.replace(/\.md$/i, '');
    const slash = path.lastIndexOf('/');
    const stem = path.slice(slash + 1);
    const folder = slash === -1 ? '' : path.slice(0, slash);
    if (stem === '' || stem.length > MAX_STEM_LENGTH) {
      return this.#notAStem(written, stem === '' ? 'empty text' : `text of ${stem.length} characters`);
    }
    if (stem !== written.value) {
      this.#say('requires-form', 'warning', written, {
        message: `\`requires\` takes plain stems, and \`${written.value}\` is not one.`,
        help: `Write \`${stem}\`.`,
      });
    }
    return [{ stem, folder, written }];
  }

  #withoutRepeats(prerequisites: readonly Prerequisite[]): readonly Prerequisite[] {
    const stems = new Set(prerequisites.map(({ stem }) => stem));
    if (stems.size === prerequisites.length) return prerequisites;
    const seen = new Map<string, Prerequisite>();
    for (const prerequisite of prerequisites) {
      const key = `${prerequisite.folder}/${prerequisite.stem}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, prerequisite);
        continue;
      }
      this.#say('duplicate-prerequisite', 'warning', prerequisite.written, {
        message: `\`${prerequisite.stem}\` is required twice.`,
        help: 'Delete this line.',
        related: [
          { message: 'first here', path: this.#path, line: first.written.line, column: first.written.column },
        ],
      });
    }
    return [...seen.values()];
  }

  #notAStem(at: Located<string>, what: string): Prerequisite[] {
    this.readable = false;
    this.#say('requires-form', 'error', at, {
      message: `\`requires\` takes the stems of cards, and this entry is ${what}.`,
      help: 'Write the file name of the card without `.md`; put it in quotes when it looks like a number.',
    });
    return [];
  }

  #say(
    code: RuleCode,
    severity: Severity,
    at: Located<string>,
    said: Pick<Diagnostic, 'message' | 'help'> & Partial<Pick<Diagnostic, 'related'>>,
  ): void {
    const { line, column } = at;
    const endColumn = Math.max(at.endColumn, column + 1);
    this.diagnostics.push({
      related: [],
      ...said,
      code,
      severity,
      path: this.#path,
      line,
      column,
      endColumn,
    });
  }
}
