import type { ComparedValues, LockComparison } from './compareTrial.js';

/** The part of a sweep that was compared with its lock. */
export interface ComparedTotal extends ComparedValues {
  /** Trials of which at least the outcome and a value, or an outcome without values, was compared. */
  readonly trials: number;
  /** Trials that the lock has, but none of their values. */
  readonly notCompared: number;
}

/** Adds up what was compared. */
export function totalOf(comparisons: readonly LockComparison[]): ComparedTotal {
  const sum = (of: (values: ComparedValues) => number): number =>
    comparisons.reduce((total, { counts }) => total + of(counts), 0);
  const notCompared = comparisons.filter(({ kind }) => kind === 'not compared').length;
  return {
    trials: comparisons.length - notCompared,
    notCompared,
    exact: sum(({ exact }) => exact),
    measured: sum(({ measured }) => measured),
    far: sum(({ far }) => far),
    absent: sum(({ absent }) => absent),
  };
}
