import { CONFIG_KEYS, type ConfigKey, configGroups } from './config-keys.ts';

const HEAD = `# Configuration of mikado. Every key may be left out; what is commented out is the default.
`;

const RULES = `# What the rules of \`mikado check\` are set to, by code: off, warn or error. \`mikado check\` names the code of what it finds.
# rules:
#   unknown-status: warn
`;

/** Writes what a new `.mikado.yaml` says: every key with its default, commented out. */
export function configText(): string {
  const alone = CONFIG_KEYS.filter(({ name }) => !name.includes('.')).map((key) => keyText(key, ''));
  const groups = configGroups().map((group) => (group === 'rules' ? RULES : groupText(group)));
  return [HEAD, ...alone, ...groups].join('\n');
}

function groupText(group: string): string {
  const keys = CONFIG_KEYS.filter(({ name }) => name.startsWith(`${group}.`));
  return `# ${group}:\n${keys.map((key) => keyText(key, group)).join('')}`;
}

/** Below a group the sentence stays a comment when the key no longer is one. */
function keyText({ name, describes, unless }: ConfigKey, group: string): string {
  if (group === '') return `# ${describes}\n# ${name}: ${unless}\n`;
  return `#   # ${describes}\n#   ${name.slice(group.length + 1)}: ${unless}\n`;
}
