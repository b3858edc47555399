/** One way of breaking the reachability engine. */
export interface Mutant {
  /** What the broken engine does. */
  readonly name: string;
  /** Below `lambdas/network`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
