/** Letters of other scripts, and the Latin ones that they cannot be told from. */
const LIKE_LATIN = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', о: 'o' },
    ...{ р: 'p', ԛ: 'q', ѕ: 's', т: 't', у: 'y', х: 'x', ԝ: 'w', ɡ: 'g', ı: 'i', ո: 'n', ս: 'u', օ: 'o' },
    ...{ α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ϲ: 'c', ϳ: 'j' },
    ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-', '․': '.' },
  }),
);

/**
 * Gives what a name looks like: equal for names that differ only in letters' case, in how accents are encoded, in
 * characters without width, or in letters of other scripts that look like Latin ones.
 */
export function lookOf(name: string): string {
  const lower = name.toLowerCase();
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  const plain = lower.normalize('NFKC').replace(/[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '');
  return [...plain].map((letter) => LIKE_LATIN.get(letter) ?? letter).join('');
}
