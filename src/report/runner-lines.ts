/**
 * Makes lines that a runner of CI jobs takes for text and nothing else, by spelling out one character of what it would
 * take for a command: `::` in front of a line, which also Forgejo and Gitea know, and the older `##[` anywhere in one.
 */
export function withoutRunnerCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gmu, '$1\\u{3a}').replaceAll('##[', '##\\u{5b}');
}
