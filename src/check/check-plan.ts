import path from 'node:path';
import type { Card } from '../cards/card.ts';
import type { Header } from '../cards/header-field.ts';
import type { WikiLink } from '../cards/wiki-link.ts';
import { mayHoldWikiLink } from '../cards/wiki-links.ts';
import type { Checklist } from '../checklist/checklist.ts';
import type { Programs } from '../checklist/programs.ts';
import type { Diagnostic, RuleCode } from '../diagnostic.ts';
import { byPlace } from '../diagnostic.ts';
import type { Plan } from '../plan.ts';
import { Anchors } from './anchors.ts';
import { applySettings } from './apply-settings.ts';
import {
  bodyUnread,
  checkItems,
  conflictInBody,
  hiddenCharacters,
  itemsWithoutEvidence,
} from './check-card-text.ts';
import { checkBranches, findLookAlikes, findRedundant } from './check-graph.ts';
import {
  type FollowedLink,
  LinkJudge,
  linkName,
  linksNotRequired,
  missingHeading,
  requiredNotLinked,
} from './check-links.ts';
import { isOn } from './finding.ts';
import { LinkTargets } from './link-targets.ts';
import { type CheckedText, readCheckedCard, readLinks, splitDocument } from './read-checked.ts';

/** What the rules ask for besides the plan. */
export interface CheckSources {
  /** The text of a document by its path, or undefined where it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
  /** Stems of documents that lie outside the documents root, and that links may name all the same. */
  readonly outside: readonly string[];
  /** What is known of the place where commands run, so that a receipt is compared with what would be run. */
  readonly programs: Programs;
  /** For each item of a card's checklist, whether a receipt that passed still fits it. */
  readonly hasEvidence: (
    card: Card,
    read: { readonly text: string; readonly header: Header | undefined; readonly checklist: Checklist },
  ) => readonly boolean[];
}

/**
 * Asks every rule about a plan and the documents around it. Runs nothing and writes nothing.
 *
 * @returns the findings, with the severities that the configuration gives them; a goal that was closed too early comes
 *   first, then all others in the order of paths and lines
 */
export async function checkPlan(plan: Plan, sources: CheckSources): Promise<readonly Diagnostic[]> {
  const asks = (code: RuleCode) => isOn(code, plan.config.rules);
  const ofTexts = await new TextChecker(plan, sources).check();
  const own = [
    ...checkBranches(plan),
    ...findLookAlikes(plan),
    ...(asks('redundant-prerequisite') ? findRedundant(plan.graph) : []),
    ...ofTexts,
  ];
  const found = [
    ...plan.diagnostics,
    ...applySettings(
      own.filter(({ code }) => asks(code)),
      plan.config.rules,
    ),
  ];
  const goals = new Set(plan.chains.map(({ goal }) => goal.path));
  const rank = ({ code, path }: Diagnostic) =>
    code === 'done-before-prerequisites' && goals.has(path) ? 0 : 1;
  return found.sort((a, b) => rank(a) - rank(b) || byPlace(a, b));
}

/** A link to a heading, judged once its document is known. */
interface HeadingLink {
  readonly path: string;
  readonly link: WikiLink;
  readonly heading: string;
}

/** Asks the rules about what stands in the documents. */
class TextChecker {
  readonly #plan: Plan;
  readonly #sources: CheckSources;
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #judge: LinkJudge;
  readonly #targets: LinkTargets;
  readonly #found: Diagnostic[] = [];
  readonly #missing: { readonly path: string; readonly link: WikiLink }[] = [];
  /** By the path of the document that they lead to. */
  readonly #headingLinks = new Map<string, HeadingLink[]>();

  constructor(plan: Plan, sources: CheckSources) {
    this.#plan = plan;
    this.#sources = sources;
    this.#cards = new Map(plan.cards.map((card) => [card.path, card]));
    this.#judge = new LinkJudge(plan, this.#cards);
    const docs = path.relative(plan.place.top, plan.place.docs).split(path.sep).join('/');
    this.#targets = new LinkTargets(
      plan.documents.map((document) => document.path),
      docs,
    );
  }

  async check(): Promise<readonly Diagnostic[]> {
    for (const document of this.#plan.documents) {
      const text = document.refused === undefined ? this.#sources.textOf(document.path) : undefined;
      const card = this.#cards.get(document.path);
      if (text === undefined || (card === undefined && !mayHoldWikiLink(text))) continue;
      const read =
        card === undefined
          ? await readLinks(text)
          : await readCheckedCard(
              text,
              this.#plan.config.verification?.headings ?? [],
              this.#sources.programs,
            );
      for (const problem of read.problems)
        this.#found.push(bodyUnread(document.path, problem, card === undefined ? 'document' : 'card'));
      const links = read.links.map((link) => ({ link, target: this.#targets.find(link, document.path) }));
      for (const link of links) this.#follow(document.path, link);
      if (card !== undefined) this.#checkCard(card, read, links);
    }
    if (this.#missing.length > 0) await this.#judgeMissing();
    for (const [target, links] of this.#headingLinks) await this.#judgeHeadings(target, links);
    return this.#found;
  }

  #checkCard(card: Card, read: CheckedText, links: readonly FollowedLink[]): void {
    this.#found.push(
      ...checkItems(card, read.checklist, read),
      ...hiddenCharacters(card, read, read.commands),
      ...conflictInBody(card, read),
      ...linksNotRequired(this.#plan, card, { ...read, links, cards: this.#cards }),
    );
    if (this.#asks('required-not-linked')) this.#found.push(...requiredNotLinked(this.#plan, card, links));
    if (this.#asks('done-without-evidence') && card.readable && card.declared === 'done') {
      const proven = this.#sources.hasEvidence(card, read);
      const bare = read.checklist.filter((item, at) => item.kind !== 'waived' && proven[at] !== true);
      this.#found.push(...itemsWithoutEvidence(card, bare));
    }
  }

  #follow(from: string, { link, target }: FollowedLink): void {
    if (target.kind === 'missing') this.#missing.push({ path: from, link });
    if (target.kind === 'ambiguous') this.#found.push(this.#judge.ambiguous(from, link, target.paths));
    if (target.kind !== 'found' || !link.heading) return;
    const links = this.#headingLinks.get(target.path);
    const headingLink = { path: from, link, heading: link.heading };
    if (links === undefined) this.#headingLinks.set(target.path, [headingLink]);
    else links.push(headingLink);
  }

  /** A name that no document has may be an alias, for which all front matter has to be read. */
  async #judgeMissing(): Promise<void> {
    const aliases = await this.#readAliases();
    const outside = new Set(this.#sources.outside.map((stem) => stem.toLowerCase()));
    for (const { path: from, link } of this.#missing) {
      const name = linkName(link).toLowerCase();
      if (outside.has(name)) continue;
      const target = aliases.get(name);
      if (target === undefined) this.#found.push(this.#judge.broken(from, link));
      else this.#follow(from, { link, target: { kind: 'found', path: target } });
    }
  }

  async #readAliases(): Promise<ReadonlyMap<string, string>> {
    const aliases = new Map<string, string>();
    for (const document of this.#plan.documents) {
      const text = document.refused === undefined ? this.#sources.textOf(document.path) : undefined;
      if (text === undefined || !/^alias(?:es)?\s*:/m.test(text)) continue;
      const { header } = await splitDocument(text);
      for (const name of ['alias', 'aliases']) {
        const value = header?.fields.get(name)?.value;
        const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
        for (const item of items)
          if (item.kind === 'scalar') aliases.set(item.at.value.trim().toLowerCase(), document.path);
      }
    }
    return aliases;
  }

  async #judgeHeadings(target: string, links: readonly HeadingLink[]): Promise<void> {
    const text = this.#sources.textOf(target);
    if (text === undefined) return;
    const anchors = new Anchors((await splitDocument(text)).body);
    for (const { path: from, link, heading } of links)
      if (!anchors.has(heading)) this.#found.push(missingHeading(from, link, anchors.near(heading)));
  }

  #asks(code: RuleCode): boolean {
    return isOn(code, this.#plan.config.rules);
  }
}
