import type { MetricValue, Outcome } from '@nx-tune/sweep';
import { toMetricValue } from '@nx-tune/sweep/trial';

/** The answer of a trial, in the form in which it is stored: a bare number is kept apart, since its name is the reader's. */
export interface Interpretation {
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
  readonly value?: MetricValue;
}

/**
 * Turns an objective's answer into metrics and an outcome. Whether the trial diverged depends on the metric that a sweep ranks
 * by.
 */
export function interpretMetrics(answer: unknown): Interpretation {
  const reason = infeasibleReason(answer);
  if (reason !== undefined) return { outcome: { kind: 'infeasible', reason }, metrics: {} };
  if (typeof answer === 'number') return { outcome: { kind: 'completed' }, metrics: {}, value: toMetricValue(answer) };
  if (!isRecord(answer))
    return nonsense(`the objective must return a number or an object of numbers, but it returned ${show(answer)}`);
  const entries = Object.entries(answer).map(([name, value]) => [name, asNumber(value)] as const);
  const odd = entries.find(([, value]) => value === undefined);
  if (odd !== undefined) return nonsense(`metric "${odd[0]}" must be a number, but it is ${show(answer[odd[0]])}`);
  if (entries.length === 0)
    return nonsense('the objective must return at least one metric, but it returned no metrics');
  const metrics = Object.fromEntries(entries.map(([name, value]) => [name, toMetricValue(value ?? NaN)]));
  return { outcome: { kind: 'completed' }, metrics };
}

/** A command prints `{"infeasible": "reason"}`, since it has no `trial.infeasible`. */
function infeasibleReason(answer: unknown): string | undefined {
  return isRecord(answer) && typeof answer['infeasible'] === 'string' ? answer['infeasible'] : undefined;
}

function nonsense(error: string): Interpretation {
  return { outcome: { kind: 'failed', error }, metrics: {} };
}

/** Distinguishes objects from lists and plain values. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON has no NaN, so a command may write it as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined;
}

function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}
