import { hasFlag } from './command-words.ts';
import { type Judged, refused } from './judged.ts';
import { ordersChange } from './task-name.ts';

/**
 * Judges a program that asks a server something: a request that only asks is run, and one that sends something says what. Undefined
 * for other programs.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeRequest(program: string, rest: readonly string[]): Judged | undefined {
  switch (program) {
    case 'curl':
      return judgeCurl(rest);
    case 'http':
    case 'https':
    case 'xh':
      return judgeHttpie(rest);
    case 'grpcurl':
      return rest.some((word) => /^(?:list|describe)$/.test(word)) ? { habit: 'report' } : refused('changes');
    case 'wget':
      return rest.includes('--spider') ? { habit: 'verdict' } : refused('changes');
    case 'gh':
      return rest[0] === 'api' ? judgeGitHubApi(rest) : undefined;
    default:
      return undefined;
  }
}

/** Without a field it asks, and with one it sends. */
function judgeHttpie(rest: readonly string[]): Judged {
  const sends = rest.find((word) =>
    /^(?:POST|PUT|PATCH|DELETE|--form|-f|-o|--output|-d|--download)$|^[\w.-]+:?=@?/.test(word),
  );
  if (sends !== undefined) return refused('changes', sends);
  if (!rest.some((word) => /^:|[/.]/.test(word))) return refused('mention');
  return { habit: rest.includes('--check-status') ? 'verdict' : 'report' };
}

/** Asks, unless it sends something. */
function judgeGitHubApi(rest: readonly string[]): Judged {
  const sends = rest.find(
    (word) => /^(?:-[XfF]|--(?:method|field|raw-field|input))/.test(word) || word === 'graphql',
  );
  return sends === undefined ? { habit: 'report' } : refused('changes', sends);
}

/** What curl saves, uploads, or reads its orders from. */
const CURL_DOES_MORE =
  /^(?:-T|--upload-file|-O|--remote-name|-K|--config|-c$|--cookie-jar|-Q|--quote)|^@|^(?:-d|--data[\w-]*|--json)=?@|=[@<]/;
/** By these curl sends something. */
const CURL_SENDS = /^(?:-X(?!GET|HEAD).|--request=(?!GET|HEAD)|-d|--data|--json|-F|--form)/;
const WEB_ADDRESS = /^https?:\/\/[\w[]|^(?:[\w-]+(?:\.[\w-]+)+|localhost|[\w-]+(?=:\d))(?::\d+)?(?:[/?]|$)/i;

function judgeCurl(rest: readonly string[]): Judged {
  const asked = rest.findIndex((word) => word === '-X' || word === '--request');
  const reads = asked === -1 || /^(?:GET|HEAD)$/.test(rest[asked + 1] ?? '');
  const others = rest.filter((_, at) => at !== asked);
  const saved = rest.findIndex((word) => word === '--output' || hasFlag(word, '-o'));
  const saves = saved !== -1 && rest[saved + 1] !== '/dev/null';
  const more = others.find((word) => CURL_DOES_MORE.test(word));
  if (more !== undefined || saves) return refused('changes', more ?? '-o');
  const address = rest.find((word) => WEB_ADDRESS.test(word));
  if (address === undefined) return refused('mention');
  const sends = (reads ? undefined : rest[asked + 1]) ?? others.find((word) => CURL_SENDS.test(word));
  if (sends !== undefined) {
    const order = address.split(/[?#]/)[0]?.split('/').slice(3).findLast(ordersChange);
    return order !== undefined || /DELETE/.test(sends)
      ? refused('changes', order ?? sends)
      : { habit: 'report', sends };
  }
  const fails = rest.some((word) => word === '--fail' || word === '--fail-with-body' || hasFlag(word, '-f'));
  return { habit: fails ? 'verdict' : 'report' };
}
