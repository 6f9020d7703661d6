import type { MetricValue, Outcome } from '@nx-tune/sweep';

import type { TrialTask } from './trialTask.js';

/** One point of what `report()` said. */
export interface CurvePoint {
  readonly step: number;
  readonly metrics: { readonly [name: string]: MetricValue };
}

/** What came of a trial, before it is written down. */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
  readonly curve: readonly CurvePoint[];
  /** What the objective printed; the end of it, if it is long. */
  readonly output: string;
  readonly peakMemoryBytes?: number;
}

/** Where trials are computed. An evaluator never rejects: whatever happens to a trial is its outcome. */
export interface Evaluator {
  evaluate(task: TrialTask): Promise<Evaluation>;
  /** Ends what the evaluator holds: threads and processes. */
  close(): Promise<void>;
}
