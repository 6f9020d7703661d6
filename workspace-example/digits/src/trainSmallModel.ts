import { setImmediate } from 'node:timers/promises';

import { createLearner, type Model, runEpoch, type Samples } from '@example/maths';
import { digitClasses } from '@example/mnist';
import type { Trial } from 'nx-tune';

import { shrinkImages } from './shrink.js';

export interface SmallModelParams {
  /** A pixel that the model sees is the mean of `block` by `block` pixels: 1, 2, 4 or 7. */
  readonly block: number;
  readonly stepSize: number;
}

const epochs = 3;
const options = { momentum: 0.9, batchSize: 60, l2: 0.0001 };

/** Trains a model that has one weight for each pixel of a smaller image and each class. */
export async function trainSmallModel(
  training: Samples,
  { block, stepSize }: SmallModelParams,
  trial: Pick<Trial, 'rng' | 'signal'>,
): Promise<Model> {
  const learner = createLearner(shrinkImages(training, block), digitClasses);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    runEpoch(learner, { ...options, stepSize }, trial.rng);
    await setImmediate(); // a thread hears that its trial was aborted only between two turns of its event loop
    trial.signal.throwIfAborted();
  }
  return learner.model;
}
