import { defined } from '@nx-tune/search';

import type { Metric } from '../../trial/metric.js';
import type { StopRule } from '../../trial/stopRule.js';
import type { FileFinding } from '../finding.js';
import { showValue } from '../problem.js';
import type { FileWithGoals } from './withGoals.js';
import { sweepName, sweepNameProblem } from '../sweepNames.js';

/** The rule, and the name of the sweep whose curves it compares with. */
export interface Stop {
  readonly rule: StopRule;
  readonly medianOf?: string;
}
export type NormalizedStop = { readonly stop?: Stop } | { readonly problem: FileFinding };

/** Normalizes `stop`: when trials are stopped because of their own reports. */
export function normalizeStop(file: FileWithGoals): NormalizedStop {
  const {
    stop,
    metric: { name, goal = 'minimize' },
  } = file;
  if (stop === undefined) return {};
  const { patience, min_delta: minDelta = 0, above, below, after = 0, median } = stop;
  const metric: Metric = { name: stop.metric ?? name, goal };
  const limit = goal === 'minimize' ? above : below;
  const misfit = problemOf(file, goal);
  if (misfit !== undefined) return { problem: misfit };
  return {
    stop: {
      rule: {
        metric,
        ...defined({ patience, limit }),
        minDelta,
        after,
      },
      ...(median === undefined ? {} : { medianOf: sweepName(median) ?? median }),
    },
  };
}

function problemOf(
  { stop = {}, objective, early_terminate, budget }: FileWithGoals,
  goal: Metric['goal'],
): FileFinding | undefined {
  const wrong = goal === 'minimize' ? 'below' : 'above';
  const right = goal === 'minimize' ? 'above' : 'below';
  if (objective === undefined)
    return {
      at: ['stop'],
      rule: '"stop" ends a trial inside trial.report(), so it needs "objective"',
      found: 'the metrics of a command are read only when it has ended',
      remedy: 'Use "timeout", or "early_terminate" with a "budget".',
    };
  if (early_terminate !== undefined && budget !== undefined)
    return {
      at: ['stop'],
      rule: '"stop" and "early_terminate" cannot be combined, since a stopped trial leaves no checkpoint to continue from',
      found: 'both are given',
      remedy: 'Remove one of them.',
    };
  if (stop[wrong] !== undefined)
    return {
      at: ['stop', wrong],
      rule: `to ${goal} a metric, a trial is stopped when a report is ${right} a limit`,
      found: `"${wrong}" is ${stop[wrong]}`,
      remedy: `Use "${right}".`,
    };
  if (stop.patience === undefined && stop[right] === undefined && stop.median === undefined)
    return {
      at: ['stop'],
      rule: `"stop" needs "patience", "${right}" or "median"`,
      found: 'it has none of them',
      remedy: 'Add "patience: 5".',
    };
  const why = stop.median === undefined ? undefined : sweepNameProblem(sweepName(stop.median) ?? stop.median);
  if (why !== undefined)
    return {
      at: ['stop', 'median'],
      rule: '"median" must be the name of a sweep',
      found: `${showValue(stop.median)} is not: ${why}`,
    };
  if (stop.min_delta !== undefined && stop.patience === undefined)
    return {
      at: ['stop', 'min_delta'],
      rule: '"min_delta" needs "patience"',
      found: 'there is none',
      remedy: 'Add "patience: 5".',
    };
  return undefined;
}
