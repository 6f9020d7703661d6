import type { JsonObject } from '@nx-tune/search';
import type { Budget } from '@nx-tune/sweep';

import type { TrialEntry } from '../data/sweepReport.js';

/** A file that a trial wrote. */
export interface Artifact {
  /** Relative to the folder of artifacts. */
  readonly path: string;
  readonly bytes: number;
}

/** A trial of a sweep, and everything that is known about it. */
export interface TrialDetail {
  /** Index in the sweep, from 0. */
  readonly number: number;
  readonly id: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly budget?: Budget;
  /** The id of the trial that it continues. */
  readonly continues?: string;
  /** Its result; absent if none is known. */
  readonly entry?: TrialEntry;
  /** Relative to the current folder; absent if there is none. */
  readonly folder?: string;
  readonly artifacts: readonly Artifact[];
  /** The place from which its result was read: its folder or the lock. */
  readonly source?: 'disk' | 'lock';
  /** The result of comparing it with the lock. */
  readonly lock: 'same' | 'different' | 'not compared' | 'absent' | 'no lock';
}
