import { joinedCommands, readsAsCommand, restOf } from './command-spans.ts';
import { readFront } from './item-front.ts';
import { type InlinePart, type RawBlock, type RawItem, sourceOf } from './raw-item.ts';
import { isShellBlock, readShellBlock, type ShellBlock } from './shell-block.ts';
import { claimsSuccess, isPlainLabel, RUN_VERB, RUN_VIA, refusesLabel, VERIFY_VERB } from './words-before.ts';
import { plainTail, readTail, type Tail } from './words-behind.ts';

/** Commands that an item offers to be run, with what is said of them. */
export interface Offer {
  readonly commands: readonly string[];
  /** The lines of a shell block, those of one command together; undefined for other offers. */
  readonly block?: readonly string[];
  readonly tail: Tail;
  /** The claim in the author's words, or null when nothing is said. */
  readonly expectation: string | null;
  /** Whether the words in front claim no more than that the commands succeed. */
  readonly plain: boolean;
}

/** Sentences longer than this are no checklist items that a rule could understand. */
const MAX_SENTENCE = 4_000;

/**
 * Finds the commands that stand in a position where they are offered to be run; undefined when code is only mentioned.
 */
export function findOffer(item: RawItem): Offer | undefined {
  const blocks = item.blocks.filter((block) => block.kind !== 'comment');
  const parts = item.parts.filter((part) => part.kind !== 'comment');
  const text = sourceOf(parts);
  const length = blocks.reduce((sum, block) => sum + textOf(block).length, text.length);
  const words = sourceOf(parts.filter((part) => part.kind !== 'code'));
  if (length > MAX_SENTENCE || tellsThePast(words) || isScenario(text)) return undefined;
  if (parts.some((part) => part.kind === 'code' && readsAsCommand(part.value))) {
    return findInSentence(parts, blocks.map(textOf).join(' '));
  }
  const at = blocks.findIndex((block) => block.kind === 'code');
  const block = blocks[at];
  if (block !== undefined) {
    const between = blocks.slice(0, at);
    if (between.some((each) => each.kind !== 'paragraph')) return undefined;
    return blockOffer(block, [text, ...between.map(textOf)].join(' '), blocks.slice(at + 1));
  }
  const [next, ...more] = blocks;
  if (next?.kind !== 'paragraph' || refusesLabel(readFront(text).rest) !== undefined) return undefined;
  return findInSentence(next.parts, more.map(textOf).join(' '));
}

/**
 * Gives the commands that would be offered if nothing were left to fill in: those an item begins with, whatever follows,
 * and those of a shell block under it.
 */
export function unfinishedCommands(item: RawItem): readonly string[] {
  const first = item.parts.findIndex((part) => part.kind === 'code' && readsAsCommand(part.value));
  if (first === -1) return shellBlockIn(item)?.lines ?? [];
  const before = readFront(sourceOf(item.parts.slice(0, first))).rest.trim();
  // Whatever the condition, what is told to be run cannot be.
  const form = formOf(before) ?? formOf(/[,;:]\s+([^,;:]*)$/.exec(before)?.[1] ?? 'none');
  return form === undefined ? [] : joinedCommands(item.parts, first).commands;
}

/** The first shell block under an item, whatever its words say. */
export function shellBlockIn(item: RawItem): ShellBlock | undefined {
  const block = item.blocks.find(isShellBlock);
  return block?.kind === 'code' ? readShellBlock(block.code) : undefined;
}

function blockOffer(block: RawBlock, lead: string, after: readonly RawBlock[]): Offer | undefined {
  if (block.kind !== 'code' || !isShellBlock(block) || after.some(isShellBlock)) return undefined;
  const { label, rest } = readFront(lead);
  const words = rest.replace(/^[^\p{L}]+/u, '');
  if (refusesLabel(label) === 'work' || refusesLabel(words) === 'work') return undefined;
  const read = readShellBlock(block.code);
  if (read === undefined || read.commands.length === 0) return undefined;
  const said = plainTail([...read.remarks, ...after.map(textOf)].join(' ').replaceAll('**', ''));
  const found = { commands: read.lines, block: read.commands };
  if (said === '') {
    // Of what is said above a block, warnings are what no exit status tells by itself.
    const warns = /\bwarnings?\b/i.test(words);
    return { ...found, tail: { kind: 'nothing' }, expectation: warns ? words.trim() : null, plain: !warns };
  }
  const tail = readTail(`— ${said}`);
  // What a comment in the block says is about the output.
  const isVerdict = tail.kind === 'verdict' && read.remarks.length === 0;
  return { ...found, tail: isVerdict ? tail : { kind: 'claim' }, expectation: said, plain: true };
}

function textOf(block: RawBlock): string {
  return block.kind === 'paragraph' ? sourceOf(block.parts) : 'as shown below';
}

function findInSentence(parts: readonly InlinePart[], under: string): Offer | undefined {
  const first = parts.findIndex((part) => part.kind === 'code' && readsAsCommand(part.value));
  if (first === -1) return undefined;
  const before = sourceOf(parts.slice(0, first));
  const { commands, next, alternatives } = joinedCommands(parts, first);
  if (alternatives) return undefined;
  const rest = restOf(parts.slice(next));
  if (rest === undefined) return undefined;
  const after = [rest.text, under].filter((text) => text !== '').join(' ');
  const all = [...commands, ...rest.commands];
  const bracket = bracketOffer(before, after);
  const offer = bracket ?? sentenceOffer(before, after, rest.commands);
  return offer === undefined ? undefined : { ...offer, commands: all };
}

type Position = Omit<Offer, 'commands' | 'block'>;

function bracketOffer(before: string, after: string): Position | undefined {
  const open = /[(（]\s*(?:(?:run|check|via|see|pass(?:es)?)\s*:?\s*)?$/iu.exec(before);
  const [, inside, claimed, toConfirm] = BEHIND_BRACKET.exec(after) ?? [];
  const more = claimed ?? toConfirm ?? '';
  if (open === null || inside === undefined) return undefined;
  const { claim } = readFront(before.slice(0, open.index));
  if (claim === '' || refusesLabel(claim) !== undefined || isOpen(claim)) return undefined;
  if (/^\s*(?:if|when|unless|once)\b/i.test(inside)) return undefined;
  const read = readTail(inside);
  if (read.kind === 'elsewhere' || read.kind === 'mention') return undefined;
  const said = more !== '' || read.kind === 'gloss' ? ({ kind: 'claim' } as const) : read;
  const alone = said.kind === 'nothing' && /^[(（]\s*$/u.test(open[0]);
  const plain = alone && isPlainLabel(claim) && claimsSuccess(claim);
  const expectation = [claim, plainTail(inside), plainTail(more)].filter((text) => text !== '').join(': ');
  return { tail: said, expectation, plain };
}

/** The rest of the bracket; the end, or what more is claimed. */
const BEHIND_BRACKET =
  /^([^()（）]*)[)）]\s*(?:[.;。]?\s*$|(?:;|—|–|→|:)\s([^`()]+)$|,? and ((?:confirm|verify|check|ensure|make sure|see)\b.*)$)/su;

/** @param further the commands that begin a later clause */
function sentenceOffer(before: string, after: string, further: readonly string[]): Position | undefined {
  const { label, rest, claims } = readFront(before);
  const words = rest.trim();
  const form = formOf(words);
  const tail = form === 'run' && GOES_ON.test(after.trim()) ? ({ kind: 'claim' } as const) : readTail(after);
  if (form === undefined || tail.kind === 'elsewhere' || tail.kind === 'mention') return undefined;
  if (form === 'mirror' && tail.kind !== 'nothing') return undefined;
  const isNamed = form === 'label' || form === 'clause' || form === 'mirror';
  const name = isNamed ? words.replace(LABEL_END, '').trim() : '';
  if (refusesLabel(label) !== undefined || refusesLabel(name) !== undefined) return undefined;
  if (form === 'clause' && tail.kind === 'nothing') return undefined;
  const asksToLook = form === 'verify' && tail.kind === 'nothing';
  const saysMore = claims || further.length > 0 || asksToLook || form === 'clause' || OPTIONAL.test(words);
  const plain = !saysMore && isPlainLabel(name);
  const said = asClaim(plainTail(after));
  const claim = [said, name, OPTIONAL.test(words) ? words : ''].find((text) => text !== '');
  return { tail, expectation: claim ?? null, plain };
}

/** A claim begins with its own words: not with what joins it to the command, nor with a bracket around it. */
function asClaim(said: string): string {
  const words = said.replace(/^[.;,、，；]\s*/u, '').replace(/^(?:and|und|et|y|e|и|та|і)\s+/iu, '');
  return /^\([^()]*\)$/.test(words) ? words.slice(1, -1) : words;
}

/** What is to be done besides, once the command was run. */
const GOES_ON =
  /^[,;.]?\s*(?:(?:and|then|und|et|y|e|и)\s+(?!in\b|on\b|then\b)|(?:locally\s+)?to\s+(?!fix|update|generate|format|install|deploy|publish)\p{L}|(?:om te|um|para|pour|чтобы|щоб|aby)\s)/iu;
const OPTIONAL = /^\(?optional(?:ly)?\)?:?$/i;
const LABEL_END = /\s*(?:[:：—–]|→|->|=>|\s-)\s*$/u;

/** The verdict stands in front: `The code passes`. */
const MIRROR = /(?:^|\s)(?:pass(?:es)?|passa|passe|pasa|besteht)$/iu;

/** How the words in front offer a command. */
type Form = 'lead' | 'label' | 'run' | 'verify' | 'clause' | 'mirror';

function formOf(words: string): Form | undefined {
  if (words === '' || OPTIONAL.test(words) || /^both$/i.test(words)) return 'lead';
  const bare = words.replace(/\s*[:：]$/u, '');
  if (RUN_VERB.test(bare) || RUN_VIA.test(bare)) return 'run';
  if (VERIFY_VERB.test(bare)) return bare === words ? 'verify' : 'label';
  const sentence = /[.!]\s+([^.!]*)$/.exec(bare)?.[1]?.trim();
  if (sentence !== undefined && RUN_VERB.test(sentence)) return 'clause';
  if (isOpen(words)) return undefined;
  if (MIRROR.test(words)) return 'mirror';
  if (LABEL_END.test(words)) return 'label';
  // Named in a row with what is no command, it is a name as well.
  if (/`\s*[,，]$/u.test(words)) return undefined;
  return /[,;，；.]$/u.test(words) ? 'clause' : undefined;
}

function isOpen(words: string): boolean {
  return (words.match(/[(（]/gu)?.length ?? 0) > (words.match(/[)）]/gu)?.length ?? 0);
}

function tellsThePast(text: string): boolean {
  return /\b(?:19|20)\d\d-\d\d-\d\d\b|\b(?:tested|verified|checked) (?:with|via|using)\b/i.test(text);
}

function isScenario(text: string): boolean {
  return /\bgiven\b.*\bwhen\b/is.test(text);
}
