import type { RegisteredRun, TrialGroup } from './runRecord.js';

/** The reason why a run has to wait for an earlier one. */
export type Conflict =
  /** Nobody knows yet what the earlier one computes, or with which inputs. */
  | { readonly kind: 'unknown' }
  /** It computes the same trials with other inputs; `inputs` is the root of its `inputs` project. */
  | { readonly kind: 'different'; readonly inputs: string; readonly digest: string };

/** The trials of this run that wait, with the digest of their inputs; without a digest they can share with nobody. */
export interface WaitingTrials extends TrialGroup {
  readonly digest: string | undefined;
}

/** Says why trials have to wait for an earlier run, or returns undefined. `mayReach` judges a run of which only the command line is known. */
export function conflictWith(
  { trials, digest }: WaitingTrials,
  run: RegisteredRun,
  mayReach: (command: string) => boolean,
): Conflict | undefined {
  const { record, groups, digests } = run;
  if (groups === undefined)
    return record === undefined || record.isSure || mayReach(record.command) ? { kind: 'unknown' } : undefined;
  const ours = new Set(trials);
  const shared = groups.filter((group) => group.trials.some((trial) => ours.has(trial)));
  const conflicts = shared.flatMap(({ inputs }): Conflict[] => {
    const theirs = digests.get(inputs);
    if (theirs === undefined) return [{ kind: 'unknown' }];
    return theirs === digest ? [] : [{ kind: 'different', inputs, digest: theirs }];
  });
  return conflicts.find(({ kind }) => kind === 'different') ?? conflicts[0];
}
