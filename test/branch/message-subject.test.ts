import { describe, expect, it } from 'vitest';
import { subjectOfMessage } from '../../src/branch/message-subject.ts';

describe('the subject of a message', () => {
  it.each([
    ['is its first line', 'one\n\ntwo\n', 'one'],
    ['joins the lines of the first paragraph', '\n\none\ntwo\n\nthree\n', 'one two'],
    ['leaves comments out', '# a comment\none\n# another\n', 'one'],
    ['ends at the scissors', '# ------------------------ >8 ------------------------\ndiff --git a b\n', ''],
    ['is empty where nothing was written', '\n# please write\n', ''],
    ['keeps what only looks like a comment', 'one # two\n', 'one # two'],
    ['is read from lines of Windows', 'one\r\n\r\ntwo\r\n', 'one'],
  ])('%s', (_title, message, subject) => {
    expect(subjectOfMessage(message)).toBe(subject);
  });

  it('knows comments by another sign', () => {
    expect(subjectOfMessage('; a comment\n#1 is fixed\n', ';')).toBe('#1 is fixed');
  });
});
