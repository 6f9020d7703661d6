import type { MetricValue, Outcome } from '@nx-tune/sweep';

import type { Seen } from '../witness/seen.js';
import type { TrialTask } from './trialTask.js';

/** One point of a learning curve, from one call of `report()`. */
export interface CurvePoint {
  readonly step: number;
  readonly metrics: { readonly [name: string]: MetricValue };
}

/** The outcome of evaluating a trial, before it is written to disk. */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
  /** The bare number that the objective returned, if it returned one. */
  readonly value?: MetricValue;
  readonly curve: readonly CurvePoint[];
  /** The output of the objective; only its end, if it is long. */
  readonly output: string;
  /** Processor time of the trial; absent where it is not known, as it is of no other trial's. */
  readonly cpuMs?: number;
  readonly peakMemoryBytes?: number;
  /** The thread of a pool that computed it: what that read in earlier trials may still be in its memory. */
  readonly thread?: number;
  /** The files that the objective was seen to read in a thread, if any; processes write a log instead. */
  readonly seen?: Seen;
}

/** Computes trials. An evaluator never rejects: whatever happens to a trial is its outcome. */
export interface Evaluator {
  evaluate(task: TrialTask): Promise<Evaluation>;
  /** Ends the evaluator's threads and processes. */
  close(): Promise<void>;
}
