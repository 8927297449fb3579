import { render, useApp, useInput, usePaste } from 'ink';
import { createElement, useEffect } from 'react';
import type { Display } from './draw/display.ts';
import type { Session } from './session/session.ts';
import { keysOf } from './terminal/read-keys.ts';

/** Hands the terminal to somebody else for as long as the promise lasts, then draws everything anew. */
export type Suspend = (whileAway: () => Promise<void>) => Promise<void>;

/** Ink at work. */
interface Mounted {
  /** Gives the keyboard back. */
  unmount(): Promise<void>;
  /** Rejects when reading the keys failed. */
  readonly ended: Promise<unknown>;
}

interface Keyboard {
  readonly session: Session;
  readonly onSuspendable: (suspend: Suspend) => void;
}

/**
 * Lets Ink read the keys and the pasted text of a session. Calls back once the terminal can be handed over. Ink draws
 * nothing: what it sets of the terminal's modes goes through the display.
 */
export function mountKeyboard(to: Keyboard & { readonly display: Display }): Mounted {
  const { session, display, onSuspendable } = to;
  const instance = render(createElement(Reader, { session, onSuspendable }), {
    stdout: display.asStream(),
    stdin: process.stdin,
    // Nothing that Ink writes moves the cursor then.
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    isScreenReaderEnabled: false,
  });
  const ended = instance.waitUntilExit();
  return {
    ended,
    async unmount() {
      instance.unmount();
      await ended.catch(() => undefined);
    },
  };
}

/** Draws nothing. */
function Reader({ session, onSuspendable }: Keyboard): null {
  const { suspendTerminal } = useApp();
  useEffect(() => onSuspendable(suspendTerminal), [onSuspendable, suspendTerminal]);
  useInput((input, key) => {
    for (const name of keysOf(input, key)) session.send({ kind: 'key', key: name });
  });
  usePaste((text) => session.send({ kind: 'pasted', text }));
  return null;
}
