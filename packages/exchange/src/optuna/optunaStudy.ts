import type { RankedTrial, ReportedPoint } from '@nx-tune/report';
import { defined, type Json } from '@nx-tune/search';
import { fromMetricValue } from '@nx-tune/sweep';

import { type SweepExport, finiteValue, trialsInOrder, type Instant, paramAt, spanOf } from '../model/sweepExport.js';
import { attributesOf, keptAttributes } from './keptAttributes.js';
import { optunaDistribution } from './optunaDistribution.js';

/** A sweep in Optuna's words, before it is written as a journal or as tables. */
export interface OptunaStudy {
  readonly name: string;
  readonly direction: 'MINIMIZE' | 'MAXIMIZE';
  readonly userAttributes: { readonly [key: string]: Json };
  readonly trials: readonly OptunaTrial[];
  /** Where the study differs from the sweep, because Optuna has no equivalent. */
  readonly notices: readonly string[];
}

export interface OptunaTrial {
  readonly state: 'COMPLETE' | 'PRUNED' | 'FAIL';
  readonly value?: number;
  readonly params: readonly OptunaParam[];
  /** The sweep's metric by step. */
  readonly intermediate: readonly (readonly [step: number, value: number])[];
  readonly userAttributes: { readonly [key: string]: Json };
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
    direction: report.metric.goal === 'minimize' ? 'MINIMIZE' : 'MAXIMIZE',
    userAttributes: { [keptAttributes.metric]: report.metric.name, [keptAttributes.file]: report.file },
    trials: trials.map((trial) => ({
      ...endOf(trial, trial.curve, report.metric.name),
      params: columns.flatMap(({ name, path, distribution }) => {
        const value = paramAt(trial.result.params, path);
        return value === undefined
          ? []
          : [{ name, internal: distribution.toInternal(value), distribution: distribution.json }];
      }),
      intermediate: seriesOf(trial.curve, report.metric.name),
      userAttributes: attributesOf(trial.result),
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

/** COMPLETE needs a finite value; a pruned trial has the last value that it reported, as in Optuna itself. */
function endOf(
  { result }: RankedTrial,
  curve: readonly ReportedPoint[],
  metric: string,
): Pick<OptunaTrial, 'state' | 'value'> {
  const value = finiteValue(Object.hasOwn(result.metrics, metric) ? result.metrics[metric] : undefined);
  if (result.outcome.kind === 'stopped') {
    const last = value ?? seriesOf(curve, metric).findLast(([, reported]) => Number.isFinite(reported))?.[1];
    return { state: 'PRUNED', ...defined({ value: last }) };
  }
  return result.outcome.kind === 'completed' && value !== undefined ? { state: 'COMPLETE', value } : { state: 'FAIL' };
}
