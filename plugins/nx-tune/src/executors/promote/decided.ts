import { outputFolder } from '../../constants.js';

/**
 * The tickets by their files. A trial that may not run has one that says so: when Nx restores a task, it leaves files that
 * the task did not write, and the ticket of a run in between would let the trial run.
 */
export interface Decided {
  /** By their names in the task's own folder. */
  readonly decisions: ReadonlyMap<string, string>;
  /** By their paths relative to the project's `.tune`. */
  readonly gates: ReadonlyMap<string, string>;
}

/** The reasons why nothing can be decided. */
export interface Undecided {
  readonly problems: readonly string[];
}

/** The tickets of candidates, by the texts of these. */
export const decidedBy = <T extends { readonly decision: string; readonly gate?: string }>(
  candidates: readonly T[],
  textOf: (candidate: T) => string,
): Decided => ({
  decisions: new Map(candidates.map((candidate) => [candidate.decision, textOf(candidate)])),
  gates: new Map(
    candidates.flatMap((candidate) =>
      candidate.gate === undefined ? [] : [[candidate.gate, textOf(candidate)] as const],
    ),
  ),
});

/** Says that a file is missing by which is decided. `file` is relative to the project's `.tune`. */
export const absent = (file: string): string =>
  `${outputFolder}/${file} does not exist: something removed it during this run. Run it again.`;

/** Says that a result cannot be judged. */
export const incomparable = (
  folder: string,
  record: { readonly kind: 'missing' } | { readonly kind: 'unusable'; readonly why: string },
): string =>
  `${outputFolder}/${folder}/result.json cannot be compared with the others: ${record.kind === 'missing' ? 'it does not exist' : record.why}.`;
