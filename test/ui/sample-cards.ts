/** The files of a chain of five cards: one done, one ready, three blocked, one of them shared. */
export const SAMPLE_CARDS: Readonly<Record<string, string>> = {
  'docs/ship-dark-mode.md': `---
title: Ship dark mode
status: active
requires:
  - settings-page-toggle
  - theme-tokens-everywhere
branch: mikado/ship-dark-mode
tags: [design, web]
---

Readers can switch the whole site to dark colours, and it stays switched.

## Verification

- [ ] \`test -f dark.css\` exits with 0
- [ ] Every page looks right in the dark
`,
  'docs/settings-page-toggle.md': `---
title: A switch on the settings page
status: active
requires:
  - store-user-preference
  - theme-tokens-everywhere
---

The switch shows what is in force and takes effect without a reload.
`,
  'docs/store-user-preference.md': `---
title: Remember what a reader prefers
status: active
requires: []
tags: [backend]
---

A column for the theme, and an endpoint that sets it.

## What to do

1. Add the column \`theme\` to the table of readers, with a migration that can be run while the old version serves.
2. Answer \`PUT /preferences\`.

## Verification

- [ ] \`echo migrated\` exits with 0
- [ ] \`printf 'theme=dark\\n'\` shows the theme of the test reader <!-- check: look -->
- [ ] A second browser of the same reader shows the same theme
`,
  'docs/theme-tokens-everywhere.md': `---
title: Colours come from tokens alone
status: active
requires:
  - remove-inline-colours
---

No style names a colour; all of them name a token.
`,
  'docs/remove-inline-colours.md': `---
title: No inline colours in templates
---

Done in spring.
`,
};
