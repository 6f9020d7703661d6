import { setImmediate } from 'node:timers/promises';

import { createLearner, evaluate, runEpoch, type LearningOptions } from '@example/maths';
import { digitClasses, type Digits } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { restoreLearner, saveLearner } from './checkpoint.js';

/** What a trial answers: fractions in [0, 1], and losses in nats. */
export type ValidationMetrics = {
  readonly validationError: number;
  readonly validationLoss: number;
  readonly trainingLoss: number;
};

const diverged: ValidationMetrics = { validationError: NaN, validationLoss: NaN, trainingLoss: NaN };

/**
 * Trains for `epochs` epochs, reports the metrics after each, and returns the last; NaN once the loss is not finite. With a
 * budget it trains for so many in all, goes on where the trial before stopped, and leaves what the next needs to go on.
 */
export async function validate(
  digits: Pick<Digits, 'training' | 'validation'>,
  options: LearningOptions,
  epochs: number,
  trial: Pick<Trial, 'rng' | 'report' | 'signal' | 'dir' | 'budget' | 'checkpoint'>,
): Promise<ValidationMetrics> {
  const learner = createLearner(digits.training, digitClasses);
  const before = trial.checkpoint === undefined ? 0 : restoreLearner(trial.checkpoint, learner, trial.rng);
  const last = trial.budget ?? epochs;
  let metrics = diverged;
  for (let epoch = before + 1; epoch <= last; epoch++) {
    const trainingLoss = runEpoch(learner, options, trial.rng);
    const { error, loss } = evaluate(learner.model, digits.validation);
    if (!Number.isFinite(trainingLoss) || !Number.isFinite(loss)) return diverged;
    metrics = { validationError: error, validationLoss: loss, trainingLoss };
    trial.report(epoch, metrics);
    await setImmediate(); // a thread hears that its trial was aborted only between two turns of its event loop
    trial.signal.throwIfAborted();
  }
  if (trial.budget !== undefined) saveLearner(trial.dir, learner, last);
  return metrics;
}
