import type { TrialRun } from '@nx-tune/sweep';

/** The inputs of trials as a run of Nx knows them. */
export interface KnownInputs {
  /** The digest of the inputs of the trial in a folder, relative to the workspace; undefined if it is not known. */
  readonly digestOf: (folder: string) => string | undefined;
  /** The time at which the run began, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** The versions that `run.json` names: those of other releases make other digests of the same inputs. */
  readonly versions: TrialRun['versions'];
}

/**
 * True if a result was computed by another run, with other inputs: since this run began, so that run has written into the folder,
 * or before, so somebody has put it there or into Nx's cache. After an upgrade the same inputs may have another digest.
 */
export function hasOtherInputs(
  run: TrialRun | undefined,
  folder: string,
  { digestOf, sinceMs, versions }: KnownInputs,
): boolean {
  const digest = digestOf(folder);
  if (run?.inputs === undefined || digest === undefined || run.inputs === digest) return false;
  return Date.parse(run.startedAt) + run.durationMs >= sinceMs || isOfVersions(run, versions);
}

/** True if these releases computed a result, so that digests of inputs can be compared. */
export const isOfVersions = (run: Pick<TrialRun, 'versions'>, versions: TrialRun['versions']): boolean =>
  Object.entries(versions).every(([name, version]) => run.versions[name] === version);
