import type { Json, JsonObject } from '@nx-tune/search/core';

import type { Budget } from './budget.js';

/** The end of a trial. Only `failed` is not a result: it is tried again by the next run, unless it lacks just a metric. */
export type Outcome =
  /** `step`: of the report after which it was stopped, since nothing got better. */
  | { readonly kind: 'completed'; readonly step?: number }
  | { readonly kind: 'diverged'; readonly step?: number }
  /** `violates`: the rules of the sweep that a trial which has ended well does not satisfy; only a reader says so. */
  | {
      readonly kind: 'infeasible';
      readonly reason: string;
      readonly violates?: readonly string[];
      readonly step?: number;
    }
  | { readonly kind: 'stopped'; readonly step: number }
  /** `missing`: the metric of the sweep that a trial which has ended well did not return; only a reader says so. */
  | { readonly kind: 'failed'; readonly error: string; readonly missing?: string; readonly step?: number };

/** A metric as JSON can carry it: a number, or the name of a number that JSON has no literal for. */
export type MetricValue = number | 'NaN' | 'Infinity' | '-Infinity';

/** Everything about a trial that is the same wherever it runs, as a sweep reads it: see `resultFor`. */
export interface TrialResult {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly budget?: Budget;
  readonly continues?: string;
  readonly replicate?: number;
  readonly case?: Json;
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
  /** A bare number has got its name, so nothing is left here. */
  readonly value?: never;
}

/**
 * The content of `result.json`: a result as the trial left it. It does not depend on the metric that a sweep ranks by, so it is
 * completed, not diverged, whatever its numbers are.
 */
export interface StoredResult extends Omit<TrialResult, 'value'> {
  /** The bare number that the objective returned, if it returned no names. */
  readonly value?: MetricValue;
}

/** The content of `run.json`: how one execution of a trial went. It is never hashed into anything. */
export interface TrialRun {
  readonly schemaVersion: 1;
  /** The run of `nx tune` that executed it; a restored trial has the id of an earlier run. */
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Processor time. Absent where the system does not report it for this trial alone. */
  readonly cpuMs?: number;
  readonly peakMemoryBytes?: number;
  readonly versions: { readonly [name: string]: string };
  readonly machine: { readonly [name: string]: Json };
  /** Hash of what the trial depended on beside its definition: it names a snapshot of these inputs. */
  readonly inputs?: string;
  readonly onCrash?: 'record';
  /** The reason why the result may depend on something that is not in the hash, if it may. */
  readonly undeclared?: Undeclared;
  /** The files that the trial left when it ended. */
  readonly seal?: Seal;
}

/** The contents of a trial's folder when it ended, by which a copy or a later change of the folder is checked. */
export interface Seal {
  /** SHA-256 of `result.json` and of `curve.jsonl`, if there is one. */
  readonly files: { readonly [name: string]: string };
  /** Absent if the trial left something there that is neither a file nor a folder. */
  readonly artifacts?: {
    readonly files: number;
    readonly bytes: number;
    /** Digest of the paths and contents of all of them. */
    readonly digest: string;
  };
}

/** The reason why a result may depend on something that is not in the hash of its trial. Such a result is not cached. */
export interface Undeclared {
  /** Files that the trial read, relative to the workspace; a glob for a folder that it listed. */
  readonly files: readonly string[];
  /** The reason why it is not known which files it read, if it is not. */
  readonly unknown?: string;
}
