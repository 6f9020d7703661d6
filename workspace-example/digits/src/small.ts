import { evaluate } from '@example/maths';
import { loadDigits } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { modelBytes, quantizeModel } from './quantize.js';
import { shrinkImages } from './shrink.js';
import { type SmallModelParams, trainSmallModel } from './trainSmallModel.js';

/** How well a small model reads digits that it has not seen, a fraction in [0, 1], and how many bytes it takes. */
export default async function small(
  params: SmallModelParams & { readonly bits: number },
  trial: Trial,
): Promise<{ validationError: number; modelBytes: number }> {
  const { training, validation } = loadDigits();
  const exact = await trainSmallModel(training, params, trial);
  const model = quantizeModel(exact, params.bits);
  const { error } = evaluate(model, shrinkImages(validation, params.block));
  return { validationError: error, modelBytes: modelBytes(model, params.bits) };
}
