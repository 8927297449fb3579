/** Why something that was asked for is not done, and what helps. */
export interface WhyNot {
  readonly reason: string;
  readonly help: string;
}
