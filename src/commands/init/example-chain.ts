/**
 * A chain to play with: a goal over two cards that share a third, with checklists that run in any repository with a
 * shell. Its commands look and do not touch.
 */
export const EXAMPLE_CARDS: Readonly<Record<string, string>> = {
  'send-the-postcard.md': `---
title: Send the postcard
status: active
branch: mikado/send-the-postcard
requires:
  - write-the-message
  - find-the-address
tags:
  - example
---

# Send the postcard

The goal of a chain to play with. A goal is a card that no other card requires; it is ready once everything below it
is done.

## Verification

- [ ] The cards of the chain are here (\`test -d docs/how-to\`)
- [ ] You know how to close a card

## Prerequisites

- [[write-the-message]]
- [[find-the-address]]
`,
  'write-the-message.md': `---
title: Write the message
status: active
requires:
  - find-the-words
tags:
  - example
---

# Write the message

Blocked until [[find-the-words]] is done.

## Verification

- [ ] \`echo "Wish you were here"\` shows the message
- [ ] \`test 17 -lt 140\` passes
`,
  'find-the-address.md': `---
title: Find the address
status: active
requires:
  - find-the-words
tags:
  - example
---

# Find the address

Blocked as well: [[find-the-words]] is shared by two cards, and closing it makes both ready.

## Verification

- [ ] The address is on the list (\`printf '1 Main Street\\n' | grep -q Street\`)
`,
  'find-the-words.md': `---
title: Find the words
status: active
tags:
  - example
---

# Find the words

Ready: it is open and requires nothing. Verify it, then close it.

## Verification

- [ ] There is a shell to talk to (\`test -x /bin/sh\`)
- [ ] Words can be sorted: \`printf 'b\\na\\n' | sort | head -n 1 | grep -q a\`
`,
};
