import { meanOf, standardError } from '@nx-tune/search';
import type { Metric } from '@nx-tune/sweep';

import { isPartial } from './configurations.js';
import type { RankedTrial } from './rankTrials.js';
import type { CheckedData } from './reportData.js';
import { metricOf } from './scoreOf.js';
import type { TrialEntry } from './sweepReport.js';

/** The number of configurations that are compared. */
const most = 10;

/**
 * Compares the first results of the best configurations with their later replicates. `trials` are in the order of the columns.
 */
export function checkedOf(
  ranked: readonly RankedTrial[],
  trials: readonly TrialEntry[],
  metric: Metric,
): readonly CheckedData[] {
  const places = new Map(trials.map(({ number }, index) => [number, index]));
  return ranked
    .filter((whole) => whole.result.outcome.kind === 'completed' && !isPartial(whole))
    .flatMap(({ number, replicates }): CheckedData[] => {
      if (replicates?.isFirstAlone === true) return [];
      const [seen = NaN, ...later] = (replicates?.entries ?? []).map((entry) => metricOf(entry, metric));
      if (later.length === 0 || ![seen, ...later].every(Number.isFinite)) return [];
      const error = later.length > 1 ? standardError(later) : 0;
      return [{ index: places.get(number) ?? 0, seen, later, mean: meanOf(later), error }];
    })
    .slice(0, most);
}
