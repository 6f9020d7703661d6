import type { MetricValue } from './result.js';

/** Converts a number to its form in `result.json`. */
export function toMetricValue(value: number): MetricValue {
  return Number.isFinite(value) ? value + 0 : (String(value) as MetricValue);
}

/** Converts a metric of `result.json` back to a number. */
export function fromMetricValue(value: MetricValue): number {
  return Number(value);
}
