import type { Exclusion, JsonObject, Method, Priors, Space } from '@nx-tune/search';

import type { Metric } from '../trial/metric.js';
import type { StopRule } from '../trial/stopRule.js';
import type { ObjectiveDefinition } from '../trial/trial.js';
import type { Ladder } from './ladder.js';
import type { WarmStart } from './warmStart.js';

/** A sweep file in its normal form: every default filled in, every relation checked. */
export interface Sweep {
  /** `tune` for `tune.yaml`, `NAME` for `NAME.tune.yaml`. */
  readonly name: string;
  readonly objective: ObjectiveDefinition;
  readonly method: Method;
  readonly metric: Metric;
  /** Metrics that differ from run to run, such as seconds: they are kept out of the lock. */
  readonly unstable: readonly string[];
  readonly space: Space;
  /** Points that are not tried, in an order that does not depend on the file's. */
  readonly exclude?: readonly Exclusion[];
  /** Expressions that hold for every trial, sorted. */
  readonly constraints?: readonly string[];
  readonly seed: string;
  /** What is tried first: values by label, partly open. */
  readonly points?: readonly JsonObject[];
  /** Where good values are expected. */
  readonly prior?: Priors;
  /** Locks and imported results that a method that learns starts from. */
  readonly from?: readonly WarmStartSource[];
  /** The results in these; the parser does not read them. */
  readonly warmStart?: WarmStart;
  /** How many trials at most; absent for a whole grid. */
  readonly runCap?: number;
  readonly maxTrials: number;
  /** How many trials a method that learns proposes at once; of no meaning to the others. */
  readonly generation: number;
  /** How trials are stopped early, if they are. */
  readonly ladder?: Ladder;
  /** When a trial is stopped by what it reports, if it is. */
  readonly stop?: StopRule;
  /** The sweep whose curves it is compared with. */
  readonly medianOf?: string;
  /** Whether curves are written down for others to be compared with. */
  readonly curves?: boolean;
  readonly inputs: readonly DeclaredInput[];
  readonly isolation: 'thread' | 'process';
  readonly limits: Limits;
  /** Whether a crash is an error, to be tried again, or a result. */
  readonly onCrash: 'fail' | 'record';
  readonly resources: Resources;
  /** Among how many machines the trials are split, if they are. */
  readonly shards?: number;
  /** What the user should know of the file though nothing is wrong with it. */
  readonly notices: readonly string[];
}

/** What ends a trial before its time, and what happens then. None of it can change the result of one that completes. */
export interface Limits {
  readonly timeoutMs?: number;
  /** JavaScript heap of an objective, or resident memory of a command's processes, in megabytes. */
  readonly memoryMb?: number;
  /** How often a crashed trial is tried again at once. */
  readonly retries: number;
  /** After how many crashes alike no further trial of the sweep starts. */
  readonly failFast?: number;
}

/**
 * What each trial has for itself. The trial sees it in its environment, and sums in parallel depend on the number of
 * threads: it is an input of the result.
 */
export interface Resources {
  readonly cpus?: number;
  readonly gpus?: number;
}

/** A lock or imported results, by its path in the project or in the workspace. */
export interface WarmStartSource {
  readonly path: string;
  readonly in: 'project' | 'workspace';
}

/** Something beside the code that results depend on. */
export type DeclaredInput =
  | { readonly kind: 'files'; readonly glob: string; readonly from: 'project' | 'workspace' }
  | { readonly kind: 'env'; readonly name: string };
