import type { Configured } from './configurations.js';
import { rankTrials } from './rankTrials.js';
import { metricOf } from './scoreOf.js';
import type { SweepReport } from './sweepReport.js';

/** Says that cases do not move the metric: each configuration has the same value on all of them. */
export function unmovedCases(report: Configured & Pick<SweepReport, 'metric'>): readonly string[] {
  const { metric } = report;
  const wholes = rankTrials(report).filter(
    ({ result, cases }) => result.outcome.kind === 'completed' && (cases?.asked ?? 1) > 1,
  );
  const isUnmoved = wholes.every(({ cases }) => {
    const values = (cases?.entries ?? [])
      .filter(({ result }) => result.replicate === undefined)
      .map((trial) => metricOf(trial, metric));
    return values.length > 1 && values.every((value) => value === values[0]);
  });
  return wholes.length > 0 && isUnmoved
    ? [
        `each configuration has the same ${metric.name} on all cases: does the objective use its case, trial.case, \${case} or TUNE_CASE?`,
      ]
    : [];
}
