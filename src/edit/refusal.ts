/**
 * Says that an edit was not made and why, in one sentence for a person. It is a value, not an error: what cannot be
 * edited safely is an expected answer that every caller has to pass on.
 */
export interface Refusal {
  readonly refused: string;
}

/**
 * Makes a refusal.
 *
 * @param sentence why nothing was changed and, where there is one, what to do; text from a file is escaped by
 * whoever prints it.
 */
export function refuse(sentence: string): Refusal {
  return { refused: sentence };
}

/** Tells a refusal from the answer it stands in for. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}
