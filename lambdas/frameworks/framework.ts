/** One control of a framework, and the checks that evaluate it. */
export interface Control {
  /** As the framework numbers it. */
  readonly id: string;
  /** What it asks for, in our words. */
  readonly title: string;
  /** Ids of checks; none where nothing here evaluates it. */
  readonly checks: readonly string[];
}

/** One version of a framework, as far as it is about networks. */
export interface Framework {
  /** The word in front of control ids in a check's `frameworks`. */
  readonly id: string;
  readonly name: string;
  /** Which part of the framework the controls here are. */
  readonly part: string;
  /** The page that the controls come from. */
  readonly source: string;
  readonly controls: readonly Control[];
}
