import { join } from 'node:path';

import { readTrial } from '@nx-tune/runner';
import { type Lock, type PlannedTrial, resolveSlots, type TrialResult } from '@nx-tune/search';

import { outputFolder } from '../constants.js';
import type { ReadSweep } from './readSweep.js';
import { trialFolder } from './trialFolder.js';

/**
 * The trials of a sweep: all of them where they are known in advance, otherwise those that follow from the results that are
 * known, in the project's folder or by `resultOf`.
 */
export function resolveTrials(
  { sweep, trials, slots }: Pick<Extract<ReadSweep, { readonly ok: true }>, 'sweep' | 'trials' | 'slots'>,
  resultOf: (trial: PlannedTrial) => TrialResult | undefined,
): readonly PlannedTrial[] {
  return slots.length === 0 ? trials : resolveSlots(sweep, slots, resultOf);
}

/** The result of a trial in the project's folder, if there is one to believe. */
export const resultIn =
  (projectDir: string) =>
  (trial: PlannedTrial): TrialResult | undefined => {
    const record = readTrial(join(projectDir, outputFolder, trialFolder(trial)), { id: trial.id, ...trial.definition });
    return record.kind === 'known' ? record.result : undefined;
  };

/** The result of a trial in a lock, if it is there. */
export function lockedResult({ trials }: Lock): (trial: PlannedTrial) => TrialResult | undefined {
  const results = new Map(trials.map((trial) => [trial.id, { schemaVersion: 1, ...trial } as const]));
  return ({ id }) => results.get(id);
}
