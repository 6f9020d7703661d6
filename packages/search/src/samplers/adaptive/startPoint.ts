import { createStream } from '../../core/stream.js';
import { truncatedNormal } from '../../math/truncatedNormal.js';
import type { Axis } from '../../space/axis.js';
import { sampleRandom } from '../spaceFilling/random.js';
import { sampleSobol, SOBOL_MAX_DIMENSIONS } from '../spaceFilling/sobol.js';
import type { AdaptiveRequest, Point } from './adaptiveSampler.js';
import { hasPrior } from './logPrior.js';

/**
 * Proposes a point before there are enough results to learn from. A scrambled Sobol sequence fills the space evenly; if the
 * user gave a prior, every second point follows the prior instead.
 */
export function startPoint(request: AdaptiveRequest): Point {
  const { axes, seed, trialNumber } = request;
  if (!hasPrior(axes)) return coordinatesOf(axes, unitPoint(request), coordinateAt);
  // The stream's label is a part of proposals: another one would change the trials of existing sweeps.
  const half = { ...request, trialNumber: Math.floor(trialNumber / 2) };
  return trialNumber % 2 === 0
    ? coordinatesOf(axes, unitPoint({ ...half, seed: JSON.stringify([seed, 'belief']) }), priorCoordinateAt)
    : coordinatesOf(axes, unitPoint(half), coordinateAt);
}

/** A number in [0, 1) for each axis. The first attempts for all trials are points of one Sobol sequence. */
export function unitPoint({ axes, seed, trialNumber, attempt }: AdaptiveRequest): readonly number[] {
  const labels = axes.map(({ label }) => label);
  const isSobol = attempt === 0 && labels.length <= SOBOL_MAX_DIMENSIONS;
  return isSobol
    ? sampleSobol({ labels, seed, index: trialNumber, count: 0 })
    : sampleRandom({ labels, seed: JSON.stringify([seed, attempt]), index: trialNumber, count: 0 });
}

const coordinatesOf = (axes: readonly Axis[], unit: readonly number[], at: (axis: Axis, u: number) => number): Point =>
  axes.map((axis, index) => at(axis, unit[index] ?? 0));

/** The quantile of the parameter's own distribution, as a coordinate. */
export function coordinateAt(axis: Axis, u: number): number {
  return axis.kind === 'numeric' ? u : choose(axis.probabilities, u);
}

/** The quantile of the user's prior, or of the parameter's own distribution if there is none. */
export function priorCoordinateAt(axis: Axis, u: number): number {
  if (axis.prior === undefined) return coordinateAt(axis, u);
  if (axis.kind === 'numeric') return truncatedNormal(axis.prior.mean, axis.prior.deviation).sample(u);
  const { probabilities, prior } = axis;
  return choose(
    probabilities.map((probability, index) => probability * (prior[index] ?? 1)),
    u,
  );
}

/** The index that `u` falls on when [0, 1) is cut in proportion to the weights. */
export function choose(weights: readonly number[], u: number): number {
  let rest = u * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (rest -= weight) < 0);
  return index < 0 ? weights.findLastIndex((weight) => weight > 0) : index;
}

/** Creates a stream for one purpose of one request. */
export const streamOf = ({ seed, trialNumber, attempt }: AdaptiveRequest, ...labels: string[]): (() => number) =>
  createStream(seed, 'adaptive', trialNumber, attempt, ...labels);
