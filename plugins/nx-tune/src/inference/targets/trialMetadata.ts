import type { Slot } from '@nx-tune/sweep';

import type { TrialLimits } from '../../study/needsOfTrial.js';

/** The settings that inference passes to the task of a trial besides its options. They are not hashed. */
export interface TrialMetadata {
  readonly isolation: 'thread' | 'process';
  readonly limits: TrialLimits;
  /** The most trials of a run at a time while this one runs. */
  readonly parallel?: number;
  /** The promotion ticket without which the trial does not run, relative to the project's `.tune`. */
  readonly ticket?: string;
  /** The tickets of races, relative to the project's `.tune`: without one of them that lets it run, the trial does not. */
  readonly gates?: readonly string[];
  /** The part of the tasks with the same promotion that it lets run. */
  readonly share?: number;
  /** Root of the `ask` project that proposes the params of a slot, relative to the workspace. */
  readonly askRoot?: string;
  /** The slot of a trial whose params are proposed. */
  readonly slot?: Slot;
  /** Root of the `inputs` project of the trial, relative to the workspace. */
  readonly inputsRoot: string;
  /** The names of the other projects for whose tasks the trial waits. */
  readonly waitsFor?: readonly string[];
  /** The chunk of a large sweep in which it is, unless that is the first. */
  readonly chunk?: number;
}
