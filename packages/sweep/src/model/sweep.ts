import type { Exclusion, GpOptions, Json, JsonObject, Method, Priors, Space } from '@nx-tune/search';

import type { Metric } from '../trial/metric.js';
import type { Aggregate } from './aggregateNames.js';
import type { Baseline } from './baseline.js';
import type { StopRule } from '../trial/stopRule.js';
import type { Need } from '../trial/needs.js';
import type { ObjectiveDefinition } from '../trial/trial.js';
import type { Ladder } from './ladder.js';
import type { MeasuredMetric } from './measuredMetric.js';
import type { RecordedCosts } from './recordedCosts.js';
import type { StopWhen } from './stopWhen.js';
import type { PickRule } from './pickRule.js';
import type { Preference } from './preference.js';
import type { Race } from './race.js';
import type { WarmStart } from './warmStart.js';

/** A sweep file in its normal form: every default filled in, every relation checked. */
export interface Sweep {
  /** `tune` for `tune.yaml`, `NAME` for `NAME.tune.yaml`. */
  readonly name: string;
  readonly objective: ObjectiveDefinition;
  readonly method: Method;
  readonly metric: Metric;
  /** A value of the metric that is good enough: once a trial has it, a method that learns proposes no more. */
  readonly target?: number;
  /** Targets of several goals, by their names: a trial must reach all of them. */
  readonly targets?: { readonly [name: string]: number };
  /** The rule by which one trial of the Pareto front is picked. It only ranks: no trial depends on it. */
  readonly prefer?: Preference;
  /** The values of goals, by their names, that the hypervolume of a front is measured from, where the user says so. */
  readonly reference?: { readonly [name: string]: number };
  /** The rule by which a method that learns proposes no more because little is to be gained. */
  readonly stopWhen?: StopWhen;
  /** The seconds of computing after which a method that learns proposes no more. */
  readonly budgetSeconds?: number;
  /** The price of an hour of the machine, in any currency; it is shown, and decides nothing. */
  readonly pricePerHour?: number;
  /** The costs of trials by the sweep's own lock, where proposals depend on that; the parser does not read it. */
  readonly recorded?: RecordedCosts;
  /** Metrics that differ from run to run, such as seconds. The lock keeps them apart. */
  readonly measured: readonly MeasuredMetric[];
  readonly space: Space;
  /** Points that are not tried, in an order that does not depend on the file's. */
  readonly exclude?: readonly Exclusion[];
  /** Expressions that hold for every trial, sorted. */
  readonly constraints?: readonly string[];
  readonly seed: string;
  /** The points to try first: values by label; labels that are missing are drawn. */
  readonly points?: readonly JsonObject[];
  /** The points that always run, which the result is compared with. */
  readonly baselines?: readonly Baseline[];
  /** Their params, each once. Unlike their names, proposals depend on them. */
  readonly baselineParams?: readonly JsonObject[];
  /** The user's expectation of where good values are. */
  readonly prior?: Priors;
  /** Locks and imported results that a method that learns starts from. */
  readonly from?: readonly WarmStartSource[];
  /** The results in these; the parser does not read them. */
  readonly warmStart?: WarmStart;
  /** The largest number of configurations; absent for a whole grid. */
  readonly runCap?: number;
  /**
   * The number of times that each configuration is run, if more than once: each replicate is a trial, and has a seed of its own.
   */
  readonly replicates?: number;
  /**
   * Given if the noise of the first configurations decides how often each is run; then `replicates` is the most that there may
   * be.
   */
  readonly autoReplicates?: AutoReplicates;
  /** The best configurations that are run more often than the others, if any are. */
  readonly replicateTop?: ReplicateTop;
  /** The cases on which each configuration is evaluated, if there are several: each pair of the two is a trial. */
  readonly cases?: readonly Json[];
  /** The rule that chooses the best configuration. It only ranks: no trial depends on it. */
  readonly pick?: PickRule;
  /** The files among which cases are looked for; the parser does not read the disk, so `cases` is filled in later. */
  readonly caseFiles?: readonly DeclaredInput[];
  /** The rule that combines the metric's values on the cases, if not their mean. */
  readonly aggregate?: Aggregate;
  /** The rule that drops configurations before they are evaluated on everything, if there is one. */
  readonly race?: Race;
  readonly maxTrials: number;
  /** The number of trials that a method that learns proposes at once; other methods ignore it. */
  readonly generation: number;
  /** The user's choices for a Gaussian process that are not the defaults. */
  readonly gp?: GpOptions;
  /** The rungs by which trials are stopped early, if they are. */
  readonly ladder?: Ladder;
  /** The rule that stops a trial because of its own reports, if there is one. */
  readonly stop?: StopRule;
  /** The metric whose reports budgets count, if they count what programs report. */
  readonly reports?: string;
  /** The sweep whose curves it is compared with. */
  readonly medianOf?: string;
  /** True if learning curves are written to a file, for other sweeps to compare with. */
  readonly curves?: boolean;
  readonly inputs: readonly DeclaredInput[];
  readonly isolation: 'thread' | 'process';
  readonly limits: SweepLimits;
  /** The most trials of a run at a time while one of this sweep runs. It changes no result. */
  readonly parallel?: number;
  /** Decides whether a crash is an error, which is tried again, or a result. */
  readonly onCrash: 'fail' | 'record';
  /** `allow`: results are cached although trials read files that are not among their inputs. */
  readonly undeclared?: 'allow';
  readonly resources: SweepResources;
  /** Names the settings that may change what its trials compute and are not in their ids: see `variantOf`. */
  readonly variant?: string;
  /** The files of the workspace that its file extends, by their paths. */
  readonly bases?: readonly string[];
  /** The number of machines that the trials are split among, if they are. */
  readonly shards?: number;
  /** Things that the user should know about the file although nothing is wrong with it. */
  readonly notices: readonly string[];
}

/** The rule that judges the noise of configurations. */
export interface AutoReplicates {
  /** Metrics that say nothing about it, since they differ from run to run although nothing else does. */
  readonly ignored: readonly string[];
}

/** The number of best configurations that run again, and how often each is run in all. */
export interface ReplicateTop {
  readonly count: number;
  readonly replicates: number;
}

/** Limits that end a trial before its time. None of them can change the result of a trial that completes. */
export interface Limits {
  readonly timeoutMs?: number;
  /** JavaScript heap of an objective, or resident memory of a command's processes, in megabytes. */
  readonly memoryMb?: number;
  /** The number of times that a crashed trial is retried at once. */
  readonly retries: number;
  /** The number of identical crashes after which no further trial of the sweep starts. */
  readonly failFast?: number;
}

/**
 * The cores and GPUs of each trial. The trial sees them in its environment, and sums in parallel depend on the number of
 * threads: it is an input of the result.
 */
export interface Resources {
  readonly cpus?: number;
  readonly gpus?: number;
}

/** The limits of a sweep: its trials may take the memory from a parameter. */
export interface SweepLimits extends Omit<Limits, 'memoryMb'> {
  readonly memoryMb?: Need;
}

/** The resources of a sweep: its trials may take them from a parameter. */
export type SweepResources = { readonly [name in keyof Resources]: Need };

/** A lock or imported results, by its path in the project or in the workspace. */
export interface WarmStartSource {
  readonly path: string;
  readonly in: 'project' | 'workspace';
}

/** Something besides the code that results depend on. */
export type DeclaredInput =
  | { readonly kind: 'files'; readonly glob: string; readonly from: 'project' | 'workspace' }
  | { readonly kind: 'env'; readonly name: string };
