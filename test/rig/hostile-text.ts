import fc from 'fast-check';

/** What a file may hold to make a page or a runner do something. */
const NASTY = [
  '::error::x',
  '\n::stop-commands::x',
  '##[add-mask]x',
  ']]>',
  '\ufffe',
  '\ud800',
  '\u202e',
  '"',
  "'",
  '%0A',
  '%25',
  '@everyone',
  '#1',
  '![x](https://example.org/x.png)',
  '<img src=x>',
  '<!--',
  '```',
  '`',
  '|',
  '\r',
  '\u0085',
  '\u2028',
  '\x1b[31m',
  '\0',
  '[a](1)',
  '{0}',
  ',',
  ':',
  '=',
  '\\',
  'ä😀',
  ' ',
];
/** Any text that is short, and more likely than not one that a page or a runner would act on. */
export const hostileText = fc.string({
  unit: fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 3 })),
  maxLength: 8,
});
