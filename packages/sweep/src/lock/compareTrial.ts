import type { Sweep } from '../model/sweep.js';
import { type MeasuredMetric, spreadsApart, usualTolerance } from '../model/measuredMetric.js';
import type { Metric } from '../trial/metric.js';
import { fromMetricValue } from '../trial/metricValue.js';
import type { MetricValue, TrialResult } from '../trial/result.js';
import { resultFor } from '../trial/resultFor.js';
import { resultRule } from '../trial/resultRules.js';
import { type LockedTrial, lockTrial, resultOf } from './lock.js';

/** Something in a trial that differs from the lock. */
export interface Difference {
  /** The metric's name, or `outcome`. */
  readonly what: string;
  readonly locked: string;
  readonly found: string;
}

/** The outcome of comparing a result with the same trial in the lock. */
export interface LockComparison {
  /** `not compared`: neither has a value that the other has, too. */
  readonly kind: 'identical' | 'within tolerance' | 'different' | 'not compared';
  readonly differences: readonly Difference[];
  /** Measured values that are far from the lock's, where the sweep declares no tolerance. */
  readonly outliers: readonly Difference[];
  readonly counts: ComparedValues;
}

/** The number of values that were compared. */
export interface ComparedValues {
  /** Values of deterministic metrics. */
  readonly exact: number;
  readonly measured: number;
  /** Measured values that are further from the lock's than a tolerance, declared or not. */
  readonly far: number;
  /** Measured values that the lock does not have. */
  readonly absent: number;
}

/** The settings that decide how a result is compared with a lock. */
export type ComparisonRules = Pick<Sweep, 'metric' | 'measured' | 'stop'>;

/**
 * Compares a result with the lock. `tolerance` is relative to the larger of two values; 0 means the same double. What is
 * infinite or NaN must be just that. A measured value has the tolerance that the sweep declares for it, or else the usual
 * one, or `tolerance` if that is larger.
 */
export function compareTrial(
  locked: LockedTrial,
  result: TrialResult,
  rules: ComparisonRules,
  tolerance = 0,
): LockComparison {
  const before = readLocked(locked, rules.metric);
  const after = readLocked(lockTrial(result, rules), rules.metric);
  const names = [...new Set([...Object.keys(before.metrics), ...Object.keys(after.metrics)])].sort();
  const values = names.map((name) => compareValue(name, before, after, rules, tolerance));
  const count = (...verdicts: readonly Verdict[]): number =>
    values.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const differences = [
    ...differenceOf('outcome', describeOutcome(before, rules), describeOutcome(after, rules)),
    ...values.flatMap(({ verdict, difference }) =>
      verdict === 'different' || verdict === 'too far' ? difference : [],
    ),
  ];
  const counts = {
    exact: count('equal', 'close', 'different'),
    measured: count('near', 'far', 'too far'),
    far: count('far', 'too far'),
    absent: count('absent'),
  };
  return {
    kind: kindOf(differences, counts, count('close') > 0),
    differences,
    outliers: values.flatMap(({ verdict, difference }) => (verdict === 'far' ? difference : [])),
    counts,
  };
}

/** A lock that has no value of the metric, as those of earlier versions may, has at least the outcome that it says. */
function readLocked(locked: LockedTrial, metric: Metric): TrialResult {
  const own = resultOf(locked);
  const read = resultFor(metric, own);
  return lacksMetric(read) && !lacksMetric(own) ? own : read;
}

const lacksMetric = ({ outcome }: TrialResult): boolean => outcome.kind === 'failed' && outcome.missing !== undefined;

function kindOf(
  differences: readonly Difference[],
  { exact, measured, absent }: ComparedValues,
  isClose: boolean,
): LockComparison['kind'] {
  if (differences.length > 0) return 'different';
  if (exact + measured === 0 && absent > 0) return 'not compared';
  return isClose ? 'within tolerance' : 'identical';
}

/** `close` and `different` are said of deterministic metrics; `near`, `far` and `too far` of measured ones. */
type Verdict = 'equal' | 'close' | 'different' | 'near' | 'far' | 'too far' | 'absent';

interface ComparedValue {
  readonly verdict: Verdict;
  readonly difference: readonly Difference[];
}

function compareValue(
  name: string,
  { metrics: before }: TrialResult,
  { metrics: after }: TrialResult,
  { measured }: ComparisonRules,
  tolerance: number,
): ComparedValue {
  const [locked, found] = [valueIn(before, name), valueIn(after, name)];
  const property = measured.find((metric) => metric.name === name);
  const difference = [{ what: name, ...textsOf(locked, found, property !== undefined) }];
  if (property === undefined) {
    const verdict = locked === found ? 'equal' : isClose(locked, found, tolerance) ? 'close' : 'different';
    return { verdict, difference };
  }
  if (locked === undefined) return { verdict: 'absent', difference };
  if (property.isSpread === true) return { verdict: 'near', difference };
  if (isWithinSpread(property, locked, found, before, after)) return { verdict: 'near', difference };
  const allowed = Math.max(property.tolerance ?? usualTolerance, tolerance);
  if (isClose(locked, found, allowed)) return { verdict: 'near', difference };
  const isDeclared = property.tolerance !== undefined || property.spread !== undefined;
  return { verdict: isDeclared ? 'too far' : 'far', difference };
}

/** True if two measured values are near enough for how far the measurements behind them are apart. */
function isWithinSpread(
  { spread }: MeasuredMetric,
  locked: MetricValue,
  found: MetricValue | undefined,
  before: TrialResult['metrics'],
  after: TrialResult['metrics'],
): boolean {
  if (spread === undefined || found === undefined) return false;
  const spreads = [before, after].map((metrics) => fromMetricValue(valueIn(metrics, spread) ?? 'NaN'));
  const most = Math.max(...spreads.filter(Number.isFinite), 0);
  return Math.abs(fromMetricValue(locked) - fromMetricValue(found)) <= spreadsApart * most;
}

/** The last digits of what is measured say nothing, unless the two values differ in them alone. */
function textsOf(
  locked: MetricValue | undefined,
  found: MetricValue | undefined,
  isMeasured: boolean,
): Pick<Difference, 'locked' | 'found'> {
  const brief = (value: MetricValue | undefined): string =>
    typeof value === 'number' ? String(Number(value.toPrecision(6))) : (value ?? 'absent');
  const isBrief = isMeasured && brief(locked) !== brief(found);
  const text = isBrief ? brief : (value: MetricValue | undefined): string => String(value ?? 'absent');
  return { locked: text(locked), found: text(found) };
}

const valueIn = (metrics: TrialResult['metrics'], name: string): MetricValue | undefined =>
  Object.hasOwn(metrics, name) ? metrics[name] : undefined;

function differenceOf(what: string, locked: string, found: string): Difference[] {
  return locked === found ? [] : [{ what, locked, found }];
}

/**
 * Describes an outcome for the comparison. Where a sweep measures something, reasons may quote what was measured, so they are not
 * compared. Neither is the step at which a measured metric stopped a trial.
 */
function describeOutcome({ outcome }: Pick<TrialResult, 'outcome'>, { measured, stop }: ComparisonRules): string {
  const { kind } = outcome;
  if (kind === 'infeasible' && outcome.violates !== undefined) return describeViolations(outcome.violates, measured);
  if (kind === 'failed') return measured.length > 0 ? kind : `${kind} (${outcome.error})`;
  if (kind === 'infeasible') return measured.length > 0 ? kind : `${kind} (${outcome.reason})`;
  if (kind === 'diverged' || outcome.step === undefined) return kind;
  return measured.some(({ name }) => name === stop?.metric.name) ? kind : `${kind} (stopped at ${outcome.step})`;
}

/** A rule about a measured metric may hold in one run and not in the next, so it says nothing of whether they agree. */
function describeViolations(violates: readonly string[], measured: ComparisonRules['measured']): string {
  const isMeasured = (name: string): boolean => measured.some((metric) => metric.name === name);
  const exact = violates.filter((text) => !resultRule(text).names.some(isMeasured));
  return exact.length === 0 ? 'completed' : `infeasible (violates ${exact.join(' and ')})`;
}

function isClose(a: MetricValue | undefined, b: MetricValue | undefined, tolerance: number): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  const [x, y] = [fromMetricValue(a), fromMetricValue(b)];
  return Number.isFinite(x - y) && Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}
