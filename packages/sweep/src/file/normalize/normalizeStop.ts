import type { Metric } from '../../trial/metric.js';
import type { StopRule } from '../../trial/stopRule.js';
import type { FileFinding } from '../finding.js';
import { showValue } from '../problem.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { sweepName, sweepNameProblem } from '../sweepNames.js';

/** The rule, and the name of the sweep whose curves it compares with. */
export interface Stop {
  readonly rule: StopRule;
  readonly medianOf?: string;
}
export type FoundStop = { readonly stop?: Stop } | { readonly problem: FileFinding };

/** When trials are stopped by what they report themselves. */
export function normalizeStop(file: SweepFile): FoundStop {
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
        ...(patience === undefined ? {} : { patience }),
        minDelta,
        ...(limit === undefined ? {} : { limit }),
        after,
      },
      ...(median === undefined ? {} : { medianOf: sweepName(median) ?? median }),
    },
  };
}

function problemOf(
  { stop = {}, objective, early_terminate, budget }: SweepFile,
  goal: Metric['goal'],
): FileFinding | undefined {
  const wrong = goal === 'minimize' ? 'below' : 'above';
  const right = goal === 'minimize' ? 'above' : 'below';
  if (objective === undefined)
    return {
      at: ['stop'],
      rule: '"stop" ends a trial inside of trial.report()',
      found: 'what a command reports is read when it has ended',
      remedy: 'Use "timeout", or "early_terminate" with a "budget".',
    };
  if (early_terminate !== undefined && budget !== undefined)
    return {
      at: ['stop'],
      rule: 'a trial that is stopped leaves no checkpoint to be continued',
      found: '"early_terminate" stands beside it',
      remedy: 'Remove the one or the other.',
    };
  if (stop[wrong] !== undefined)
    return {
      at: ['stop', wrong],
      rule: `what is to ${goal} is stopped when it is ${right} a limit`,
      found: `"${wrong}" is ${stop[wrong]}`,
      remedy: `Use "${right}".`,
    };
  if (stop.patience === undefined && stop[right] === undefined && stop.median === undefined)
    return {
      at: ['stop'],
      rule: `"stop" needs "patience", "${right}" or "median"`,
      found: 'it has none',
      remedy: 'Add "patience: 5".',
    };
  const why = stop.median === undefined ? undefined : sweepNameProblem(sweepName(stop.median) ?? stop.median);
  if (why !== undefined)
    return {
      at: ['stop', 'median'],
      rule: '"median" is the name of a sweep',
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
