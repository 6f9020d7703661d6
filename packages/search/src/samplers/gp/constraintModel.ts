import type { Axis } from '../../space/axis.js';
import type { Observation } from '../adaptive/adaptiveSampler.js';
import { correlations } from './correlation.js';
import { fitKernel } from './fitKernel.js';
import { fitPosterior } from './gaussianProcess.js';
import type { GpModel } from './gpModel.js';
import { noiseFactorsOf } from './gpModel.js';
import { type GpOptions, usualGp } from './gpOptions.js';
import { toKernelPoint } from './kernelPoint.js';

/** A Gaussian process of how much a constraint is violated. */
export interface ConstraintModel extends Pick<GpModel, 'data' | 'kernel' | 'posterior'> {
  /** The largest value that satisfies the constraint. */
  readonly limit: number;
}

/**
 * Fits the violations of one constraint, where they are known; undefined where none is.
 *
 * They are counted in digits far from 0, since only the border matters and large ones would hide it: sign(v) log(1 + |v| / s), as D. Eriksson and
 * M. Poloczek, "Scalable Constrained Bayesian Optimization", AISTATS 2021, section 3, here with s, the median of |v|, and then
 * standardised. If all are equal, points far from them are as unlike them as they are unlike 0.
 */
export function fitConstraint(
  axes: readonly Axis[],
  history: readonly Observation[],
  constraint: number,
  { kernel: name = usualGp.kernel }: GpOptions,
): ConstraintModel | undefined {
  const known = history.filter(({ violations }) => Number.isFinite(violations?.[constraint]));
  if (known.length === 0) return undefined;
  const points = known.map(({ point }) => toKernelPoint(axes, point));
  const { values, limit } = standardised(known.map(({ violations }) => violations?.[constraint] ?? 0));
  const isCategorical = axes.map(({ kind }) => kind === 'categorical');
  const noiseFactors = noiseFactorsOf(known);
  const correlation = correlations[name];
  const kernel = fitKernel({ points, regrets: values, noiseFactors, isCategorical, correlation, isLinear: true });
  const data = { points, values, noiseFactors, isCategorical, correlation };
  return { data, kernel, posterior: fitPosterior(data, kernel), limit };
}

function standardised(violations: readonly number[]): { readonly values: readonly number[]; readonly limit: number } {
  const sizes = violations.map(Math.abs).filter((size) => size > 0);
  const unit = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 1;
  const logs = violations.map((violation) => Math.sign(violation) * Math.log1p(Math.abs(violation) / unit));
  const mean = logs.reduce((sum, log) => sum + log / logs.length, 0);
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2 / logs.length, 0));
  const deviation = spread > 1e-12 ? spread : Math.abs(mean) || 1;
  return { values: logs.map((log) => (log - mean) / deviation), limit: -mean / deviation };
}
