import { fromMetricValue } from '../trial/metricValue.js';
import type { MetricValue, TrialResult } from '../trial/result.js';
import { type LockedTrial, lockTrial } from './lock.js';

/** Something in a trial that differs from the lock. */
export interface Difference {
  /** The metric's name, or `outcome`. */
  readonly what: string;
  readonly locked: string;
  readonly found: string;
}

/** The outcome of comparing a result with the same trial in the lock. */
export type LockComparison =
  | { readonly kind: 'identical' }
  | { readonly kind: 'within tolerance' }
  | { readonly kind: 'different'; readonly differences: readonly Difference[] };

/**
 * Compares a result with the lock. `tolerance` is relative to the larger of two values; 0 means the same double. What is
 * infinite or NaN must be just that.
 */
export function compareTrial(
  locked: LockedTrial,
  result: TrialResult,
  unstable: readonly string[],
  tolerance = 0,
): LockComparison {
  const found = lockTrial(result, unstable);
  if (found.digest === locked.digest) return { kind: 'identical' };
  const names = [...new Set([...Object.keys(locked.metrics), ...Object.keys(found.metrics)])].sort();
  const differences = [
    ...differenceOf('outcome', describeOutcome(locked), describeOutcome(found)),
    ...names.flatMap((name) =>
      isClose(locked.metrics[name], found.metrics[name], tolerance)
        ? []
        : differenceOf(name, String(locked.metrics[name] ?? 'absent'), String(found.metrics[name] ?? 'absent')),
    ),
  ];
  return differences.length === 0 ? { kind: 'within tolerance' } : { kind: 'different', differences };
}

function differenceOf(what: string, locked: string, found: string): Difference[] {
  return locked === found ? [] : [{ what, locked, found }];
}

function describeOutcome({ outcome }: Pick<TrialResult, 'outcome'>): string {
  const { kind } = outcome;
  if (kind === 'failed') return `${kind} (${outcome.error})`;
  return kind === 'infeasible' ? `${kind} (${outcome.reason})` : kind;
}

function isClose(a: MetricValue | undefined, b: MetricValue | undefined, tolerance: number): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  const [x, y] = [fromMetricValue(a), fromMetricValue(b)];
  return Number.isFinite(x - y) && Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}
