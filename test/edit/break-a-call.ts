// Loaded into the built program before it starts: makes one call on the way to a card on the disk fail, or lets an
// editor save the card just before the new one takes its place. Says in a file which call it was.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { BREAK_TOP: top = '', BREAK_AT: at = '', BREAK_CODE: code = '', BREAK_TOLD: told = '' } = process.env;
const { writeFileSync } = fs;
let calls = 0;
/** Descriptors that were opened to write something new. */
const written = new Set<unknown>();

function isOnTheWay(name: string, [first, second]: readonly unknown[]): boolean {
  if (typeof first === 'number') return written.has(first);
  if (typeof first !== 'string' || !first.startsWith(top)) return false;
  return name !== 'openSync' || second === 'wx';
}

for (const name of [
  'mkdirSync',
  'openSync',
  'writeSync',
  'fsyncSync',
  'fchmodSync',
  'fchownSync',
  'writeFileSync',
  'linkSync',
  'renameSync',
]) {
  const call: unknown = Reflect.get(fs, name);
  if (typeof call !== 'function') throw new TypeError(`no ${name}`);
  Reflect.set(fs, name, (...args: readonly unknown[]): unknown => {
    if (!isOnTheWay(name, args)) return Reflect.apply(call, fs, args);
    calls += 1;
    if (code === 'editor' && name === 'fsyncSync')
      writeFileSync(`${top}/docs/pack.md`, 'saved by an editor\n');
    if (code !== 'editor' && calls === Number(at)) {
      writeFileSync(told, name);
      if (code !== 'short') {
        throw Object.assign(new Error(`${code}: injected, ${name}`), { code, syscall: name, path: args[0] });
      }
      if (name === 'writeSync') return Reflect.apply(call, fs, [args[0], args[1], 0, 1]);
    }
    const result: unknown = Reflect.apply(call, fs, args);
    if (name === 'openSync') written.add(result);
    return result;
  });
}
syncBuiltinESMExports();
