import { describe, expect, it } from 'vitest';
import { findPlaceholder } from '../../src/checklist/placeholder.ts';

describe('a placeholder', () => {
  it.each([
    ['a --tags <role>', '<role>'],
    ['a <メール内リンク>', '<メール内リンク>'],
    ['a {owner}/x', '{owner}'],
    ['a {{ID}}', '{{ID}}'],
    ['curl https://[backend-url]/health', '[backend-url]'],
    ['git tag [[MAJOR.MINOR]].0', '[[MAJOR.MINOR]]'],
    ['helm install ... chart/', '...'],
    ['a 0x...', '0x...'],
    ['a --key YOUR_KEY', 'YOUR_KEY'],
    ['a xxx', 'xxx'],
    ['a vX.Y.Z', 'vX.Y.Z'],
    ['curl https://example.com/', 'example.com'],
    ['curl https://tu-dominio/healthz', 'tu-dominio'],
    ['psql $DATABASE_URL', '$DATABASE_URL'],
    ['a "it\'s $TOKEN"', '$TOKEN'],
    ['ssh me@IP_HERE', '@IP_HERE'],
    ['dotnet test --filter "Kind=Unit&Feature=X"', 'X'],
    ['gh issue view N', 'N'],
    ["jq '.a' {file}.json", '{file}'],
    ["grep '{word}' f", '{word}'],
  ])('is found in %j', (command, placeholder) => {
    expect(findPlaceholder(command)?.startsWith(placeholder)).toBe(true);
  });

  it.each([
    'go test ./...',
    'git log a...b',
    "docker ps --format '{{.Names}}'",
    'cp {a,b} .',
    "awk '{print $1}' f",
    'for m in a b; do grep -q "$m" f; done',
    'X=1 a $X',
    'a $(date +%F)',
    'a <in.txt >out.txt 2>err.txt',
    'diff <(a) <(b)',
    '[ -f x ]',
    'ls [0-9]* [A-Za-z_]*',
    'pip install .[dev]',
    `a $HOME $\{X:-y} \\$Z`,
    'git log @{u}..',
    'cat .env.example',
    "grep -c '$' f",
    "curl -s -o out -w '%{http_code}' http://localhost/",
    "jq '{a}' f",
    "jq -r '{a: .b}' f",
    "awk '{print}' f",
    "awk -F: '$1<top && $2>low {print}' f",
    'date +%F',
    'curl -X GET http://localhost/',
  ])('is not seen in %j', (command) => {
    expect(findPlaceholder(command)).toBeUndefined();
  });
});
