import { createModel, type Model } from './model.js';
import type { Samples } from './samples.js';

/** A model in training, with all the memory a step needs: allocated once, so that steps allocate nothing. */
export interface Learner {
  readonly model: Model;
  readonly samples: Samples;
  /** The shape of the weights. */
  readonly velocity: Float64Array;
  readonly gradient: Float64Array;
  /** Shape [classes]. */
  readonly scratch: Float64Array;
  /** A permutation of the sample indices. */
  readonly order: Uint32Array;
}

export function createLearner(samples: Samples, classes: number): Learner {
  const model = createModel(samples.width, classes);
  return {
    model,
    samples,
    velocity: new Float64Array(model.weights.length),
    gradient: new Float64Array(model.weights.length),
    scratch: new Float64Array(classes),
    order: Uint32Array.from({ length: samples.count }, (_, row) => row),
  };
}
