import { join } from 'node:path';

import { readTrial } from '@nx-tune/runner';
import {
  type AvailableResults,
  parseResult,
  planSlot,
  resultFor,
  type Search,
  type Slot,
  type CostedResult,
  withCost,
} from '@nx-tune/sweep';

import { readText } from './readText.js';
import { trialDir } from './trialFolder.js';

/** The results in a project's folder, each only if it is a whole result of the very trial that is asked for. */
export function resultsOnDisk(projectDir: string, search: Search): Required<AvailableResults> {
  const ofTrial: AvailableResults['ofTrial'] = (trial) => {
    const record = readTrial(trialDir(projectDir, trial), { id: trial.id, ...trial.definition });
    return record.kind === 'known' ? withCost(search, resultFor(search.metric, record.result), record.run) : undefined;
  };
  return { ofTrial, inSlot: (slot) => resultInSlot(projectDir, search, slot, ofTrial) };
}

/** The result in the folder of a slot, if it is that of the trial with its params: `ofTrial` looks that one up. */
export function resultInSlot(
  projectDir: string,
  search: Search,
  slot: Slot,
  ofTrial: AvailableResults['ofTrial'],
): CostedResult | undefined {
  const result = parseResult(readText(join(trialDir(projectDir, slot), 'result.json')) ?? '');
  return result && ofTrial(planSlot(search, slot, result.params));
}
