import { createStream } from '../../core/stream.js';
import { truncatedNormal } from '../../math/truncatedNormal.js';
import type { Axis } from '../../space/axis.js';
import { sampleRandom } from '../spaceFilling/random.js';
import { sampleSobol, SOBOL_MAX_DIMENSIONS } from '../spaceFilling/sobol.js';
import type { AdaptiveRequest, Point } from './adaptiveSampler.js';
import { hasPrior } from './logPrior.js';

/**
 * A point for the time when nothing is known: the first ones of a scrambled Sobol sequence fill the space evenly. Where the
 * user expects good values somewhere, every second one fills what is expected.
 */
export function startPoint(request: AdaptiveRequest): Point {
  const { axes, seed, trialNumber } = request;
  if (!hasPrior(axes)) return placed(axes, unitPoint(request), coordinateAt);
  const half = { ...request, trialNumber: Math.floor(trialNumber / 2) };
  return trialNumber % 2 === 0
    ? placed(axes, unitPoint({ ...half, seed: JSON.stringify([seed, 'belief']) }), priorCoordinateAt)
    : placed(axes, unitPoint(half), coordinateAt);
}

/** A number in [0, 1) for each axis: of the first attempt for each trial, a point of one Sobol sequence. */
export function unitPoint({ axes, seed, trialNumber, attempt }: AdaptiveRequest): readonly number[] {
  const labels = axes.map(({ label }) => label);
  const isSobol = attempt === 0 && labels.length <= SOBOL_MAX_DIMENSIONS;
  return isSobol
    ? sampleSobol({ labels, seed, index: trialNumber, count: 0 })
    : sampleRandom({ labels, seed: JSON.stringify([seed, attempt]), index: trialNumber, count: 0 });
}

const placed = (axes: readonly Axis[], unit: readonly number[], at: (axis: Axis, u: number) => number): Point =>
  axes.map((axis, index) => at(axis, unit[index] ?? 0));

/** The coordinate at which so much of the prior lies below. */
export function coordinateAt(axis: Axis, u: number): number {
  return axis.kind === 'numeric' ? u : choose(axis.probabilities, u);
}

/** The same of what the user expects, where that is said. */
export function priorCoordinateAt(axis: Axis, u: number): number {
  if (axis.belief === undefined) return coordinateAt(axis, u);
  if (axis.kind === 'numeric') return truncatedNormal(axis.belief.mean, axis.belief.deviation).sample(u);
  const { probabilities, belief } = axis;
  return choose(
    probabilities.map((probability, index) => probability * (belief[index] ?? 1)),
    u,
  );
}

/** The index that `u` falls on when [0, 1) is cut in proportion to the weights. */
export function choose(weights: readonly number[], u: number): number {
  let rest = u * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (rest -= weight) < 0);
  return index < 0 ? weights.findLastIndex((weight) => weight > 0) : index;
}

/** A stream for one purpose of one request. */
export const streamOf = ({ seed, trialNumber, attempt }: AdaptiveRequest, ...labels: string[]): (() => number) =>
  createStream(seed, 'adaptive', trialNumber, attempt, ...labels);
