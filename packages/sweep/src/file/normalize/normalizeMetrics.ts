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
    metrics: all.flatMap(([name, { deterministic, tolerance }]) =>
      deterministic ? [] : [{ name, ...defined({ tolerance }) }],
    ),
    problems: all.flatMap(([name, { deterministic, tolerance }]) =>
      deterministic && tolerance !== undefined ? [needless(name, tolerance)] : [],
    ),
  };
}

const needless = (name: string, tolerance: number): FileFinding => ({
  at: ['metrics', name, 'tolerance'],
  rule: 'a metric that is deterministic is compared exactly, so it has no tolerance',
  found: `"tolerance" is ${tolerance}`,
  remedy: 'Remove it, or write "deterministic: false".',
});
