'use strict';

// Stands in for gray-matter's own engines in the bundle: one of those runs the front matter of a document as
// JavaScript. The card reader always hands its own YAML engine over, so none of these is ever asked.
function refuse() {
  throw new Error('gray-matter was called without the reader of cards/frontmatter.ts');
}

exports.yaml = exports.json = exports.javascript = { parse: refuse, stringify: refuse };
