import type { LearningOptions } from '@example/maths';
import { loadDigits } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { epochs } from './epochs.js';
import { validate, type ValidationMetrics } from './validate.js';

/** How well logistic regression, trained with these params, reads digits that it has not seen. */
export default function objective(params: LearningOptions, trial: Trial): Promise<ValidationMetrics> {
  return validate(loadDigits(), params, epochs, trial);
}
