/** What stands in front of an item's own words: numbers, ids, emoji, a bold label. */
const PREFIXES: readonly RegExp[] = [
  /^#?\d+(?:\.\d+)*[.)]?\s+/,
  /^[A-Z]{1,5}-?\d+(?:\.\d+)*\s*[:.)—–-]?\s+/u,
  /^(?:\p{Extended_Pictographic}|\u{FE0F}|\u{20E3})+\s*/u,
  /^pass\s*\/\s*fail\s*:?\s*/i,
  /^step \d+\s*[:.-]\s*/i,
];
const DENIES = /^(?:\p{N}+[.)]?\s+)?(?:❌|✗|✘|⛔|🚫|🔴|👎)/u;
const BOLD = /^\*\*([^*]{1,200})\*\*\s*(?:(?:[:—–-]|→)\s*)?/u;

/** The words in front of a command, taken apart. */
export interface Front {
  /** The words of a bold label. */
  readonly label: string;
  readonly rest: string;
  /** The label and the rest as one claim. */
  readonly claim: string;
  /** Whether the bold words are a sentence, which claims something of its own. */
  readonly claims: boolean;
}

/** Takes numbers, ids, emoji and a bold label off the words in front of a command. */
export function readFront(before: string): Front {
  let rest = before.trimStart();
  let label = '';
  // What failed, or is to fail, is no plain claim of success.
  let claims = DENIES.test(rest);
  for (let changed = true; changed; ) {
    changed = false;
    for (const prefix of PREFIXES) {
      if (!prefix.test(rest)) continue;
      rest = rest.replace(prefix, '');
      changed = true;
    }
    const bold = label === '' ? BOLD.exec(rest) : null;
    if (bold !== null) {
      label = bare((bold[1] ?? '').replace(/^step \d+\s*[:.-]\s*/i, ''));
      claims ||= /[.!]$/.test(label);
      rest = rest.slice(bold[0].length);
      changed = true;
    }
  }
  rest = rest.replaceAll('**', '');
  const claim = [label, rest.replace(/^[\s—–:-]+/u, '').replace(/^\p{Extended_Pictographic}\s*/u, '')]
    .filter((text) => text.trim() !== '')
    .join(' ')
    .trim();
  return { label, rest, claim, claims };
}

function bare(label: string): string {
  return label.replace(/[:—–-]\s*$/u, '').trim();
}
