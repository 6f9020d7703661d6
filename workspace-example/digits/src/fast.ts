import { evaluate, sliceSamples } from '@example/maths';
import { loadDigits } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { shrinkImages } from './shrink.js';
import { type SmallModelParams, trainSmallModel } from './trainSmallModel.js';

/** How many images are read in one measurement: one alone takes less than a clock can tell. */
const together = 1_000;

/** How well a small model reads digits that it has not seen, a fraction in [0, 1], and how long it takes for one small image. */
export default async function fast(
  params: SmallModelParams,
  trial: Trial,
): Promise<{ validationError: number; inferenceMs: number }> {
  const { training, validation } = loadDigits();
  const model = await trainSmallModel(training, params, trial);
  const images = shrinkImages(validation, params.block);
  const some = sliceSamples(images, 0, together);
  const { median } = await trial.measure(() => evaluate(model, some));
  return { validationError: evaluate(model, images).error, inferenceMs: median / together };
}
