import { expect, it } from 'vitest';
import { commitUrlOf } from '../../src/git/forge-url.ts';

it.each([
  ['https://github.com/owner/name.git', 'https://github.com/owner/name/commit/'],
  ['git@github.com:owner/name.git', 'https://github.com/owner/name/commit/'],
  ['ssh://git@codeberg.org:2222/owner/name', 'https://codeberg.org/owner/name/commit/'],
  [
    'https://user:secret@gitlab.example.org/group/sub/name/',
    'https://gitlab.example.org/group/sub/name/-/commit/',
  ],
  ['https://token@forge.example.org/owner/name.git', 'https://forge.example.org/owner/name/commit/'],
  ['https://example.org/owner/name.git', undefined],
  ['/srv/git/github.com/name.git', undefined],
  ['https://github.com/owner/na"><script>', undefined],
  ['file:///srv/github.git', undefined],
])('the page of a commit of %s begins with %s', (remote, url) => {
  expect(commitUrlOf(remote)).toBe(url);
});
