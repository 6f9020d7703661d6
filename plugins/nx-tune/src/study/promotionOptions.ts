import type { Aggregate, AutoReplicates, Metric, Race, TrialSettings } from '@nx-tune/sweep';

/**
 * The choice of the trials of a rung that are promoted, as the options of a `promote` task. Nx hashes it, so its keys cannot be
 * renamed without running promotions again: `started`, `decision` and `gate` are paths of tickets. Paths are relative to the
 * project's `.tune`.
 */
export interface Judgement extends TrialSettings {
  /** The metric by which they are compared. */
  readonly metric: Metric;
  /** Number of trials that are promoted. */
  readonly size: number;
  readonly candidates: readonly {
    readonly folder: string;
    /** The ticket of the trial itself, if it continues another. */
    readonly started?: string;
    /** The ticket to write into the task's own folder if the trial is promoted. */
    readonly decision: string;
    /** The ticket for the trial that continues, unless several sweeps decide on it. */
    readonly gate?: string;
  }[];
}

/**
 * The choice of the best configurations, as the options of a `promote` task. The keys are as those of a `Judgement`; a
 * configuration has one ticket, with which all of its further trials run.
 */
export interface Choice extends TrialSettings {
  readonly metric: Metric;
  /** The rule that combines the metric's values on cases, if not their mean. */
  readonly aggregate?: Aggregate;
  /** The largest number of configurations that are chosen. */
  readonly top: number;
  readonly candidates: readonly {
    readonly evaluations: readonly JudgedEvaluation[];
    readonly decision: string;
    readonly gate?: string;
  }[];
}

/** A trial by which a configuration is judged. */
export interface JudgedEvaluation {
  readonly folder: string;
  readonly started?: string;
}

/** Promotions of several sweeps that decide on the same trials: a trial is promoted if one of them promotes it. */
export interface Union {
  /** Folders of the promotions. */
  readonly union: readonly string[];
  /** Tickets in those folders, and the ticket that each of them becomes. */
  readonly gates: readonly { readonly decision: string; readonly gate: string }[];
}

/**
 * The choice of the configurations that stay in a race after a round, as the options of a `promote` task. Paths are relative to
 * the project's `.tune`.
 */
export interface RaceJudgement extends TrialSettings {
  readonly metric: Metric;
  readonly race: Race;
  /** The folder of the judgement before, if there was one. */
  readonly before?: string;
  readonly candidates: readonly {
    /** The folders of its trials of the round. */
    readonly folders: readonly string[];
    /** The ticket without which its trials of the next round do not run. */
    readonly gate: string;
  }[];
}

/** The choice of the number of replicates, as the options of a `promote` task. Paths are relative to the project's `.tune`. */
export interface ReplicatesJudgement extends TrialSettings {
  readonly metric: Metric;
  readonly aggregate?: Aggregate;
  /** `seed` if it decides only whether the first configuration has noise, so that it is measured on others. */
  readonly auto: 'seed' | 'noise';
  readonly autoReplicates: AutoReplicates;
  /** The folders of the trials of each configuration that is judged. */
  readonly pilots: readonly (readonly string[])[];
  /** For each replicate that is decided on, its number and the ticket without which it does not run. */
  readonly gates: readonly { readonly replicate: number; readonly gate: string }[];
}
