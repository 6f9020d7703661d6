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
export function logHypervolumeImprovement({ thresholds, boxes }: Boxes, predictions: readonly Prediction[]): LogTerm {
  const below = thresholds.map((losses, goal) => {
    const { mean, deviation } = predictions[goal] ?? { mean: 0, deviation: 1 };
    return losses.map((loss) => (loss === -Infinity ? nothing : logExpectedImprovement(mean, deviation, loss)));
  });
  const sides = boxes.map((box) =>
    box.map(([lower, upper], goal) => between(below[goal]?.[lower] ?? nothing, below[goal]?.[upper] ?? nothing)),
  );
  const logs = sides.map((box) => box.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(...logs);
  const shares = logs.map((log) => (log > -Infinity ? Math.exp(log - most) : 0));
  const sum = shares.reduce((total, share) => total + share, 0);
  const weighted = (key: 'byMean' | 'byDeviation'): number[] =>
    thresholds.map((_, goal) =>
      sides.reduce((total, box, index) => {
        const share = shares[index] ?? 0;
        return share > 0 ? total + (share / sum) * (box[goal]?.[key] ?? 0) : total;
      }, 0),
    );
  if (!(sum > 0)) return { value: -Infinity, byMean: thresholds.map(() => 0), byDeviation: thresholds.map(() => 0) };
  return { value: most + Math.log(sum), byMean: weighted('byMean'), byDeviation: weighted('byDeviation') };
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
