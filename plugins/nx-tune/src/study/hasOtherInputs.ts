import type { TrialRun } from '@nx-tune/sweep';

/** The inputs of trials as a run of Nx knows them. */
export interface KnownInputs {
  /** The digest of the inputs of the trial in a folder, relative to the workspace; undefined if it is not known. */
  readonly digestOf: (folder: string) => string | undefined;
  /** The versions that `run.json` names: those of other releases make other digests of the same inputs. */
  readonly versions: { readonly [name: string]: string };
}

/**
 * Whether a result was computed with other inputs than those of this run. Nx restores a result only if its inputs are the
 * same, so this is the result of another run that wrote into the folder.
 */
export function hasOtherInputs(
  run: TrialRun | undefined,
  folder: string,
  { digestOf, versions }: KnownInputs,
): boolean {
  const digest = digestOf(folder);
  if (run?.inputs === undefined || digest === undefined || run.inputs === digest) return false;
  return Object.entries(versions).every(([name, version]) => run.versions[name] === version);
}
