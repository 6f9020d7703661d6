import type { JsonObject } from '@nx-tune/search';
import type { Budget, Limits, ObjectiveDefinition, Resources, StopRule } from '@nx-tune/sweep';

/** Everything that an evaluator must know of a trial. It crosses threads and processes, so it is plain data. */
export interface TrialTask {
  readonly id: string;
  readonly objective: ObjectiveDefinition;
  /** Name of the metric that decides whether the trial diverged. */
  readonly metric: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly budget?: Budget;
  /** When it is stopped by what it reports. */
  readonly stop?: StopRule;
  /** The trial that this one continues. */
  readonly continues?: Continued;
  /** Absolute path of the project that owns the sweep: the working folder of commands. */
  readonly projectDir: string;
  /** Absolute path of the trial's folder: `result.json` and its neighbours. */
  readonly trialDir: string;
  readonly isolation: 'thread' | 'process';
  readonly limits?: Limits;
  /** Whether a crash is a result, which is cached, or an error, after which the trial runs again. */
  readonly onCrash?: 'fail' | 'record';
  readonly resources?: Resources;
  /** Variables of the environment that belong to this execution, such as which GPU it has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Digest of everything beside its definition that the result depends on; absent where it is not known. */
  readonly inputs?: string;
}

/** A trial that another one continues, and what it left behind. */
export interface Continued {
  readonly id: string;
  /** Absolute path of the trial's folder. */
  readonly trialDir: string;
  /** Of its artifacts, as `artifactsDigest` makes it. */
  readonly digest: string;
}
