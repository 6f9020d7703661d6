import type { RankedTrial, Reported } from '@nx-tune/report';
import type { Json } from '@nx-tune/search';
import { fromMetricValue, type Outcome } from '@nx-tune/sweep';

import { type Exported, finite, inOrder, type Instant, paramAt, spanOf } from '../exported.js';
import { optunaDistribution } from './optunaDistribution.js';

/** A sweep in Optuna's words, before it is written as a journal or as tables. */
export interface OptunaStudy {
  readonly name: string;
  readonly direction: 'MINIMIZE' | 'MAXIMIZE';
  readonly userAttributes: { readonly [key: string]: Json };
  readonly trials: readonly OptunaTrial[];
  /** What Optuna cannot say as the sweep does. */
  readonly notices: readonly string[];
}

export interface OptunaTrial {
  readonly state: 'COMPLETE' | 'PRUNED' | 'FAIL';
  readonly value?: number;
  readonly params: readonly OptunaParam[];
  /** Of the sweep's metric, by step. */
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

/** The attributes under which an exported trial keeps what Optuna has no place for; an import reads them. */
const kept = { id: 'nx_tune:id', outcome: 'nx_tune:outcome', reason: 'nx_tune:reason', step: 'nx_tune:step' } as const;

/** A sweep as a study: a trial has only the params that are active in it. */
export function optunaStudy(exported: Exported): OptunaStudy {
  const { report, space } = exported;
  const trials = inOrder(exported);
  const paths = new Map(space.flatMap(({ path }) => (path.length === 0 ? [] : [[path.join('.'), path] as const])));
  const columns = [...paths].map(([name, path]) => {
    const sharing = space.filter((parameter) => parameter.path.join('.') === name);
    return { name, path, distribution: optunaDistribution(sharing, valuesAt(trials, path)) };
  });
  return {
    name: `${report.project}/${report.sweep}`,
    direction: report.metric.goal === 'minimize' ? 'MINIMIZE' : 'MAXIMIZE',
    userAttributes: { 'nx_tune:metric': report.metric.name, 'nx_tune:file': report.file },
    trials: trials.map((trial) => ({
      ...endOf(trial, trial.curve, report.metric.name),
      params: columns.flatMap(({ name, path, distribution }) => {
        const value = paramAt(trial.result.params, path);
        return value === undefined
          ? []
          : [{ name, internal: distribution.toInternal(value), distribution: distribution.json }];
      }),
      intermediate: seriesOf(trial.curve, report.metric.name),
      userAttributes: attributesOf(trial),
      ...spanOf(exported, trial),
    })),
    notices: columns.flatMap(({ distribution }) => distribution.notice ?? []),
  };
}

const valuesAt = (trials: readonly RankedTrial[], path: readonly string[]): readonly Json[] =>
  trials.map(({ result }) => paramAt(result.params, path)).filter((value) => value !== undefined);

const seriesOf = (curve: readonly Reported[], metric: string): OptunaTrial['intermediate'] =>
  curve.flatMap(({ step, metrics }) =>
    Object.hasOwn(metrics, metric) ? [[step, fromMetricValue(metrics[metric] ?? 'NaN')] as const] : [],
  );

/** COMPLETE needs a finite value; a pruned trial has the last that it reported, as Optuna itself would give it. */
function endOf(
  { result }: RankedTrial,
  curve: readonly Reported[],
  metric: string,
): Pick<OptunaTrial, 'state' | 'value'> {
  const value = finite(Object.hasOwn(result.metrics, metric) ? result.metrics[metric] : undefined);
  if (result.outcome.kind === 'stopped') {
    const last = value ?? seriesOf(curve, metric).findLast(([, reported]) => Number.isFinite(reported))?.[1];
    return { state: 'PRUNED', ...(last === undefined ? {} : { value: last }) };
  }
  return result.outcome.kind === 'completed' && value !== undefined ? { state: 'COMPLETE', value } : { state: 'FAIL' };
}

function attributesOf({ result }: RankedTrial): OptunaTrial['userAttributes'] {
  const { id, outcome, budget = {}, metrics } = result;
  const reason = reasonOf(outcome);
  return {
    [kept.id]: id,
    [kept.outcome]: outcome.kind,
    ...(reason === undefined ? {} : { [kept.reason]: reason }),
    ...('step' in outcome && outcome.step !== undefined ? { [kept.step]: outcome.step } : {}),
    ...Object.fromEntries(Object.entries(budget).map(([unit, amount]) => [`budget.${unit}`, amount])),
    ...Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`metrics.${name}`, value])),
  };
}

const reasonOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'infeasible' ? outcome.reason : outcome.kind === 'failed' ? outcome.error : undefined;
