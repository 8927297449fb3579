import { describe, expect, it } from 'vitest';
import { judgeCommand } from '../../src/checklist/judge-command.ts';

function answerTo(command: string): string {
  const judged = judgeCommand(command);
  return judged.runs ? judged.habit : judged.reason;
}

describe('judging a command by its text', () => {
  it.each([
    'npm test',
    'pnpm -r test',
    'npm run test:unit',
    'cargo clippy -- -D warnings',
    'go vet ./...',
    'make lint test',
    './gradlew clean check',
    'npx eslint .',
    'uv run pytest -q',
    'npm ci && npm test',
    'cd web && npm test',
    'git diff --check',
    'kubectl rollout status deploy/x',
    'nginx -t',
    'cargo run -p xtask -- lint',
    'biome check .',
    'stack test',
    'zig build test',
    'molecule verify',
    'curl -fsS http://localhost:8080/',
    'docker compose exec api pytest',
    "ssh host 'systemctl is-active x'",
    'python -m pytest',
    'python -m ruff check .',
    'python -m black --check .',
    './gradlew spotlessCheck detekt',
    'make run-tests',
    'npm run test:run',
    'make release-test',
    'scripts/validate.sh --all',
    'terraform fmt -check',
    'kubectl apply --dry-run=client -f x.yaml',
    'bash -c "npm test"',
  ])('takes the exit status of %j for a verdict', (command) => {
    expect(answerTo(command)).toBe('verdict');
  });

  it.each([
    'test -f a',
    '[ -s a ]',
    '! grep -rn x src',
    'grep -rq x src',
    'a=1 cmp x y',
    'cat x | grep -q y',
  ])('takes %j for an assertion', (command) => {
    expect(answerTo(command)).toBe('assertion');
  });

  it.each([
    'git status',
    'kubectl -n x get pods',
    'docker ps',
    'curl -s http://localhost/',
    'cat x | wc -l',
    'ls',
    'anything --version',
    'anything -version',
    'php scripts/send.php --dry-run',
    'ansible -m ping all',
    'npm test | tail',
    'npm test || echo failed',
    'psql -c "SELECT 1"',
    'sudo systemctl status x',
    "sed -n '1,5p' x",
    'ip -br a',
    'for f in a b; do grep x "$f"; done',
    'ssh -T git@forge.internal',
  ])('takes %j for a report', (command) => {
    expect(answerTo(command)).toBe('report');
  });

  it.each([
    [
      'changes',
      [
        'rm -rf x',
        'npm test && rm -rf x',
        'npm test > log',
        'npm install',
        'npm ci',
        'npm install x && npm test',
        'npm audit fix',
        'eslint --fix .',
        'terraform apply',
        'git push',
        'frobnicate delete x',
        'mise run deploy',
        'make deploy-test',
        'npm run db:reset:test',
        'find . -delete',
        'sed -i s/a/b/ x',
        "sed '1e rm x' x",
        'curl -X POST http://localhost/',
        'curl -o x http://localhost/',
        'echo $(rm x)',
        'kubectl exec p -- rm x',
        "ssh h 'rm x'",
        'npm test -- -u',
        'psql -c "DELETE FROM x"',
        'psql -c "SELECT 1; DROP TABLE x"',
        'git -c core.pager=rm log',
        "ssh -o ProxyCommand='rm x' h ls",
        'ip addr add x',
        'docker buildx build --push .',
        'git branch -D x',
        'bash -c "rm x"',
        'awk "BEGIN { print 1 > 2 }"',
        'rg --pre x y',
        'cargo run',
        'cargo run --example x -- y',
        'go run .',
        'biome check --write .',
        'stack upgrade',
        'ng update',
        'nixos-rebuild test',
      ],
    ],
    [
      'endless',
      [
        'npm run dev',
        'mkdocs serve',
        'next dev',
        'pnpm preview',
        'npm run test:watch',
        './serve.sh',
        './run-test-app.sh',
      ],
    ],
    ['person', ['ssh host', 'bash', 'vim x', 'psql', 'sudo ./test.sh', 'docker exec -it x sh']],
    [
      'secret',
      [
        'sops --decrypt x',
        'env',
        'cat .env',
        'terraform output -raw x_password',
        'kubectl get secret x -o yaml',
        'npm run print-token',
      ],
    ],
    ['mention', ['docker inspect', 'kubectl get', 'node --check', 'curl -I /api/health', 'cd x']],
    ['unknown', ['frobnicate --all', 'mise run fly', 'npx anything x', 'python -c "1"', 'just fft']],
    ['unreadable', ['npm test &', 'cat <<EOF', 'echo "x']],
    [
      'hidden',
      [
        'npm test\u202e x',
        'npm test\u200b',
        `npm test ${' '.repeat(2_000)}; rm x`,
        `npm test ${'x'.repeat(9_000)}`,
        'npm test \u{e0041}',
      ],
    ],
  ])('does not run what is "%s"', (reason, commands) => {
    expect(commands.map((command) => [command, answerTo(command)])).toEqual(
      commands.map((command) => [command, reason]),
    );
  });
});
