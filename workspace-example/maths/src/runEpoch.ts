import { heavyBall, type StepOptions } from './heavyBall.js';
import { addL2Gradient } from './l2.js';
import type { Learner } from './learner.js';
import { addLossGradient } from './lossGradient.js';
import { shuffle } from './shuffle.js';

export interface LearningOptions extends StepOptions {
  /** Samples per step; the last minibatch of an epoch may be smaller. */
  readonly batchSize: number;
  /** Weight of the penalty (l2 / 2) * |W|^2. */
  readonly l2: number;
}

/**
 * Visits every sample once, in a new order, with a step after each minibatch.
 *
 * @returns the mean cross-entropy in nats (without the penalty), each sample's taken just before it was learned;
 * NaN as soon as it is not finite, since no later step would repair that.
 */
export function runEpoch(learner: Learner, options: LearningOptions, rng: () => number): number {
  const { count } = learner.samples;
  shuffle(learner.order, rng);
  let total = 0;
  for (let from = 0; from < count && Number.isFinite(total); from += options.batchSize) {
    total += runStep(learner, options, from, Math.min(from + options.batchSize, count));
  }
  return Number.isFinite(total) ? total / count : NaN;
}

/** One minibatch: the samples `order[from..to)`. Returns the sum of their losses. */
function runStep(learner: Learner, options: LearningOptions, from: number, to: number): number {
  const { model, samples, velocity, gradient, scratch, order } = learner;
  const share = 1 / (to - from);
  let total = 0;
  gradient.fill(0);
  for (let i = from; i < to; i++) total += addLossGradient(model, samples, order[i]!, share, gradient, scratch);
  if (options.l2 > 0) addL2Gradient(model, options.l2, gradient);
  heavyBall(model.weights, velocity, gradient, options);
  return total;
}
