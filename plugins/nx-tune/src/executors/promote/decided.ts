/**
 * The tickets by their files. A trial that is not promoted has one that says so: when Nx restores a task, it leaves files that
 * the task did not write, and the ticket of a run in between would let the trial run.
 */
export interface Decided {
  /** By their names in the task's own folder. */
  readonly decisions: ReadonlyMap<string, string>;
  /** By their paths relative to the project's `.tune`. */
  readonly gates: ReadonlyMap<string, string>;
}

/** Why nothing can be decided. */
export interface Undecided {
  readonly problems: readonly string[];
}
