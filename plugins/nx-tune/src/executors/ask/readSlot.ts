import { join } from 'node:path';

import { readTrial } from '@nx-tune/runner';
import type { PlannedTrial, TrialResult } from '@nx-tune/search';

import { outputFolder } from '../../constants.js';
import { trialFolder } from '../../inference/trialFolder.js';

/** The result in a trial's slot, or why there is none to believe. */
export function readSlot(
  projectDir: string,
  trial: PlannedTrial,
): { readonly result: TrialResult } | { readonly problem: string } {
  const folder = join(outputFolder, trialFolder(trial));
  const record = readTrial(join(projectDir, folder), { id: trial.id, ...trial.definition });
  if (record.kind === 'known') return { result: record.result };
  const why = record.kind === 'missing' ? 'it does not exist' : record.why;
  return {
    problem: `${join(folder, 'result.json')} cannot be learnt from: ${why}. Remove the folder ${folder} and run it again.`,
  };
}
