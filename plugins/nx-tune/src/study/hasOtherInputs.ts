import type { TrialRun } from '@nx-tune/sweep';

/** The inputs of trials as a run of Nx knows them. */
export interface KnownInputs {
  /** The digest of the inputs of the trial in a folder, relative to the workspace; undefined if it is not known. */
  readonly digestOf: (folder: string) => string | undefined;
  /** When the run began, in milliseconds since 1970. */
  readonly sinceMs: number;
}

/**
 * Whether a result was computed by another run, with other inputs, since this run began: that run has written into the folder.
 * What was computed before was restored by Nx for this run, since its inputs are the same, also if they have another digest
 * now, as after an upgrade.
 */
export function hasOtherInputs(run: TrialRun | undefined, folder: string, { digestOf, sinceMs }: KnownInputs): boolean {
  const digest = digestOf(folder);
  if (run?.inputs === undefined || digest === undefined || run.inputs === digest) return false;
  return Date.parse(run.startedAt) + run.durationMs >= sinceMs;
}
