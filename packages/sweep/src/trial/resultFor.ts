import { defined } from '@nx-tune/search/core';

import { type Metric, unnamedMetric } from './metric.js';
import { fromMetricValue } from './metricValue.js';
import type { Outcome, StoredResult, TrialResult } from './result.js';
import { resultRule, satisfies, violationText } from './resultRules.js';

/** The part of a result that depends on the metric of the sweep which reads it. */
export type Reading = Pick<TrialResult, 'outcome' | 'metrics'>;

/** The metrics for which a sweep reads a result. */
export type ReadBy = Pick<Metric, 'name' | 'goals' | 'results'>;

/**
 * A result as a sweep with this metric reads it. What was read for one metric can be read again for another, with the same
 * outcome as if it had not been read before; only a bare number keeps the name that it was given first.
 */
export function resultFor(metric: ReadBy, { value, ...result }: StoredResult): TrialResult {
  return { ...result, ...readFor(metric, defined({ ...result, value })) };
}

/**
 * Names a bare number after the metric, and judges a trial that has ended well: it has failed if it did not return a metric that the sweep
 * needs, has diverged if a goal is NaN or infinite, and is infeasible if it violates a rule of the sweep.
 */
export function readFor(
  by: ReadBy,
  { outcome, metrics: recorded, value: bare }: Pick<StoredResult, 'outcome' | 'metrics' | 'value'>,
): Reading {
  const metrics = bare === undefined ? withUnnamed(recorded, by.name) : { [by.name]: bare };
  return { outcome: hasEndedWell(outcome) ? judged(outcome, by, metrics) : outcome, metrics };
}

function judged(ended: Ended, by: ReadBy, metrics: StoredResult['metrics']): Outcome {
  const goals = (by.goals ?? [by]).map(({ name }) => name);
  const rules = (by.results ?? []).map(resultRule);
  const step = defined({ step: ended.step });
  const isMissing = (name: string): boolean => !Object.hasOwn(metrics, name);
  const lacking = [...goals, ...rules.flatMap(({ names }) => names)].find(isMissing);
  if (lacking !== undefined) {
    const needs = { goals, lacking, isStopped: ended.step !== undefined };
    return { kind: 'failed', error: missing(needs, Object.keys(metrics)), missing: lacking, ...step };
  }
  const isFinite = (name: string): boolean => Number.isFinite(fromMetricValue(metrics[name] ?? 'NaN'));
  if (!goals.every(isFinite)) return { kind: 'diverged', ...step };
  const violates = rules.filter((rule) => !satisfies(rule, metrics)).map(({ text }) => text);
  return violates.length === 0
    ? { kind: 'completed', ...step }
    : { kind: 'infeasible', reason: violationText(violates, metrics), violates, ...step };
}

type Ended = Extract<Outcome, { readonly kind: 'completed' | 'diverged' | 'failed' | 'infeasible' }>;

function withUnnamed(metrics: StoredResult['metrics'], name: string): StoredResult['metrics'] {
  const [first] = Object.keys(metrics).toSorted();
  const value = first === undefined ? undefined : metrics[first];
  return name !== unnamedMetric || value === undefined || Object.hasOwn(metrics, name)
    ? metrics
    : { [name]: value, ...metrics };
}

/** True if a trial returned numbers, so that only its metrics decide on its outcome. */
export const hasEndedWell = (outcome: Outcome): outcome is Ended =>
  outcome.kind === 'completed' ||
  outcome.kind === 'diverged' ||
  (outcome.kind === 'infeasible' && outcome.violates !== undefined) ||
  (outcome.kind === 'failed' && outcome.missing !== undefined);

interface Needs {
  /** The names of the goals. */
  readonly goals: readonly string[];
  /** The metric that is not there, of a goal or in a rule. */
  readonly lacking: string;
  readonly isStopped: boolean;
}

/** Sorts the names: a lock has measured metrics apart, and so in another order. */
function missing({ goals, lacking, isStopped }: Needs, returned: readonly string[]): string {
  const got = returned.length === 0 ? 'no metrics' : quoted(returned.toSorted());
  if (isStopped)
    return `"stop" can only end a trial whose report() includes the metric "${lacking}", but it reported ${got}`;
  const wanted =
    goals.length === 1 ? `the sweep's metric is ${quoted(goals)}` : `the sweep's metrics are ${quoted(goals)}`;
  return `${goals.includes(lacking) ? wanted : `"results" compares "${lacking}"`}, but the objective returned ${got}`;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
