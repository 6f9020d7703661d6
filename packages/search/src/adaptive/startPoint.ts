import { createStream } from '../random/stream.js';
import { sampleSobol, SOBOL_MAX_DIMENSIONS } from '../samplers/sobol.js';
import { sampleRandom } from '../samplers/random.js';
import type { Axis } from '../space/axis.js';
import type { AdaptiveRequest, Point } from './adaptiveSampler.js';

/** A point for the time when nothing is known: the first ones of a scrambled Sobol sequence fill the space evenly. */
export function startPoint(request: AdaptiveRequest): Point {
  const unit = unitPoint(request);
  return request.axes.map((axis, index) => coordinateAt(axis, unit[index] ?? 0));
}

/** A number in [0, 1) for each axis: of the first attempt for each trial, a point of one Sobol sequence. */
export function unitPoint({ axes, seed, trialNumber, attempt }: AdaptiveRequest): readonly number[] {
  const labels = axes.map(({ label }) => label);
  const isSobol = attempt === 0 && labels.length <= SOBOL_MAX_DIMENSIONS;
  return isSobol
    ? sampleSobol({ labels, seed, index: trialNumber, count: 0 })
    : sampleRandom({ labels, seed: JSON.stringify([seed, attempt]), index: trialNumber, count: 0 });
}

/** The coordinate at which so much of the prior lies below. */
export function coordinateAt(axis: Axis, u: number): number {
  return axis.kind === 'numeric' ? u : choose(axis.probabilities, u);
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
