import { type RankedTrial, rankTrials, type SweepReport, type TrialEntry } from '@nx-tune/report';
import { canonicalJson, defined, type JsonObject } from '@nx-tune/search';
import { canTry, handTrials } from '@nx-tune/sweep';

import type { OpenSweep } from '../../study/openSweep.js';
import { findEntry } from '../../study/readEntry.js';
import { readResults } from '../../study/readResults.js';
import { readTried } from '../../study/tried.js';

/** All results of a sweep that are known, and after them those of params that were tried by hand beside it. */
export function handReport(found: OpenSweep): SweepReport {
  const { report, trials } = readResults(found);
  const own = new Set(trials.map(({ id }) => id));
  const tried = readTried(found.projectDir, found.name)
    .filter((params) => canTry(found.sweep, params))
    .flatMap((params) => handTrials(found.sweep, params))
    .filter(({ id }) => !own.has(id));
  const entries = tried.flatMap((trial, index): TrialEntry[] => {
    const entry = findEntry(found.projectDir, trial, found.sweep.metric);
    return entry === undefined ? [] : [{ number: trials.length + index, ...entry }];
  });
  return { ...report, trials: [...report.trials, ...entries] };
}

/** The rank of a configuration. */
export interface HandPlace {
  readonly trial: RankedTrial;
  readonly of: number;
  /** The best of the others, if one of them completed. */
  readonly best?: TrialEntry;
}

/** Finds the rank of params among all results of a report; undefined if they have none. */
export function handPlaceOf(report: SweepReport, params: JsonObject): HandPlace | undefined {
  const text = canonicalJson(params);
  const ranked = rankTrials(report);
  const trial = ranked.find(({ result }) => canonicalJson(result.params) === text);
  const best = ranked.find((one) => one !== trial && one.result.outcome.kind === 'completed');
  return trial && { trial, of: ranked.length, ...defined({ best }) };
}
