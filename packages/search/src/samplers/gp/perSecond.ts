import type { Slope } from '../../math/minimize.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { correlations } from './correlation.js';
import { fitKernel } from './fitKernel.js';
import { fitPosterior } from './gaussianProcess.js';
import { type GpOptions, usualGp } from './gpOptions.js';
import { type KernelPoint, toKernelPoint } from './kernelPoint.js';
import { warp } from './outputWarp.js';

/** The worth of points without their cost: see `PointWorth`. */
interface Worthy {
  at(point: Point): number;
  slopeAt(point: KernelPoint): Slope;
}

/** Expects the logarithm of the seconds that a trial takes at a point, with its gradient. */
type LogSeconds = (point: KernelPoint) => Slope;

/**
 * Divides what points are worth by the seconds that a trial is expected to take there, if the user asked for it: the expected
 * improvement per second of J. Snoek, H. Larochelle and R. P. Adams, "Practical Bayesian Optimization of Machine Learning
 * Algorithms", NIPS 2012, section 3.2, where a second Gaussian process models the logarithm of the time. Of a worth that is a
 * logarithm, the logarithm of the time is subtracted.
 */
export function perSecond(
  { axes, history, gp = usualGp }: Pick<AdaptiveRequest, 'axes' | 'history' | 'gp'>,
  worth: Worthy,
  isProduct = false,
): Worthy {
  const expected = (gp as GpOptions).per === 'seconds' ? logSecondsOf(axes, history) : undefined;
  if (expected === undefined) return worth;
  return {
    at: (point) => {
      const { value } = expected(toKernelPoint(axes, point));
      return isProduct ? worth.at(point) * Math.exp(-value) : worth.at(point) - value;
    },
    slopeAt: (point) => {
      const [own, time] = [worth.slopeAt(point), expected(point)];
      if (!isProduct)
        return {
          value: own.value - time.value,
          gradient: own.gradient.map((slope, k) => slope - (time.gradient[k] ?? 0)),
        };
      const factor = Math.exp(-time.value);
      return {
        value: own.value * factor,
        gradient: own.gradient.map((slope, k) => factor * (slope - own.value * (time.gradient[k] ?? 0))),
      };
    },
  };
}

/** All points of a generation are proposed from one history, which is fitted once. */
const models = new WeakMap<readonly Observation[], { readonly expected: LogSeconds | undefined }>();

function logSecondsOf(axes: readonly Axis[], history: readonly Observation[]): LogSeconds | undefined {
  const known = models.get(history);
  if (known !== undefined) return known.expected;
  const expected = fitLogSeconds(axes, history);
  models.set(history, { expected });
  return expected;
}

/** Times are recorded in milliseconds, so a shorter one is not known. */
const shortest = 0.001;

/** Undefined if too little is known, as where all results are of other sweeps, or if all trials took equally long. */
function fitLogSeconds(axes: readonly Axis[], history: readonly Observation[]): LogSeconds | undefined {
  const timed = history.filter(({ seconds }) => seconds !== undefined);
  const regrets = timed.map(({ seconds = 0 }) => Math.log(Math.max(seconds, shortest)));
  if (new Set(regrets).size < 2) return undefined;
  const { values, mean, deviation } = warp(regrets, 0);
  const data = {
    points: timed.map(({ point }) => toKernelPoint(axes, point)),
    noiseFactors: timed.map(() => 1),
    isCategorical: axes.map(({ kind }) => kind === 'categorical'),
    correlation: correlations[usualGp.kernel],
  };
  const kernel = fitKernel({ ...data, regrets, isLinear: true });
  const posterior = fitPosterior({ ...data, values: [...values] }, kernel);
  return (point) => {
    const predicted = posterior.predictSlope(point);
    return {
      value: predicted.mean * deviation + mean,
      gradient: predicted.meanGradient.map((slope) => slope * deviation),
    };
  };
}
