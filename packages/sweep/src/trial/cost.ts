import type { TrialResult, TrialRun } from './result.js';

/** A result, with what its trial cost where proposals depend on that. It is never part of `result.json`. */
export interface CostedResult extends TrialResult {
  /** The duration of the trial when its cost was recorded. */
  readonly seconds?: number;
}

/** The seconds that a trial took, as its `run.json` says. */
export const secondsOf = ({ durationMs }: Pick<TrialRun, 'durationMs'>): number => durationMs / 1000;

/**
 * Adds up the costs of trials. Milliseconds are whole, so that their order does not matter; a cost that is unknown adds nothing.
 */
export const spentSeconds = (results: readonly Pick<CostedResult, 'seconds'>[]): number =>
  results.reduce((sum, { seconds = 0 }) => sum + Math.round(seconds * 1000), 0) / 1000;
