import { canonicalJson, type Json } from '@nx-tune/search';

import type { TrialResult } from '../trial/result.js';
import type { ImportedTrial } from './importedResults.js';

/** A result to learn from, which may be of one case of several. */
export type KnownTrial = ImportedTrial & Partial<Pick<TrialResult, 'replicate' | 'case'>>;

/**
 * Groups the results of one source by configuration, since a value on one case says little about the others. Undefined replaces
 * each configuration that lacks a case which others have, such as one that a race has dropped: its value could not be compared.
 */
export function knownConfigurations(trials: readonly KnownTrial[]): readonly (readonly KnownTrial[] | undefined)[] {
  const cases = new Set(trials.flatMap((trial) => (trial.case === undefined ? [] : [canonicalJson(trial.case)])));
  if (cases.size === 0) return trials.map((trial) => [trial]);
  const groups = new Map<string, Map<string, KnownTrial>>();
  for (const trial of trials) {
    const { params, budget = {}, replicate = 0 } = trial;
    const key = canonicalJson([params, { ...budget }, replicate]);
    groups.set(key, (groups.get(key) ?? new Map<string, KnownTrial>()).set(caseKey(trial.case), trial));
  }
  return [...groups.values()].map((group) => (group.size < cases.size ? undefined : [...group.values()]));
}

const caseKey = (on: Json | undefined): string => (on === undefined ? '' : canonicalJson(on));
