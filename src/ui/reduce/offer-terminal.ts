import type { Card } from '../../cards/card.ts';
import type { Model } from '../model/model.ts';

/** A command that says nothing for so long may wait for somebody who types, in milliseconds. */
const SILENT_MS = 10_000;
/** A tick comes about once a second, so that this long holds at least one and seldom two, in milliseconds. */
const OFFER_MS = 1_500;

/** What programs say that miss a terminal. */
const NO_TERMINAL = /not a (?:tty|terminal)|\bno (?:tty|terminal)\b|inappropriate ioctl for device/i;

const OFFER = '`t` gives it the whole terminal.';

/** Offers the terminal to a check that has just been silent for ten seconds; says nothing over another notice. */
export function offerToSilent(model: Model): Model {
  const run = model.running === undefined ? undefined : model.runs.get(model.running);
  const current = [...(run?.items.values() ?? [])].find(({ result }) => result === 'running');
  if (run === undefined || run.stopped || current === undefined || current.command === null) return model;
  const silent = model.now - Math.max(run.heardAt, current.startedAt);
  if (silent < SILENT_MS || silent >= SILENT_MS + OFFER_MS || model.notice !== undefined) return model;
  return { ...model, notice: `The check has been silent for ten seconds: ${OFFER}` };
}

/** Offers the terminal to a check that said in this output that it misses one. */
export function offerToOutput(
  model: Model,
  { card, text }: { readonly card: Card; readonly text: string },
): Model {
  if (card.path !== model.running || !NO_TERMINAL.test(text)) return model;
  return { ...model, notice: `The check misses a terminal: ${OFFER}` };
}
