import { lognormalShortfall } from '../../math/lognormalShortfall.js';
import type { AdaptiveRequest, Observation } from '../adaptive/adaptiveSampler.js';
import type { Prediction } from './gaussianProcess.js';
import { logExpectedImprovement } from './expectedImprovement.js';
import { fitModel, type GpModel } from './gpModel.js';
import { fitGoals, goalHistory } from './goalModels.js';
import { goalsWorth } from './goalsWorth.js';
import { usualGp } from './gpOptions.js';
import { toKernelPoint } from './kernelPoint.js';
import { optimizeAcquisition } from './optimizeAcquisition.js';
import { regretScale } from './outputWarp.js';
import { acquisitionWorth } from './pointWorth.js';

/** The expected gain, in units of loss. */
export interface ExpectedGain {
  /** The expected gain of the next trial on the incumbent. */
  readonly gain: number;
  /** The standard deviation of the noise near the incumbent, as the model sees it. */
  readonly noise: number;
}

/** The cost of a model grows with the cube of its observations: of more than these, the best are kept. */
const mostObservations = 300;

/**
 * Returns the expected gain of the next trial on the incumbent, where a Gaussian process expects most: the value of continuing a
 * search. Undefined as long as there are too few observations for a model, or too few that satisfy all constraints, and for
 * several goals.
 *
 * The incumbent is the observed point of the lowest predicted mean, so that no lucky value raises the bar (D. Huang, T. T. Allen,
 * W. I. Notz and N. Zeng, "Global Optimization of Stochastic Black-Box Systems via Sequential Kriging Meta-Models", J. Global
 * Optim. 34 (2006), 441-466, section 3.5, who stop a search in this way).
 */
export function expectedGain(request: AdaptiveRequest): ExpectedGain | undefined {
  const history = bestOf(request.history);
  const known = history.filter(({ loss }) => loss < Infinity).length;
  if (known < 2 || history.length < leastToJudge(request.axes.length)) return undefined;
  if ((request.goals ?? 1) > 1) return undefined;
  if ((request.constraints ?? 0) > 0) return constrainedGain({ ...request, history, gp: usualGp, pending: [] });
  const model = fitModel({ ...request, history });
  const point = optimizeAcquisition(
    { ...request, history, pending: [] },
    acquisitionWorth({ ...request, gp: usualGp, history }, model.posterior),
  );
  if (point === undefined) return { gain: 0, noise: 0 };
  return gainAt(
    model,
    history.map(({ loss }) => loss),
    model.posterior.predict(toKernelPoint(request.axes, point)),
  );
}

/** As `expectedGain`, with constraints: a trial that violates them gains nothing. */
function constrainedGain(request: AdaptiveRequest): ExpectedGain | undefined {
  const [model] = fitGoals(request).goals;
  const worth = goalsWorth(request);
  if (model === undefined || worth.incumbent === undefined) return undefined;
  const point = optimizeAcquisition(request, worth, worth.centres);
  if (point === undefined) return { gain: 0, noise: 0 };
  const losses = goalHistory(request.history, 0).map(({ loss }) => loss);
  const prediction = model.posterior.predict(toKernelPoint(request.axes, point));
  const { gain, noise } = gainAt(model, losses, prediction, worth.incumbent);
  return { gain: gain * worth.chanceAt(point), noise };
}

const leastToJudge = (dimensions: number): number => Math.max(20, 4 * dimensions);

const bestOf = (history: readonly Observation[]): readonly Observation[] =>
  history.length <= mostObservations
    ? history
    : history.toSorted((a, b) => (a.loss < b.loss ? -1 : a.loss > b.loss ? 1 : 0)).slice(0, mostObservations);

/**
 * Returns the expected gain where this is predicted, and the noise, in units of loss.
 *
 * With regret r, the process models v = (log(1 + c r) - m) / s, so 1 + c r is lognormal. Of the noise, its standard deviation on
 * this scale is known, and that of a loss is as many times larger as the scale is steep there.
 */
export function gainAt(
  { kernel, scale, posterior }: GpModel,
  losses: readonly number[],
  { mean, deviation }: Prediction,
  best: number = posterior.lowestMean,
): ExpectedGain {
  const { spread } = regretScale(losses);
  if (!(spread > 0) || !(scale.deviation > 0)) return { gain: 0, noise: 0 };
  if (kernel.outputWarp === 0) return inRegrets(best, kernel.noise, { mean, deviation }, scale.deviation * spread);
  const unit = spread / kernel.outputWarp;
  const incumbent = scale.deviation * best + scale.mean;
  const shortfall = lognormalShortfall(incumbent, scale.deviation * mean + scale.mean, scale.deviation * deviation);
  return { gain: shortfall * unit, noise: Math.exp(incumbent) * scale.deviation * Math.sqrt(kernel.noise) * unit };
}

/** Without an output warp, values are losses in another unit. */
const inRegrets = (best: number, noise: number, { mean, deviation }: Prediction, unit: number): ExpectedGain => ({
  gain: Math.exp(logExpectedImprovement(mean, deviation, best).value) * unit,
  noise: Math.sqrt(noise) * unit,
});
