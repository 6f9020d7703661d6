import { defined } from '@nx-tune/search/core';

import { type Metric, unnamedMetric } from './metric.js';
import { fromMetricValue } from './metricValue.js';
import type { Outcome, StoredResult, TrialResult } from './result.js';

/** The part of a result that depends on the metric of the sweep which reads it. */
export type Reading = Pick<TrialResult, 'outcome' | 'metrics'>;

/**
 * A result as a sweep with this metric reads it. What was read for one metric can be read again for another, with the same
 * outcome as if it had not been read before; only a bare number keeps the name that it was given first.
 */
export function resultFor(metric: Pick<Metric, 'name'>, { value, ...result }: StoredResult): TrialResult {
  return { ...result, ...readFor(metric, defined({ ...result, value })) };
}

/**
 * Names a bare number after the metric, and judges a trial that has ended well: it has diverged if the metric is NaN or
 * infinite, and failed if it did not return the metric at all.
 */
export function readFor(
  { name }: Pick<Metric, 'name'>,
  { outcome, metrics: recorded, value: bare }: Pick<StoredResult, 'outcome' | 'metrics' | 'value'>,
): Reading {
  const metrics = bare === undefined ? withUnnamed(recorded, name) : { [name]: bare };
  if (!hasEndedWell(outcome)) return { outcome, metrics };
  const step = defined({ step: outcome.step });
  const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  if (value === undefined) {
    const error = missing(name, Object.keys(metrics), outcome.step !== undefined);
    return { outcome: { kind: 'failed', error, missing: name, ...step }, metrics };
  }
  return { outcome: { kind: Number.isFinite(fromMetricValue(value)) ? 'completed' : 'diverged', ...step }, metrics };
}

type Ended = Extract<Outcome, { readonly kind: 'completed' | 'diverged' | 'failed' }>;

function withUnnamed(metrics: StoredResult['metrics'], name: string): StoredResult['metrics'] {
  const [first] = Object.keys(metrics).toSorted();
  const value = first === undefined ? undefined : metrics[first];
  return name !== unnamedMetric || value === undefined || Object.hasOwn(metrics, name)
    ? metrics
    : { [name]: value, ...metrics };
}

/** Whether a trial returned numbers, so that only its metrics decide on its outcome. */
const hasEndedWell = (outcome: Outcome): outcome is Ended =>
  outcome.kind === 'completed' ||
  outcome.kind === 'diverged' ||
  (outcome.kind === 'failed' && outcome.missing !== undefined);

/** Sorts the names: a lock has measured metrics apart, and so in another order. */
function missing(name: string, returned: readonly string[], isStopped: boolean): string {
  const got =
    returned.length === 0
      ? 'no metrics'
      : returned
          .toSorted()
          .map((one) => `"${one}"`)
          .join(', ');
  return isStopped
    ? `"stop" can only end a trial whose report() includes the metric "${name}", but it reported ${got}`
    : `the sweep's metric is "${name}", but the objective returned ${got}`;
}
