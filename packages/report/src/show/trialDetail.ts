import type { JsonObject } from '@nx-tune/search';
import type { Budget } from '@nx-tune/sweep';

import type { TrialEntry } from '../data/sweepReport.js';

/** A file that a trial left. */
export interface Artifact {
  /** Relative to the folder of artifacts. */
  readonly path: string;
  readonly bytes: number;
}

/** A trial that a sweep asks for, and what is known of it. */
export interface TrialDetail {
  /** Index in the sweep, from 0. */
  readonly number: number;
  readonly id: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly budget?: Budget;
  /** The id of the trial that it continues. */
  readonly continues?: string;
  /** Its result; absent where none is known. */
  readonly entry?: TrialEntry;
  /** Relative to the present folder; absent where there is none. */
  readonly folder?: string;
  readonly artifacts: readonly Artifact[];
  /** Whether its result is from its folder or from the lock. */
  readonly source?: 'disk' | 'lock';
  /** What the lock says of it. */
  readonly lock: 'same' | 'different' | 'absent' | 'no lock';
}
