import { type LearningOptions, type LossCurvature, lossCurvature, sliceSamples } from '@example/maths';
import { digitClasses, loadDigits } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { epochs } from './epochs.js';
import { validate, type ValidationMetrics } from './validate.js';

/** How well logistic regression, trained with these params, reads digits that it has not seen. */
export default function objective(params: LearningOptions, trial: Trial): Promise<ValidationMetrics> {
  return validate(loadDigits(), params, epochs, trial);
}

/** How many images are enough to know the curvature of the loss within a few percent. */
const enough = 2_000;

/** What `npx nx-tune theory digits` measures. */
export const curvature = ({ l2 }: LearningOptions): LossCurvature =>
  lossCurvature(sliceSamples(loadDigits().training, 0, enough), digitClasses, l2);
