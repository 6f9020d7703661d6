import { type Factor, truncatedNormal } from '../../math/truncatedNormal.js';
import type { Axis } from '../../space/axis.js';
import type { Point } from '../adaptive/adaptiveSampler.js';
import { choose } from '../adaptive/startPoint.js';

/**
 * The width of kernels in Scott's rule, relative to the axis. 0.2 is too wide to come close to an optimum; with 0.06, gaps
 * between the other points look promising if only the better trials have results, as in rungs (measured by tools/bench/search).
 */
const kernelWidth = 0.1;

/** A mixture of the axes' own distribution and one kernel per point. */
export interface Density {
  sample(next: () => number): Point;
  /** Logarithm of the density at a point. */
  logAt(point: Point): number;
}

export function createDensity(axes: readonly Axis[], points: readonly Point[]): Density {
  const kernels = [
    ...points.map((point) => axes.map((axis, index) => kernelFactor(axis, point[index], points.length, axes.length))),
    axes.map(priorFactor),
  ];
  const weights = kernelWeights(points.length);
  const logWeights = weights.map(Math.log);
  return {
    sample: (next) => {
      const kernel = kernels[choose(weights, next())] ?? [];
      return kernel.map((factor) => factor.sample(next()));
    },
    logAt: (point) =>
      logSumExp(
        kernels.map((factors, kernel) =>
          factors.reduce((sum, factor, index) => {
            const coordinate = point[index];
            return coordinate === undefined ? sum : sum + factor.logAt(coordinate);
          }, logWeights[kernel] ?? -Infinity),
        ),
      ),
  };
}

/** The newest 25 count in full, older ones less with age, and the prior like a new one (Bergstra's own ramp). */
function kernelWeights(count: number): number[] {
  const old = Math.max(0, count - 25);
  const ramp = Array.from({ length: old }, (_, index) => (index + 1) / (old + 1));
  return [...ramp, ...Array.from({ length: count - old + 1 }, () => 1)];
}

function kernelFactor(axis: Axis, centre: number | undefined, count: number, dimensions: number): Factor {
  if (centre === undefined) return priorFactor(axis);
  if (axis.kind === 'categorical') return categoricalFactor(mixed(axis.probabilities, centre, count));
  // Scott's rule, clipped at a width that falls with the number of points (Watanabe 2023, section 3.4), here by its square.
  const scott = kernelWidth * count ** (-1 / (dimensions + 4));
  return truncatedNormal(centre, Math.max(scott, Math.min(100, count + 2) ** -2));
}

function priorFactor(axis: Axis): Factor {
  return axis.kind === 'categorical' ? categoricalFactor(axis.probabilities) : numericPrior;
}

const numericPrior = truncatedNormal(0.5, 1);

/** Mostly the observed value, and a share of all values that shrinks with the number of points (Aitchison and Aitken's kernel). */
function mixed(prior: readonly number[], centre: number, count: number): number[] {
  const rest = 1 / (count + 1);
  return prior.map((probability, index) => (1 - rest) * Number(index === centre) + rest * probability);
}

function categoricalFactor(probabilities: readonly number[]): Factor {
  const logs = probabilities.map(Math.log);
  return { sample: (u) => choose(probabilities, u), logAt: (index) => logs[index] ?? -Infinity };
}

function logSumExp(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most === -Infinity ? most : most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
