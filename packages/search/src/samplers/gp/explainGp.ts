import { defined } from '../../core/defined.js';
import type { AdaptiveRequest, Point } from '../adaptive/adaptiveSampler.js';
import type { Explainer, ModelsExplanation } from '../adaptive/explanation.js';
import type { Prediction } from './gaussianProcess.js';
import { gainAt } from './expectedGain.js';
import { fitGoals, goalHistory } from './goalModels.js';
import { type GoalsWorth, goalsWorth } from './goalsWorth.js';
import { hasGoals, isStart, posteriorOf } from './gp.js';
import { fitModel, type GpModel, withPending } from './gpModel.js';
import { usualGp } from './gpOptions.js';
import { toKernelPoint } from './kernelPoint.js';
import { lossBand, lossScaleOf } from './lossScale.js';
import { regretScale } from './outputWarp.js';
import { acquisitionWorth } from './pointWorth.js';

/** Says what the process expects at a point that it has proposed, and what that is worth to it. */
export const explainGp: Explainer = (request, point) => {
  if (isStart(request)) return { kind: 'start' };
  if (hasGoals(request)) return explainGoals(request, point);
  const posterior = posteriorOf(request);
  const losses = request.history.map(({ loss }) => loss);
  const model = { ...fitModel(request), posterior };
  const prediction = posterior.predict(toKernelPoint(request.axes, point));
  const [low, expected, high] = lossBand(lossScaleOf(model, losses), prediction);
  const { acquisition = usualGp.acquisition } = request.gp ?? {};
  const { gain } = gainAt(model, losses, prediction);
  const worth = acquisitionWorth(request, posterior).at(point);
  return { kind: 'model', expected, low, high, acquisition, worth, gain };
};

function explainGoals(request: AdaptiveRequest, point: Point): ModelsExplanation {
  const { axes, history, pending } = request;
  const models = fitGoals(request).goals;
  const losses = models.map((_, goal) => goalHistory(history, goal).map(({ loss }) => loss));
  const predictions = models.map((model) => withPending(axes, pending, model).predict(toKernelPoint(axes, point)));
  const goals = models.map((model, goal) => {
    const [low, expected, high] = lossBand(
      lossScaleOf(model, losses[goal] ?? []),
      predictions[goal] ?? { mean: 0, deviation: 0 },
    );
    return { expected, low, high };
  });
  const worth = goalsWorth(request);
  const chance = worth.chanceAt(point);
  const improvement = improvementAt(worth, point, models, predictions, losses);
  return { kind: 'models', goals, chance, ...(Number.isFinite(improvement) ? defined({ improvement }) : {}) };
}

/** Not finite where losses of all sizes that numbers can have leave no digits. */
function improvementAt(
  worth: GoalsWorth,
  point: Point,
  models: readonly GpModel[],
  [prediction]: readonly Prediction[],
  losses: readonly (readonly number[])[],
): number | undefined {
  const log = worth.logImprovementAt(point);
  const [model] = models;
  if (log === undefined || worth.isScalar || model === undefined || prediction === undefined) return undefined;
  if (worth.incumbent !== undefined) return gainAt(model, losses[0] ?? [], prediction, worth.incumbent).gain;
  return models.reduce((volume, one, goal) => volume * unitOf(one, losses[goal] ?? []), Math.exp(log));
}

/** The loss that a value of 1 represents in a process that is not warped. */
function unitOf({ scale }: GpModel, losses: readonly number[]): number {
  const { spread } = regretScale(losses);
  return spread > 0 ? spread * scale.deviation : 0;
}
