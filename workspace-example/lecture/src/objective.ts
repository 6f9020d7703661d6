import {
  createLearner,
  evaluate,
  type LearningOptions,
  type LossCurvature,
  lossCurvature,
  runEpoch,
} from '@example/maths';
import { digitClasses } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { testDigits, trainingDigits, validationDigits } from './samples.js';

/** Epochs of a trial without a budget. */
export const epochs = 9;

/** Fractions in [0, 1]. The test error is measured along for the table; no sweep chooses by it. */
type Errors = { readonly validationError: number; readonly testError: number };

/** Trains multinomial logistic regression by minibatch SGD with momentum, for the epochs of the budget. */
export default function objective(params: LearningOptions, trial: Trial): Errors {
  const learner = createLearner(trainingDigits(), digitClasses);
  const rng = (): number => trial.rng();
  for (let epoch = 0; epoch < (trial.budget ?? epochs); epoch += 1)
    if (!Number.isFinite(runEpoch(learner, params, rng))) return { validationError: NaN, testError: NaN };
  return {
    validationError: evaluate(learner.model, validationDigits()).error,
    testError: evaluate(learner.model, testDigits()).error,
  };
}

/** What `npx nx-tune theory lecture` measures. */
export const curvature = ({ l2 }: LearningOptions): LossCurvature => lossCurvature(trainingDigits(), digitClasses, l2);
