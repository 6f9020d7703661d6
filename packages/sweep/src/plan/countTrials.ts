import { canonicalJson, isAdaptive, liesIn } from '@nx-tune/search';

import { createBrackets } from '../model/ladder.js';
import type { Sweep } from '../model/sweep.js';
import { evaluationKeysOf } from '../trial/evaluationKey.js';
import { createTrialSpace, type TrialSpace } from './trialSpace.js';

/** Counts the configurations that start. Brackets of Hyperband may start the same one with different budgets. */
export const countStarts = (sweep: Sweep, space: TrialSpace): number =>
  sweep.ladder?.type === 'hyperband' ? (sweep.runCap ?? 0) : countTrials(sweep, space);

/** Counts the tasks: a trial that waits for a promotion is one, whether or not it is promoted, and so is each evaluation of a configuration and each that it has if it is among the best. */
export function countTasks(sweep: Sweep, space: TrialSpace): number {
  const starts = countStarts(sweep, space);
  const { replicates = 1, replicateTop, baselineParams: { length: baselines } = [] } = sweep;
  const further =
    replicateTop === undefined
      ? 0
      : evaluationKeysOf({ ...sweep, replicates: replicateTop.replicates - replicates }).length;
  if (sweep.ladder === undefined || starts > sweep.maxTrials)
    return (starts + baselines) * (evaluationKeysOf(sweep).length + further);
  return createBrackets(sweep.ladder, starts).reduce(
    (sum, { rungs }) => sum + (rungs.length + further) * (rungs[0]?.size ?? 0),
    baselines * (1 + further),
  );
}

/** Counts the configurations that the sweep asks for, without listing them. A Latin hypercube has all its points, then drops equals. */
export function countTrials(sweep: Sweep, space: TrialSpace = createTrialSpace(sweep)): number {
  if (sweep.method === 'lhs') return sweep.runCap ?? Infinity;
  return Math.min(space.size() - countPassedOver(sweep, space), sweep.runCap ?? Infinity);
}

/**
 * Points with results from other sweeps are not proposed, nor are baselines; the user's points are tried in any case. Methods that know
 * their trials in advance have those of their own that are baselines, too.
 */
function countPassedOver(
  { method, space, warmStart, baselineParams = [] }: Sweep,
  { points, isAllowed }: TrialSpace,
): number {
  const passedOver = new Set((warmStart?.results ?? []).map(({ params }) => canonicalJson(params)));
  for (const point of points) passedOver.delete(canonicalJson(point));
  for (const params of isAdaptive(method) ? baselineParams : [])
    if (liesIn(space, params) && isAllowed(params)) passedOver.add(canonicalJson(params));
  return passedOver.size;
}
