import type { RankedTrial, ReportedPoint } from '@nx-tune/report';
import { defined, type Json } from '@nx-tune/search';
import { fromMetricValue, goalsOf, type Metric, type TrialResult } from '@nx-tune/sweep';

import { type SweepExport, finiteValue, trialsInOrder, type Instant, paramAt, spanOf } from '../model/sweepExport.js';
import { attributesOf, keptAttributes } from './keptAttributes.js';
import { optunaDistribution } from './optunaDistribution.js';
import { type Attributes, systemAttributesOfStudy, systemAttributesOfTrial } from './systemAttributes.js';

/** A sweep in Optuna's words, before it is written as a journal or as tables. */
export interface OptunaStudy {
  readonly name: string;
  /** One for each goal. */
  readonly directions: readonly ('MINIMIZE' | 'MAXIMIZE')[];
  readonly userAttributes: Attributes;
  /** Those of Optuna itself; none with one goal. */
  readonly systemAttributes: Attributes;
  readonly trials: readonly OptunaTrial[];
  /** The differences between the study and the sweep, because Optuna has no equivalent. */
  readonly notices: readonly string[];
}

export interface OptunaTrial {
  readonly state: 'COMPLETE' | 'PRUNED' | 'FAIL';
  /** The value of the only goal. */
  readonly value?: number;
  /** The values of several goals, in their order. */
  readonly values?: readonly number[];
  readonly params: readonly OptunaParam[];
  /** The sweep's metric by step; empty with several goals, for which Optuna has none. */
  readonly intermediate: readonly (readonly [step: number, value: number])[];
  readonly userAttributes: Attributes;
  /** Those of Optuna itself; none without rules for results. */
  readonly systemAttributes: Attributes;
  readonly start: Instant;
  readonly end: Instant;
}

export interface OptunaParam {
  readonly name: string;
  readonly internal: number;
  readonly distribution: string;
}

/** Turns a sweep into a study, in which each trial has only its active params. */
export function optunaStudy(exported: SweepExport): OptunaStudy {
  const { report, space } = exported;
  const trials = trialsInOrder(exported);
  const paths = new Map(space.flatMap(({ path }) => (path.length === 0 ? [] : [[path.join('.'), path] as const])));
  const columns = [...paths].map(([name, path]) => {
    const sharing = space.filter((parameter) => parameter.path.join('.') === name);
    return { name, path, distribution: optunaDistribution(sharing, valuesAt(trials, path)) };
  });
  return {
    name: `${report.project}/${report.sweep}`,
    directions: goalsOf(report.metric).map(({ goal }) => (goal === 'minimize' ? 'MINIMIZE' : 'MAXIMIZE')),
    userAttributes: { [keptAttributes.metric]: report.metric.name, [keptAttributes.file]: report.file },
    systemAttributes: systemAttributesOfStudy(report.metric),
    trials: trials.map((trial) => ({
      ...endOf(trial.result, trial.curve, report.metric),
      params: columns.flatMap(({ name, path, distribution }) => {
        const value = paramAt(trial.result.params, path);
        return value === undefined
          ? []
          : [{ name, internal: distribution.toInternal(value), distribution: distribution.json }];
      }),
      intermediate: report.metric.goals === undefined ? seriesOf(trial.curve, report.metric.name) : [],
      userAttributes: attributesOf(trial.result),
      systemAttributes: systemAttributesOfTrial(report.metric, trial.result),
      ...spanOf(exported, trial),
    })),
    notices: columns.flatMap(({ distribution }) => distribution.notice ?? []),
  };
}

const valuesAt = (trials: readonly RankedTrial[], path: readonly string[]): readonly Json[] =>
  trials.map(({ result }) => paramAt(result.params, path)).filter((value) => value !== undefined);

const seriesOf = (curve: readonly ReportedPoint[], metric: string): OptunaTrial['intermediate'] =>
  curve.flatMap(({ step, metrics }) =>
    Object.hasOwn(metrics, metric) ? [[step, fromMetricValue(metrics[metric] ?? 'NaN')] as const] : [],
  );

/**
 * COMPLETE needs finite values of all goals; a trial that violates rules has them, and Optuna knows it by its constraints. A pruned trial has
 * the last value that it reported, as in Optuna itself, and with several goals none.
 */
function endOf(
  result: TrialResult,
  curve: readonly ReportedPoint[],
  metric: Metric,
): Pick<OptunaTrial, 'state' | 'value' | 'values'> {
  const values = goalsOf(metric).map(({ name }) =>
    finiteValue(Object.hasOwn(result.metrics, name) ? result.metrics[name] : undefined),
  );
  const [value] = values;
  if (result.outcome.kind === 'stopped') {
    if (metric.goals !== undefined) return { state: 'PRUNED' };
    const last = value ?? seriesOf(curve, metric.name).findLast(([, reported]) => Number.isFinite(reported))?.[1];
    return { state: 'PRUNED', ...defined({ value: last }) };
  }
  const hasEndedWell =
    result.outcome.kind === 'completed' ||
    (result.outcome.kind === 'infeasible' && result.outcome.violates !== undefined);
  const finite = values.filter((one) => one !== undefined);
  if (!hasEndedWell || value === undefined || finite.length < values.length) return { state: 'FAIL' };
  return metric.goals === undefined ? { state: 'COMPLETE', value } : { state: 'COMPLETE', values: finite };
}
