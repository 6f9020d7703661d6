import type { JsonObject } from '@nx-tune/search';
import type { Budget, Limits, MetricValue, ObjectiveDefinition, Outcome, Resources, StopRule } from '@nx-tune/sweep';

import { describeError } from './describeError.js';

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

/** One point of what `report()` said. */
export interface CurvePoint {
  readonly step: number;
  readonly metrics: { readonly [name: string]: MetricValue };
}

/** What came of a trial, before it is written down. */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
  readonly curve: readonly CurvePoint[];
  /** What the objective printed; the end of it, if it is long. */
  readonly output: string;
  readonly peakMemoryBytes?: number;
}

/** Where trials are computed. An evaluator never rejects: whatever happens to a trial is its outcome. */
export interface Evaluator {
  evaluate(task: TrialTask): Promise<Evaluation>;
  /** Ends what the evaluator holds: threads and processes. */
  close(): Promise<void>;
}

/** What is said of a trial that was ended since it took too long or too much. */
export function beyond(limit: 'timeout' | 'memory', { timeoutMs = 0, memoryMb = 0 }: Partial<Limits> = {}): string {
  return limit === 'timeout'
    ? `timed out: it took longer than "timeout", which is ${timeoutMs / 1000} seconds`
    : `out of memory: it took more than "memory", which is ${memoryMb} megabytes`;
}

/** The evaluation of a trial that crashed. It is no result: the next run tries it again. */
export function failedEvaluation(error: unknown, output = ''): Evaluation {
  return crashed(describeError(error), output);
}

/** The same where the reason is no exception. */
export function crashed(error: string, output = ''): Evaluation {
  return { outcome: { kind: 'failed', error }, metrics: {}, curve: [], output };
}
