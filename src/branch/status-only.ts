const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;
/** Lines that advancing and verifying a card may change: its status, and the days that say when somebody looked. */
const ADVANCING = /^(?:status|modified|last-reviewed)[ \t]*:.*(?:\r?\n|$)/gm;
const TICK = /^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[[ xX-]\](?=[ \t])/gm;

/** Tells whether two versions of a card differ in its status, its dates and the ticks of its checklist at most. */
export function isStatusOnly(before: string, after: string): boolean {
  return lasting(before) === lasting(after);
}

/** What advancing a card leaves as it was. A front matter that held nothing else may go with its status. */
function lasting(text: string): string {
  const found = text.startsWith('---') ? FRONT_MATTER.exec(text) : null;
  const fields = (found?.[1] ?? '').replace(ADVANCING, '').trimEnd();
  const body = text.slice(found?.[0].length ?? 0).replace(TICK, '$1[ ]');
  return JSON.stringify([fields, body.trimStart()]);
}
