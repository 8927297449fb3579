import { Box, render, Text, useApp, useInput, usePaste } from 'ink';
import { createElement, memo, type ReactElement, useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Display } from './draw/display.ts';
import { frameOf } from './panes/frame.ts';
import type { Session } from './session/session.ts';
import { pace } from './terminal/pace.ts';
import { keysOf } from './terminal/read-keys.ts';

/** Between two frames, in milliseconds: sixty in a second are as many as most screens show. */
const FRAME_MS = 1_000 / 60;

/** Hands the terminal to somebody else for as long as the promise lasts, then draws everything anew. */
export type Suspend = (whileAway: () => Promise<void>) => Promise<void>;

/** Ink at work. */
export interface Mounted {
  /** Gives the keyboard back and draws no more. */
  unmount(): Promise<void>;
  /** Rejects when drawing failed. */
  readonly ended: Promise<unknown>;
}

/** Lets Ink read the keys of a session and draw its frames on a display. Calls back once the terminal can be handed over. */
export function mountApp(to: {
  readonly session: Session;
  readonly display: Display;
  readonly colour: boolean;
  readonly onSuspendable: (suspend: Suspend) => void;
}): Mounted {
  const { session, display, colour, onSuspendable } = to;
  const instance = render(createElement(App, { session, colour, onSuspendable }), {
    stdout: display.asStream(() => session.model.size),
    stdin: process.stdin,
    // Every frame is written whole; what of it changed, the display finds out by columns, where Ink would by lines.
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

function App(props: {
  readonly session: Session;
  readonly colour: boolean;
  readonly onSuspendable: (suspend: Suspend) => void;
}): ReactElement {
  const { session, colour, onSuspendable } = props;
  const model = useSyncExternalStore(
    useCallback((draw: () => void) => paced(session, draw), [session]),
    () => session.model,
  );
  const { suspendTerminal } = useApp();
  useEffect(() => onSuspendable(suspendTerminal), [onSuspendable, suspendTerminal]);
  useInput((input, key) => {
    for (const name of keysOf(input, key)) session.send({ kind: 'key', key: name });
  });
  usePaste((text) => session.send({ kind: 'pasted', text }));
  return (
    <Box flexDirection="column">
      {frameOf(model, { colour }).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its position
        <Line key={index} text={line} />
      ))}
    </Box>
  );
}

function paced(session: Session, draw: () => void): () => void {
  const { changed, stop } = pace(draw, FRAME_MS);
  const unsubscribe = session.subscribe(changed);
  return () => {
    unsubscribe();
    stop();
  };
}

/** Lines are cut and padded already: Ink neither wraps nor measures them again unless they change. */
const Line = memo(function Line({ text }: { readonly text: string }): ReactElement {
  // Ink gives a text without characters no line.
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
