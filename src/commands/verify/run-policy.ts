import { UsageError } from '../../usage-error.ts';
import { type EnvironmentChoice, isLauncherVariable } from '../../verify/command-environment.ts';
import type { RunPolicy } from '../../workbench/workbench.ts';
import { canAsk } from '../ask.ts';
import type { Input } from '../command.ts';
import type { Host } from '../host.ts';

/**
 * Reads from the command line, and from nothing else, by whose word commands run and which variables they get. In CI,
 * where nobody is asked, results are only told unless `--write` says otherwise.
 *
 * @throws UsageError for options that contradict each other
 */
export function runPolicy(input: Input, host: Host): RunPolicy {
  const consent = consentFrom(input);
  const isWatched = !isCi(host.env) || canAsk(host);
  return {
    consent,
    environment: environmentFrom(input, consent),
    results: isWatched || input.flags.has('write') ? 'kept' : 'told',
  };
}

function consentFrom({ flags, values }: Input): RunPolicy['consent'] {
  const ref = values.get('trust-base');
  const fresh = values.get('new');
  if (ref !== undefined && flags.has('trust-all'))
    throw new UsageError('--trust-base and --trust-all contradict each other.', 'Leave one out.');
  if (ref === undefined && fresh !== undefined)
    throw new UsageError('--new says what happens to what --trust-base calls new.', 'Add --trust-base REF.');
  if (ref !== undefined) return { kind: 'base', ref, fresh: fresh === 'skip' ? 'skip' : 'refuse' };
  return { kind: flags.has('trust-all') ? 'all' : 'person' };
}

function environmentFrom({ flags, values }: Input, consent: RunPolicy['consent']): EnvironmentChoice {
  const named = values.get('env');
  if (flags.has('clean-env') && flags.has('inherit-env'))
    throw new UsageError('--clean-env and --inherit-env contradict each other.', 'Leave one out.');
  const isClean = flags.has('clean-env') || (consent.kind === 'base' && !flags.has('inherit-env'));
  if (!isClean && named !== undefined)
    throw new UsageError('--env adds to a clean environment, and this one is not clean.', 'Add --clean-env.');
  return isClean ? { kind: 'clean', added: namesIn(named ?? '') } : { kind: 'inherited' };
}

function namesIn(list: string): readonly string[] {
  const names = list.split(',').filter((name) => name !== '');
  for (const name of names) {
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new UsageError(`--env takes names of variables, and ${name} is none.`, 'Write --env NAME.');
    if (isLauncherVariable(name))
      throw new UsageError(
        `--env cannot pass ${name}: what npm and Node set for the program they start stops there.`,
        'Set it in the command itself.',
      );
  }
  return names;
}

/** Every CI service sets this variable; it never counts as anybody's consent. */
function isCi({ CI }: Host['env']): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}
