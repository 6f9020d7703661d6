import type { ProcessIdentity } from '@nx-tune/runner/processes';

/** The record that a run of Nx writes when it begins. */
export interface RunRecord {
  readonly id: string;
  /** Its command line, without the paths of programs. */
  readonly command: string;
  /** The time at which it began, as ISO 8601; shown, and not compared. */
  readonly since: string;
  /** True if its command line names trials. Another one may still reach them by `dependsOn`. */
  readonly isSure: boolean;
  /** True if its own process shows the messages of its tasks. */
  readonly showsMessages: boolean;
}

/** The trials of a run that have the same inputs. */
export interface TrialGroup {
  /** Root of their `inputs` project, relative to the workspace. */
  readonly inputs: string;
  /** Roots of the trials, relative to the workspace. */
  readonly trials: readonly string[];
}

/** A process of a run: Nx itself, or one that computes trials. */
export interface RunProcess extends ProcessIdentity {
  readonly isNx: boolean;
}

/** A run as the others see it. */
export interface RegisteredRun {
  /** Its place in the order in which runs began. */
  readonly number: number;
  /** Undefined while it is being written. */
  readonly record?: RunRecord;
  /** The processes of the run that are known. */
  readonly processes: readonly RunProcess[];
  /** All trials of the run; undefined until one of its tasks has said so. */
  readonly groups?: readonly TrialGroup[];
  /** Digests of inputs, by the root of the `inputs` project, as far as they are known. */
  readonly digests: ReadonlyMap<string, string>;
  /** Changes whenever the run shows that it is alive. */
  readonly stamp: string;
}
