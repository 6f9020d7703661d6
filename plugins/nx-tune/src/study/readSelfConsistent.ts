import { join } from 'node:path';

import { readTrial, type TrialRecord } from '@nx-tune/runner';
import { defined } from '@nx-tune/search';
import { defineTrial, evaluationAt, parseResult, trialId, type TrialSettings } from '@nx-tune/sweep';

import { readText } from './readText.js';

/** Reads a trial's folder, and believes a result that agrees with itself and with what all trials of the search share. */
export function readSelfConsistent(folder: string, common: TrialSettings): TrialRecord {
  const result = parseResult(readText(join(folder, 'result.json')) ?? '');
  if (result === undefined) return readTrial(folder, { id: '', ...defineTrial(common, {}) });
  const { params, budget, continues, replicate = 0, case: on } = result;
  const plain = { ...defineTrial(common, params), ...defined({ budget, continues }) };
  const definition = evaluationAt(plain, { replicate, ...defined({ case: on }) });
  return readTrial(folder, { id: trialId(definition), ...definition });
}
