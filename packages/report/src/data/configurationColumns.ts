import { defined } from '@nx-tune/search';

import { brokenReplicates } from './configurations.js';
import { valueOnAxis } from './metricColumns.js';
import type { RankedTrial } from './rankTrials.js';
import { replicateCells, standardErrorOf } from './replicateColumns.js';
import type { ConfigurationColumns, ReportData } from './reportData.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The configurations of a sweep with replicates as columns beside those of its trials; undefined without replicates. */
export function configurationColumns(
  report: SweepReport,
  ranked: readonly RankedTrial[],
  trials: readonly TrialEntry[],
  metrics: ReportData['metrics'],
): ConfigurationColumns | undefined {
  if (ranked.every(({ replicates }) => replicates === undefined)) return undefined;
  const places = new Map(trials.map(({ number }, index) => [number, index]));
  const wholes = new Map(ranked.map((whole) => [places.get(whole.number) ?? 0, whole]));
  const firsts = new Map(
    ranked.flatMap((whole) =>
      (whole.replicates?.entries ?? [whole]).map(({ number }) => [number, places.get(whole.number) ?? 0] as const),
    ),
  );
  const cells = trials.map((_, index) => {
    const whole = wholes.get(index);
    return whole === undefined ? (['', ''] as const) : replicateCells(whole, report);
  });
  return {
    first: trials.map(({ number }, index) => firsts.get(number) ?? index),
    means: metrics.map(({ name }, place) =>
      trials.map((_, index) => {
        const whole = wholes.get(index);
        return whole === undefined ? null : valueOnAxis(whole.result, name, place === 0);
      }),
    ),
    spreads: metrics.map(({ name }) =>
      trials.map((_, index) => {
        const whole = wholes.get(index);
        const isWhole = whole?.result.outcome.kind === 'completed';
        return (isWhole ? standardErrorOf(whole, name) : undefined) ?? null;
      }),
    ),
    errors: cells.map(([error]) => error),
    replicates: cells.map(([, count]) => count),
    broken: defined(
      Object.fromEntries([...wholes].map(([index, whole]) => [String(index), brokenReplicates(whole)])),
    ) as ConfigurationColumns['broken'],
  };
}
