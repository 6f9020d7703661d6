import { canonicalJson, type Json } from '@nx-tune/search';

import { evaluationsOf } from '../data/configurations.js';
import { splitColumns } from '../data/splitColumns.js';
import { type RankedTrial, rankTrials } from '../data/rankTrials.js';
import type { SweepReport } from '../data/sweepReport.js';

/** A rank, from 1, and the number of trials ranked. */
export interface MetricRank {
  readonly rank: number;
  readonly of: number;
}

/** A parameter that differs between trials, and a trial's rank among those with the same value. */
export interface ParamRank extends MetricRank {
  readonly label: string;
  readonly value: Json;
}

/** The configuration that has a trial among its evaluations, or the trial itself. */
export const configurationWith = (ranked: readonly RankedTrial[], id: string): RankedTrial | undefined =>
  ranked.find((trial) => evaluationsOf(trial).some(({ result }) => result.id === id));

/** Ranks a trial, a replicate by its configuration; undefined if another one continues it or it has no result. */
export function trialRank(
  report: SweepReport,
  id: string,
): (MetricRank & { readonly params: readonly ParamRank[] }) | undefined {
  const ranked = rankTrials(report);
  const own = configurationWith(ranked, id);
  if (own === undefined) return undefined;
  const params = splitColumns(report).varying.flatMap(({ label, values }): ParamRank[] => {
    const value = values.get(own.number);
    if (value === undefined) return [];
    const text = canonicalJson(value);
    const same = ranked.filter(({ number }) => {
      const other = values.get(number);
      return other !== undefined && canonicalJson(other) === text;
    });
    return [{ label, value, rank: 1 + same.findIndex(({ rank }) => rank === own.rank), of: same.length }];
  });
  return { rank: own.rank, of: ranked.length, params };
}
