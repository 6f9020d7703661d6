import type { Explainer } from '../adaptive/explanation.js';
import { gainAt } from './expectedGain.js';
import { isStart, posteriorOf } from './gp.js';
import { fitModel } from './gpModel.js';
import { usualGp } from './gpOptions.js';
import { toKernelPoint } from './kernelPoint.js';
import { lossBand, lossScaleOf } from './lossScale.js';
import { acquisitionWorth } from './worth.js';

/** Says what the process expects at a point that it has proposed, and what that is worth to it. */
export const explainGp: Explainer = (request, point) => {
  if (isStart(request)) return { kind: 'start' };
  const posterior = posteriorOf(request);
  const losses = request.history.map(({ loss }) => loss);
  const model = { ...fitModel(request), posterior };
  const prediction = posterior.predict(toKernelPoint(request.axes, point));
  const [low, expected, high] = lossBand(lossScaleOf(model, losses), prediction);
  const { acquisition = usualGp.acquisition } = request.gp ?? {};
  const { gain } = gainAt(model, losses, prediction);
  return {
    kind: 'model',
    expected,
    low,
    high,
    acquisition,
    worth: acquisitionWorth(request, posterior).at(point),
    gain,
  };
};
