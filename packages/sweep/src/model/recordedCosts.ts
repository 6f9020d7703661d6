import type { TrialResult } from '../trial/result.js';

/**
 * The costs of trials when the sweep's lock was written, by their ids. They come with the results of that time: a trial that has
 * another result now is another computation, with a cost of its own.
 */
export interface RecordedCosts {
  /** Stands for all of them in what is hashed. */
  readonly digest: string;
  readonly trials: ReadonlyMap<string, RecordedCost>;
}

/** The metrics are those that are the same each time. */
export interface RecordedCost extends Pick<TrialResult, 'metrics'> {
  readonly outcome: TrialResult['outcome']['kind'];
  readonly seconds: number;
}
