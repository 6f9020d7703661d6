import { createLearner, evaluate, runEpoch, type LearningOptions, type Model, type Samples } from '@example/maths';
import { digitClasses } from '@example/mnist';

/** What `train` writes: small, and the same wherever it is computed. */
export interface FinalModel {
  readonly params: LearningOptions;
  readonly epochs: number;
  readonly trainingLoss: number;
  readonly testError: number;
  readonly testLoss: number;
  readonly weights: WeightsSummary;
}

interface WeightsSummary {
  /** [features, classes], without the bias. */
  readonly shape: readonly [number, number];
  /** Euclidean norm of each class's weights, shape [classes]. */
  readonly norms: readonly number[];
  readonly bias: readonly number[];
}

/** Trains on all of `training`, then looks at `test` once. */
export function trainFinalModel(
  training: Samples,
  test: Samples,
  params: LearningOptions,
  epochs: number,
  rng: () => number,
): FinalModel {
  const learner = createLearner(training, digitClasses);
  let trainingLoss = NaN;
  for (let epoch = 1; epoch <= epochs; epoch++) trainingLoss = runEpoch(learner, params, rng);
  const { error, loss } = evaluate(learner.model, test);
  return { params, epochs, trainingLoss, testError: error, testLoss: loss, weights: summarizeWeights(learner.model) };
}

function summarizeWeights({ weights, width, classes }: Model): WeightsSummary {
  const squares = new Float64Array(classes);
  for (let i = 0; i < width * classes; i++) squares[i % classes]! += weights[i]! ** 2;
  return {
    shape: [width, classes],
    norms: Array.from(squares, Math.sqrt),
    bias: Array.from(weights.subarray(width * classes)),
  };
}
