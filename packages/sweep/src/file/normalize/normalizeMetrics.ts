import { defined } from '@nx-tune/search';

import type { MeasuredMetric } from '../../model/measuredMetric.js';
import type { FileFinding } from '../finding.js';
import type { FileWithGoals } from './withGoals.js';

/** Normalizes `metrics`: which of them are measured. Only such a metric has a tolerance. */
export function normalizeMetrics({ metrics = {} }: FileWithGoals): {
  readonly metrics: readonly MeasuredMetric[];
  readonly problems: readonly FileFinding[];
} {
  const all = Object.entries(metrics);
  return {
    metrics: withSpreads(
      all.flatMap(([name, { deterministic, tolerance, spread }]) =>
        deterministic ? [] : [{ name, ...defined({ tolerance, spread }) }],
      ),
    ),
    problems: all.flatMap(([name, { deterministic, tolerance, spread }]) =>
      deterministic
        ? Object.entries(defined({ tolerance, spread })).map(([key, value]) => needless(name, key, value))
        : [],
    ),
  };
}

/** A spread is measured, too, whether or not the file says so. */
function withSpreads(metrics: readonly MeasuredMetric[]): readonly MeasuredMetric[] {
  const spreads = new Set(metrics.flatMap(({ spread }) => spread ?? []));
  const own = metrics.map((one) => (spreads.has(one.name) ? { name: one.name, isSpread: true as const } : one));
  const others = [...spreads].filter((name) => metrics.every((one) => one.name !== name));
  return [...own, ...others.map((name) => ({ name, isSpread: true as const }))];
}

const needless = (name: string, key: string, value: string | number): FileFinding => ({
  at: ['metrics', name, key],
  rule: `a metric that is deterministic is compared exactly, so it has no ${key}`,
  found: `"${key}" is ${value}`,
  remedy: 'Remove it, or write "deterministic: false".',
});
