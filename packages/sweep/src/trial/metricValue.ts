import type { MetricValue } from './result.js';

/** A number as `result.json` holds it. */
export function toMetricValue(value: number): MetricValue {
  return Number.isFinite(value) ? value + 0 : (String(value) as MetricValue);
}

/** The number that a metric of `result.json` stands for. */
export function fromMetricValue(value: MetricValue): number {
  return Number(value);
}
