import type { Slope } from '../../math/minimize.js';
import type { AdaptiveRequest, Point } from '../adaptive/adaptiveSampler.js';
import { logPrior, logPriorGradient } from '../adaptive/logPrior.js';
import { acquisitionOf } from './acquisition.js';
import type { Posterior } from './gaussianProcess.js';
import { usualGp } from './gpOptions.js';
import { type KernelPoint, toKernelPoint } from './kernelPoint.js';
import { perSecond } from './perSecond.js';

/** The worth of points to a search, with the user's prior: higher is better. */
export interface PointWorth {
  at(point: Point): number;
  /** The worth and its gradient, where parameters that are not active have coordinates, too. */
  slopeAt(point: KernelPoint): Slope;
}

/** The parts of a request that a worth depends on. */
export type WorthRequest = Pick<AdaptiveRequest, 'axes' | 'history' | 'gp'>;

/** The worth of points by the acquisition that the user chose, for one goal without constraints. */
export function acquisitionWorth({ axes, history, gp = usualGp }: WorthRequest, posterior: Posterior): PointWorth {
  const acquisition = acquisitionOf(gp);
  const worth: PointWorth = {
    at: (point) => {
      const { mean, deviation } = posterior.predict(toKernelPoint(axes, point));
      const { value } = acquisition.at(mean, deviation, posterior.lowestMean);
      const prior = logPrior(axes, point, history.length);
      return acquisition.isProduct ? value * Math.exp(prior) : value + prior;
    },
    slopeAt: (x) => {
      const { mean, deviation, meanGradient, deviationGradient } = posterior.predictSlope(x);
      const { value, byMean, byDeviation } = acquisition.at(mean, deviation, posterior.lowestMean);
      const prior = logPrior(axes, x, history.length);
      const priorGradient = logPriorGradient(axes, x, history.length);
      const [factor, share] = acquisition.isProduct ? [Math.exp(prior), value] : [1, 1];
      return {
        value: acquisition.isProduct ? value * factor : value + prior,
        gradient: meanGradient.map(
          (slope, k) =>
            factor * (byMean * slope + byDeviation * (deviationGradient[k] ?? 0) + share * (priorGradient[k] ?? 0)),
        ),
      };
    },
  };
  return perSecond({ axes, history, gp }, worth, acquisition.isProduct);
}
