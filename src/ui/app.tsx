import { Box, Text, useApp, useInput, usePaste } from 'ink';
import { memo, type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { drawScreen } from './layout.ts';
import { paint } from './paint.ts';
import { keysOf } from './read-keys.ts';
import type { Session } from './session.ts';

/** Hands the terminal to somebody else for as long as the promise lasts, then draws everything anew. */
export type Suspend = (whileAway: () => Promise<void>) => Promise<void>;

/** Draws a session, one text for each row, and gives it the keys. */
export function App(props: {
  readonly session: Session;
  readonly colour: boolean;
  readonly onSuspendable: (suspend: Suspend) => void;
}): ReactElement {
  const { session, colour, onSuspendable } = props;
  const model = useSyncExternalStore(session.subscribe, () => session.model);
  const { suspendTerminal } = useApp();
  useEffect(() => onSuspendable(suspendTerminal), [onSuspendable, suspendTerminal]);
  useInput((input, key) => {
    for (const name of keysOf(input, key)) session.send({ kind: 'key', key: name });
  });
  usePaste((text) => session.send({ kind: 'pasted', text }));
  return (
    <Box flexDirection="column">
      {drawScreen(model).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its position
        <Line key={index} text={paint(row, { colour })} />
      ))}
    </Box>
  );
}

/** Rows are cut and padded already: Ink neither wraps nor measures them again unless they change. */
const Line = memo(function Line({ text }: { readonly text: string }): ReactElement {
  return <Text wrap="truncate">{text}</Text>;
});
