import { operandsOf } from './command-words.ts';
import { namesThing, onlyLooks } from './judge-order.ts';
import { type Judged, refused } from './judged.ts';
import { type KnownCommand, knownCommands } from './known-commands.ts';
import { takesOrders } from './known-orders.ts';
import { meaningOfOrder, meaningOfTask } from './task-name.ts';

/** Tells whether a program is in the tables, or takes orders. */
export function isKnown(program: string): boolean {
  return takesOrders(program) || knownCommands(program).length > 0;
}

/** What lists or shows says so in its name: `lscpu`, `vmstat`, `pdfinfo`, `avahi-browse`. */
function isReader(program: string): boolean {
  return (
    !isKnown(program) &&
    /^ls[a-z_]{2,}$|^[a-z_\d]{2,}(?:stats?|info|detect)$|^[a-z][\w-]*[-_](?:status|list|show|browse|query|info|ls|diagnostics)$/.test(
      program,
    )
  );
}

/** A linter says so in its name, whichever it is. */
function isLinter(program: string): boolean {
  return /^[a-z][\w-]*lint$/.test(program);
}

/** So does what tests or checks its arguments: `shellcheck`, `pip-audit`, `conftest`; not what is named after what it makes. */
export function isChecker(program: string): boolean {
  if (isKnown(program) || actsByName(program)) return false;
  return /^(?!(?:add|create|drop|gen|make|mk|new|rm|un)[a-z]*-?(?:test|spec)$)[a-z][\w-]*(?:lint|check|test|spec|audit|[-_](?:validate|verify))$/.test(
    program,
  );
}

/** Judges a program that says in its name that it checks or shows; undefined for others. */
export function judgeByName(program: string, rest: readonly string[]): Judged | undefined {
  if (isChecker(program)) return judgeChecker(program, rest);
  return isReader(program) ? judgeReader(rest) : undefined;
}

/** What a linter or checker does when it is told nothing but to run. */
function judgeChecker(program: string, rest: readonly string[]): Judged {
  const [order = ''] = operandsOf(program, rest);
  return meaningOfOrder(order) === 'action' && order !== 'run'
    ? refused('changes', order)
    : { habit: 'verdict' };
}

/** What such a program does when it is told nothing else. */
function judgeReader(rest: readonly string[]): Judged {
  const order = rest.find((word) => meaningOfOrder(word) === 'action');
  return order === undefined ? { habit: 'report' } : refused('changes', order);
}

/**
 * Judges an unknown program that is told to look, where the line has the looks of a command: `acme-cli status`, `acme list --all`,
 * not `order status`, which may be a name on a screen.
 */
export function judgeLooking(program: string, rest: readonly string[]): Judged | undefined {
  const [thing = '', look = ''] = rest;
  const isOfThings = (/^[a-z-]+[^s]s$/.test(thing) || namesThing(thing)) && onlyLooks(look);
  const [order = '', ...more] = isOfThings ? rest.slice(1) : rest;
  const isCommand =
    isOfThings ||
    /[-_.\d]/.test(program) ||
    /[-_:]/.test(order) ||
    more.some((word) => /^-|[/.:=]/.test(word));
  if (isKnown(program) || !onlyLooks(order.split(':').at(-1) ?? '') || !isCommand) return undefined;
  const meaning = meaningOfOrder(order.split(':').at(-1) ?? '');
  return meaning === 'verdict' || meaning === 'report' ? { habit: meaning } : undefined;
}

/** Whether a program is called after a change, as `rimraf`, `mkcert`, `dropdb` and `release-it` are: what follows is no order. */
export function actsByName(program: string): boolean {
  return (
    meaningOfTask(program) === 'action' ||
    /^(?:deploy|publish|push|apply|provision)[-_]/.test(program) ||
    /^(?:rm|rim|del|mk|make|touch|trash|shred|wipe|purge|unlink|truncate|create|drop|kill|install|useradd|usermod)(?!.*(?:check|lint|test)$)[a-z-]*$/.test(
      program,
    )
  );
}

/** Alone these say how the machine is, and are called so that nothing else could be meant. */
const SAYS_ALL =
  /^(?:uptime|sensors|lsblk|lscpu|lsusb|lspci|lsmod|timedatectl|hostnamectl|localectl|netstat|ifconfig|nvidia-smi|vmstat|iostat|dmesg|mailq|squeue|sinfo|sestatus|getenforce|pstree)$/;

/** Tells whether a single word is a command that does a whole job: a test runner, a linter, a look at the machine. */
export function isWholeJob(word: string): boolean {
  const whole = (known: KnownCommand) =>
    known.habit === 'verdict' &&
    known.subcommand.length === 0 &&
    known.withFlags.length === 0 &&
    !known.needsArgument;
  return word === 'make' || SAYS_ALL.test(word) || isLinter(word) || knownCommands(word).some(whole);
}
