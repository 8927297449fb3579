import { describe, expect, it } from 'vitest';
import { makeRepository, mikado } from '../rig/cli.ts';

const FILES = {
  'docs/move.md': '---\nstatus: active\nrequires: [pack, call-the-movers]\n---\n',
  'docs/pack.md':
    '---\nstatus: active\ntags: [boxes]\n---\n\n## Verification\n\n- [ ] Somebody looked around\n',
  'docs/call-the-movers.md': '---\nstatus: active\n---\n',
};

async function ready(...args: readonly string[]) {
  return mikado(['ready', ...args], { cwd: makeRepository(FILES) });
}

async function stems(...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await ready('--json', ...args);
  const { ready: found }: { ready: readonly { stem: string }[] } = JSON.parse(stdout);
  return found.map(({ stem }) => stem);
}

describe('mikado ready --filter', () => {
  it('keeps the cards that the filter means in their order', async () => {
    expect(await stems()).toEqual(['call-the-movers', 'pack']);
    expect(await stems('--filter', 'tag:boxes')).toEqual(['pack']);
    expect(await stems('--filter=-tag:boxes')).toEqual(['call-the-movers']);
  });

  it('reads the bodies for what stands in them', async () => {
    expect(await stems('--filter', 'kind:manual')).toEqual(['pack']);
    expect(await stems('--filter', 'checks:none')).toEqual(['call-the-movers']);
  });

  it('says that no ready card is meant, which is no mistake', async () => {
    expect(await ready('--filter', 'zebra')).toMatchObject({
      code: 0,
      stdout: 'None of the 2 ready cards is meant by the filter.\n',
      stderr: '',
    });
  });

  it('names the nearest key for one that is not known, and ends with 2', async () => {
    expect(await ready('--filter', 'stat:ready')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'mikado: A filter has no key stat.\n  Did you mean state:?\n',
    });
  });

  it('spells out what is hidden in a wrong filter', async () => {
    const { stderr } = await ready('--filter', 'state:\u202eydaer');
    expect(stderr).toBe(
      'mikado: state: cannot be \\u{202e}ydaer.\n  It takes ready, blocked, done or open.\n',
    );
  });
});
