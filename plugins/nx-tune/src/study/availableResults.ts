import { join } from 'node:path';

import { readTrial, type TrialRecord } from '@nx-tune/runner';
import {
  type AvailableResults,
  defineTrial,
  parseResult,
  type PlannedTrial,
  planSlot,
  type Search,
  type Slot,
  trialId,
  type TrialResult,
  type TrialSettings,
} from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';
import { readText } from './readText.js';
import { trialFolder } from './trialFolder.js';

/** The results in a project's folder, each only if it is a whole result of the very trial that is asked for. */
export function resultsIn(projectDir: string, search: Search): Required<AvailableResults> {
  const folderOf = (place: PlannedTrial | Slot): string => join(projectDir, outputFolder, trialFolder(place));
  const ofTrial = (trial: PlannedTrial): TrialResult | undefined =>
    known(readTrial(folderOf(trial), { id: trial.id, ...trial.definition }));
  return {
    ofTrial,
    inSlot: (slot) => {
      const result = parseResult(readText(join(folderOf(slot), 'result.json')) ?? '');
      return result && ofTrial(planSlot(search, slot, result.params));
    },
  };
}

const known = (record: TrialRecord): TrialResult | undefined => (record.kind === 'known' ? record.result : undefined);

/** What a trial's folder holds, if it is a result that agrees with itself and with what all trials of the search share. */
export function readSelfConsistent(folder: string, common: TrialSettings): TrialRecord {
  const result = parseResult(readText(join(folder, 'result.json')) ?? '');
  if (result === undefined) return readTrial(folder, { id: '', ...defineTrial(common, {}) });
  const { params, budget, continues } = result;
  const definition = {
    ...defineTrial(common, params),
    ...(budget === undefined ? {} : { budget }),
    ...(continues === undefined ? {} : { continues }),
  };
  return readTrial(folder, { id: trialId(definition), ...definition });
}
