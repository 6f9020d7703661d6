import type { Boxes } from '../../pareto/nonDominatedBoxes.js';
import { logExpectedImprovement, type LogImprovement } from './expectedImprovement.js';
import type { Prediction } from './gaussianProcess.js';

/** A logarithm, with its derivatives by the mean and the standard deviation of each prediction that it depends on. */
export interface LogTerm {
  readonly value: number;
  readonly byMean: readonly number[];
  readonly byDeviation: readonly number[];
}

/**
 * The logarithm of the hypervolume that a point is expected to add, where the goals are independent normal variables: exact, as
 * a sum over the boxes that no known point dominates. For the box from l to u it is a product over the goals of EI(u) - EI(l), where
 * EI(c) is the expected improvement below c: K. Yang, M. Emmerich, A. Deutz and T. Bäck, "Efficient Computation of Expected Hypervolume
 * Improvement Using Box Decomposition Algorithms", J. Global Optim. 75 (2019), 3-34, section 4; S. Daulton, M. Balandat and E. Bakshy,
 * "Differentiable Expected Hypervolume Improvement for Parallel Multi-Objective Bayesian Optimization", NeurIPS 2020, section 3.
 *
 * All is done in logarithms, which keep their slopes where improvements underflow: S. Ament et al., "Unexpected Improvements to Expected
 * Improvement for Bayesian Optimization", NeurIPS 2023, section 4.3.
 */
export function logHypervolumeImprovement({ thresholds, boxes }: Boxes): (found: readonly Prediction[]) => LogTerm {
  const goals = thresholds.map((losses, goal) => distinctSides(losses, boxes, goal));
  return (predictions) => {
    const sides = goals.map(({ losses, distinct }, goal) =>
      improvementsOf(losses, distinct, predictions[goal] ?? { mean: 0, deviation: 1 }),
    );
    const logs = new Float64Array(boxes.length);
    for (const [goal, { ofBox }] of goals.entries())
      for (let box = 0; box < logs.length; box += 1) logs[box]! += sides[goal]?.[ofBox[box] ?? 0]?.value ?? 0;
    const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
    const none = goals.map(() => 0);
    if (most === -Infinity) return { value: most, byMean: none, byDeviation: none };
    const shares = logs.map((log) => Math.exp(log - most));
    const sum = shares.reduce((total, share) => total + share, 0);
    const bySide = goals.map(({ distinct, ofBox }) => {
      const totals = new Float64Array(distinct.length);
      for (let box = 0; box < shares.length; box += 1) totals[ofBox[box] ?? 0]! += (shares[box] ?? 0) / sum;
      return totals;
    });
    const weighted = (key: 'byMean' | 'byDeviation'): number[] =>
      bySide.map((totals, goal) =>
        totals.reduce(
          (total, share, side) => (share > 0 ? total + share * (sides[goal]?.[side]?.[key] ?? 0) : total),
          0,
        ),
      );
    return { value: most + Math.log(sum), byMean: weighted('byMean'), byDeviation: weighted('byDeviation') };
  };
}

/** The sides that boxes have along a goal, many of which are shared, and which of them each box has. */
interface DistinctSides {
  readonly losses: readonly number[];
  readonly distinct: readonly (readonly [number, number])[];
  readonly ofBox: Int32Array;
}

function distinctSides(losses: readonly number[], boxes: Boxes['boxes'], goal: number): DistinctSides {
  const places = new Map<number, number>();
  const distinct: (readonly [number, number])[] = [];
  const ofBox = Int32Array.from(boxes, (box) => {
    const side = box[goal] ?? [0, 0];
    const key = side[0] * losses.length + side[1];
    const place = places.get(key) ?? distinct.push(side) - 1;
    places.set(key, place);
    return place;
  });
  return { losses, distinct, ofBox };
}

/** The logarithm of EI(upper) - EI(lower) for each side. */
function improvementsOf(
  losses: readonly number[],
  sides: DistinctSides['distinct'],
  { mean, deviation }: Prediction,
): readonly LogImprovement[] {
  const below = losses.map((loss) => (loss === -Infinity ? nothing : logExpectedImprovement(mean, deviation, loss)));
  return sides.map(([lower, upper]) => between(below[lower] ?? nothing, below[upper] ?? nothing));
}

const nothing: LogImprovement = { value: -Infinity, byMean: 0, byDeviation: 0 };

/** log(exp(upper) - exp(lower)), and its derivatives. */
function between(lower: LogImprovement, upper: LogImprovement): LogImprovement {
  if (lower.value === -Infinity) return upper;
  const rest = -Math.expm1(lower.value - upper.value);
  if (!(rest > 0)) return nothing;
  const share = (1 - rest) / rest;
  return {
    value: upper.value + Math.log(rest),
    byMean: upper.byMean + share * (upper.byMean - lower.byMean),
    byDeviation: upper.byDeviation + share * (upper.byDeviation - lower.byDeviation),
  };
}
