import { GRAPH_EXAMPLES } from './examples-graph.ts';
import { READING_EXAMPLES } from './examples-reading.ts';
import { TEXT_EXAMPLES } from './examples-text.ts';
import type { RuleExample } from './rule-example.ts';
import type { Code } from './rules.ts';

/** The examples of every rule about one tree of cards, by its code: pages are made of them, and tests run them. */
export const RULE_EXAMPLES: Readonly<Partial<Record<Code, RuleExample>>> = {
  ...GRAPH_EXAMPLES,
  ...READING_EXAMPLES,
  ...TEXT_EXAMPLES,
};
