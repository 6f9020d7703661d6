import type { StoredResult, Undeclared } from '@nx-tune/sweep';

import type { TrialTask } from '../model/trialTask.js';

/** A trial that finished in this slice, or was found finished. */
export interface FinishedTrial {
  readonly task: TrialTask;
  readonly result: StoredResult;
  readonly output: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /**
   * `journal`: found finished there, because an earlier or a concurrent run computed it. `stopped`: not started, because too
   * many trials had crashed with the same error, or because files have changed since they were hashed.
   */
  readonly origin: 'computed' | 'journal' | 'stopped';
  /** The reason why the result may depend on something that is not in the hash of the trial, if it may. */
  readonly undeclared?: Undeclared;
  /** True if it had finished before in this slice, and was computed again since its folder had changed. */
  readonly isAgain?: true;
}
