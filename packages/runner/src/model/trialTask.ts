import type { Json, JsonObject } from '@nx-tune/search';
import type { Budget, Limits, ObjectiveDefinition, Resources, StopRule } from '@nx-tune/sweep';

/** Everything that an evaluator must know about a trial. It crosses threads and processes, so it is plain data. */
export interface TrialTask {
  readonly id: string;
  readonly objective: ObjectiveDefinition;
  readonly params: JsonObject;
  /** The replicate's own. */
  readonly seed: string;
  /** The number of the replicate, where it is not the first. */
  readonly replicate?: number;
  /** The case that it is evaluated on, where the sweep lists cases. */
  readonly case?: Json;
  readonly budget?: Budget;
  /** The rule by which its own reports stop it. */
  readonly stop?: StopRule;
  /** The metric whose reports its budget counts, if it counts reports. */
  readonly reports?: string;
  /** The trial that this one continues. */
  readonly continues?: Continued;
  /** Absolute path of the project that owns the sweep: the working folder of commands. */
  readonly projectDir: string;
  /** Absolute path of the trial's folder: `result.json` and its neighbours. */
  readonly trialDir: string;
  readonly isolation: 'thread' | 'process';
  readonly limits?: Limits;
  /** `record`: a crash is a result, which is cached. `fail`: it is an error, and the trial runs again. */
  readonly onCrash?: 'fail' | 'record';
  /** `allow`: the result is cached although it may depend on files that are not in the hash. */
  readonly undeclared?: 'allow';
  readonly resources?: Resources;
  /** The most trials at a time while it runs, itself included. */
  readonly parallel?: number;
  /** Environment variables of the project, from its `.env` files. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables of this execution, such as the GPU that it has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Digest of everything that the result depends on besides the definition; absent if unknown. */
  readonly inputs?: string;
}

/** A trial that another one continues. */
export interface Continued {
  readonly id: string;
  /** Absolute path of the trial's folder. */
  readonly trialDir: string;
  /** Digest of its artifacts, as computed by `artifactsDigest`. */
  readonly digest: string;
}
