import { defined } from '../../core/defined.js';
import { type Losses, paretoFront } from '../../pareto/dominance.js';
import type { AdaptiveRequest, Observation } from '../adaptive/adaptiveSampler.js';
import { isFeasible, lossesOf } from '../adaptive/feasibility.js';
import { streamOf } from '../adaptive/startPoint.js';

/** The share of the weighted sum, beside the largest weighted loss. */
const augmentation = 0.05;

/**
 * The history with one loss for all goals, which another trial weighs in another way: the augmented Tchebycheff function with random
 * weights, over losses scaled to the range of the front (J. Knowles, "ParEGO: A Hybrid Algorithm With On-Line Landscape
 * Approximation for Expensive Multiobjective Optimization Problems", IEEE Trans. Evol. Comput. 10 (2006), 50-66, equation 2).
 */
export function scalarised(request: AdaptiveRequest): readonly Observation[] {
  const { history, goals = 1 } = request;
  const next = streamOf(request, 'goals');
  const lengths = Array.from({ length: goals }, () => -Math.log(1 - next()));
  const weights = lengths.map((length) => length / lengths.reduce((sum, one) => sum + one, 0));
  const scales = scalesOf(history, goals);
  return history.map((observation) => {
    const { point, evaluations } = observation;
    const parts = lossesOf(observation)?.map((loss, goal) => {
      const { low = 0, range = 1 } = scales[goal] ?? {};
      return ((weights[goal] ?? 0) * (loss - low)) / range;
    });
    const loss =
      parts === undefined ? Infinity : Math.max(...parts) + augmentation * parts.reduce((sum, part) => sum + part, 0);
    return { point, loss, ...defined({ evaluations }) };
  });
}

/** The lowest losses, and the ranges of the front of feasible trials; of all trials, where that has none. */
function scalesOf(history: readonly Observation[], goals: number): { readonly low: number; readonly range: number }[] {
  const all = history.flatMap((observation) => [lossesOf(observation) ?? []].filter(({ length }) => length > 0));
  const feasible = history.filter(isFeasible).flatMap((observation) => [lossesOf(observation) ?? []]);
  const front = paretoFront(feasible).map((index) => feasible[index] ?? []);
  const span = (points: readonly Losses[], goal: number): { readonly low: number; readonly range: number } => {
    const losses = points.map((point) => point[goal] ?? 0);
    const low = Math.min(...losses);
    return { low, range: Math.max(...losses) - low };
  };
  return Array.from({ length: goals }, (_, goal) => {
    const own = span(front, goal);
    const { low, range } = own.range > 0 ? own : span(all, goal);
    return { low, range: range > 0 ? range : 1 };
  });
}
