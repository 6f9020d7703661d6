import type { Slope } from '../../math/minimize.js';

/** Deviation of the logarithm of a dimension's weight around the mean of all. */
const weightDeviation = 1;
/** Mean and deviation of the logarithm of the output warp. */
const outputWarps = { mean: 0, deviation: 2 };

/**
 * The negative log prior density of a kernel, over the logarithms of weights, scale, noise and output warp. With few data it
 * keeps length scales from diverging.
 *
 * A weight w has the density exp(-0.1/w - 0.1 w), and its logarithm a normal one around the mean of all: dimensions matter
 * equally unless the data say otherwise. Scale and noise have gamma distributions.
 */
export function kernelPrior(logs: readonly number[]): Slope {
  const dimensions = logs.length - 3;
  const weights = logs.slice(0, dimensions);
  const [scale, noise] = [Math.exp(logs[dimensions] ?? 0), Math.exp(logs[dimensions + 1] ?? 0)];
  const shared = weightPrior(weights);
  const warped = ((logs[dimensions + 2] ?? 0) - outputWarps.mean) / outputWarps.deviation;
  return {
    value:
      weights.reduce((sum, log) => sum + 0.1 * Math.exp(-log) + 0.1 * Math.exp(log), shared.value) +
      (scale - Math.log(scale) + 30 * noise - 0.1 * Math.log(noise) + 0.5 * warped ** 2),
    gradient: [
      ...weights.map((log, k) => (shared.gradient[k] ?? 0) - 0.1 * Math.exp(-log) + 0.1 * Math.exp(log)),
      scale - 1,
      30 * noise - 0.1,
      warped / outputWarps.deviation,
    ],
  };
}

function weightPrior(logs: readonly number[]): Slope {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const apart = logs.map((log) => (log - mean) / weightDeviation);
  return { value: apart.reduce((sum, z) => sum + 0.5 * z * z, 0), gradient: apart.map((z) => z / weightDeviation) };
}
