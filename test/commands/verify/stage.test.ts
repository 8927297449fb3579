import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { plainCard } from '../../../src/cards/parse-card.ts';
import { Stage } from '../../../src/commands/verify/stage.ts';

/** A stage, its cards, and everything that was heard. */
function open(patienceMs = 0) {
  const heard: string[] = [];
  const stage = new Stage({
    print: ({ text }) => heard.push(text),
    again: ({ stem }) => ({ to: 'stderr', text: `${stem} goes on` }),
    patienceMs,
  });
  const say = (card: Card, text: string) => stage.say(card, { to: 'stderr', text });
  const [a, b, c] = ['a', 'b', 'c'].map((stem) => plainCard({ stem, path: `${stem}.md` }, undefined));
  if (a === undefined || b === undefined || c === undefined) throw new Error('no cards');
  return { heard, stage, say, a, b, c };
}

describe('cards that speak at once', () => {
  it('are heard one after another, those first that have ended', () => {
    const { heard, stage, say, a, b, c } = open();
    for (const text of ['1', '2']) for (const card of [a, b, c]) say(card, `${card.stem}${text}`);
    expect(heard).toEqual(['a1', 'a2']);
    stage.end(c);
    expect(heard).toEqual(['a1', 'a2']);
    stage.end(a);
    expect(heard).toEqual(['a1', 'a2', 'c1', 'c2', 'b1', 'b2']);
    say(b, 'b3');
    stage.end(b);
    expect(heard.at(-1)).toBe('b3');
  });

  it('wait for a question, whose card is heard first and keeps the stage', async () => {
    const { heard, stage, say, a, b } = open();
    say(a, 'a1');
    say(b, 'b1');
    await stage.alone(b, async () => {
      heard.push('question');
      say(a, 'a2');
    });
    say(b, 'b2');
    expect(heard).toEqual(['a1', 'b1', 'question', 'b2']);
    stage.end(b);
    expect(heard.slice(4)).toEqual(['a goes on', 'a2']);
  });

  it('come to their end before a question, where that does not take long', async () => {
    const { heard, stage, say, a, b, c } = open(60_000);
    for (const card of [a, b, c]) say(card, `${card.stem}1`);
    const asked = stage.alone(b, async () => heard.push('question'));
    say(a, 'a2');
    stage.end(a);
    await asked;
    stage.end(b);
    expect(heard).toEqual(['a1', 'a2', 'b1', 'question', 'c1']);
  });

  it('are asked one at a time', async () => {
    const { heard, stage, a, b } = open();
    const answers: (() => void)[] = [];
    const ask = (name: string) => () => {
      heard.push(`${name}?`);
      return new Promise<void>((resolve) => answers.push(resolve));
    };
    const [first, second] = [stage.alone(a, ask('a')), stage.alone(b, ask('b'))];
    await Promise.resolve();
    await Promise.resolve();
    expect(heard).toEqual(['a?']);
    answers[0]?.();
    await first;
    await Promise.resolve();
    await Promise.resolve();
    expect(heard).toEqual(['a?', 'b?']);
    answers[1]?.();
    await second;
  });

  it('go on after a question that failed', async () => {
    const { stage, a, b } = open();
    await expect(stage.alone(a, () => Promise.reject(new Error('no terminal')))).rejects.toThrow(
      'no terminal',
    );
    expect(await stage.alone(b, async () => 'asked')).toBe('asked');
  });

  it('lose output that is too much to hold back, and no result', () => {
    const { heard, stage, say, a, b } = open();
    say(a, 'a1');
    const output = 'x'.repeat(600_000);
    for (let each = 0; each < 3; each += 1) stage.say(b, { to: 'stderr', text: output, isOutput: true });
    say(b, 'b passed');
    stage.end(b);
    stage.end(a);
    expect(heard).toEqual([
      'a1',
      output,
      'b passed',
      '  (1200000 more characters of output are not shown)\n',
    ]);
  });
});
