import type { Checklist, ChecklistItem } from '../checklist/checklist.ts';
import type { ItemReceipt, Receipt } from './receipt.ts';

/** What evidence there is for an item. Says nothing about the result, which the receipt holds. */
export type Freshness =
  | { readonly state: 'missing' }
  /** The newest receipt is about the item and the card as they stand. */
  | { readonly state: 'fresh'; readonly receipt: ItemReceipt }
  /** Something changed since; `reason` says what, as a sentence without its full stop. */
  | { readonly state: 'stale'; readonly receipt: ItemReceipt; readonly reason: string };

/** How much of the words two sentences share, from 0 to 1, to be taken for the same item before and after an edit. */
const LIKE_ENOUGH = 0.5;

/**
 * Tells whether an item's newest receipt is still about the item: `stale` when its text or its commands changed since,
 * or when the card was edited by anything but `mikado`, and `missing` when there is no receipt.
 *
 * @param among the whole checklist, all receipts of the card from the oldest, and what the card claims now, as
 *   `fingerprintOf` has it. A receipt of an older version that does not say what the card claimed is taken to fit.
 */
export function freshness(
  item: ChecklistItem,
  among: { readonly checklist: Checklist; readonly receipts: readonly Receipt[]; readonly card: string },
): Freshness {
  const receipt = receiptOf(item, among);
  if (receipt === undefined) return { state: 'missing' };
  const reason = whyStale(item, receipt, among.card);
  return reason === undefined ? { state: 'fresh', receipt } : { state: 'stale', receipt, reason };
}

function whyStale(item: ChecklistItem, receipt: ItemReceipt, card: string): string | undefined {
  if (!sameCommands(receipt, item))
    return item.commands.length > 1 ? 'its commands changed' : 'its command changed';
  if (receipt.text !== item.text) return 'its text changed';
  return receipt.card !== undefined && receipt.card !== card ? 'the card was edited after it' : undefined;
}

/**
 * The newest receipt of an item: of the same text or, when there is none, of what it was before an edit, which has the
 * same commands or else most of its words, and is not what another item of the card says.
 */
function receiptOf(
  item: ChecklistItem,
  { checklist, receipts }: { readonly checklist: Checklist; readonly receipts: readonly Receipt[] },
): ItemReceipt | undefined {
  const ofItems = receipts.filter((receipt) => receipt.kind !== 'forced-close');
  const same = ofItems.findLast((receipt) => receipt.text === item.text);
  if (same !== undefined) return same;
  const texts = new Set(checklist.map((other) => other.text));
  const ofNone = ofItems.filter((receipt) => !texts.has(receipt.text));
  return (
    ofNone.findLast((receipt) => receipt.commands.length > 0 && sameCommands(receipt, item)) ??
    mostLike(item, ofNone)
  );
}

function mostLike(item: ChecklistItem, receipts: readonly ItemReceipt[]): ItemReceipt | undefined {
  let best: ItemReceipt | undefined;
  let most = LIKE_ENOUGH;
  for (const receipt of receipts) {
    const likeness = likenessOf(receipt.text, item.text);
    if (likeness < most) continue;
    best = receipt;
    most = likeness;
  }
  return best;
}

/** The share of words that two sentences have in common. */
function likenessOf(a: string, b: string): number {
  const [ours, theirs] = [wordsOf(a), wordsOf(b)];
  const common = [...ours].filter((word) => theirs.has(word)).length;
  return common === 0 ? 0 : (2 * common) / (ours.size + theirs.size);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_/.-]+/gu) ?? []);
}

function sameCommands(receipt: ItemReceipt, item: ChecklistItem): boolean {
  return JSON.stringify(receipt.commands) === JSON.stringify(item.commands);
}
