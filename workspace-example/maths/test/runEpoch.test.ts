import {
  addL2Gradient,
  addLossGradient,
  createLearner,
  evaluate,
  mulberry32,
  runEpoch,
  type Samples,
} from '../src/index.js';
import { randomProblem } from './randomProblem.js';

const options = { stepSize: 0.2, momentum: 0.5, batchSize: 3, l2: 0.1 };

function train(samples: Samples, epochs: number, seed: number, changes: Partial<typeof options> = {}) {
  const learner = createLearner(samples, 4);
  const rng = mulberry32(seed);
  const losses = Array.from({ length: epochs }, () => runEpoch(learner, { ...options, ...changes }, rng));
  return { model: learner.model, losses };
}

test('the same random numbers give the same weights to the last bit; others do not', () => {
  const { samples } = randomProblem(1, 20);
  const [first, again, other] = [train(samples, 3, 1), train(samples, 3, 1), train(samples, 3, 2)];
  expect(again).toEqual(first);
  expect(other.model.weights).not.toEqual(first.model.weights);
});

test('from zero weights a full batch takes one step along the mean gradient', () => {
  const { samples } = randomProblem(2);
  const { model, losses } = train(samples, 1, 1, { batchSize: 100 });
  const zero = createLearner(samples, 4);
  for (let row = 0; row < samples.count; row++)
    addLossGradient(zero.model, samples, row, 1 / samples.count, zero.gradient, zero.scratch);
  expect(losses[0]).toBeCloseTo(Math.log(4), 14);
  model.weights.forEach((w, i) => expect(w).toBeCloseTo(-options.stepSize * zero.gradient[i]!, 15));
});

test('each epoch draws as many numbers as its shuffle needs, whatever the batch size', () => {
  const { samples } = randomProblem(3, 10);
  for (const batchSize of [1, 3, 10, 50]) {
    const rng = jest.fn(mulberry32(1));
    runEpoch(createLearner(samples, 4), { ...options, batchSize }, rng);
    expect(rng).toHaveBeenCalledTimes(9);
  }
});

/** The penalized loss is strongly convex but for a common shift of the biases, along which its gradient is zero. */
test('full-batch descent ends where the gradient is zero', () => {
  const { samples } = randomProblem(4, 30);
  const { model } = train(samples, 2000, 1, { batchSize: 30 });
  const end = createLearner(samples, 4);
  for (let row = 0; row < samples.count; row++)
    addLossGradient(model, samples, row, 1 / samples.count, end.gradient, end.scratch);
  addL2Gradient(model, options.l2, end.gradient);
  expect(Math.max(...end.gradient.map(Math.abs))).toBeLessThan(1e-12);
});

test('learning lowers the loss', () => {
  const { samples } = randomProblem(5, 50);
  const { model } = train(samples, 20, 1, { l2: 0 });
  expect(evaluate(model, samples).loss).toBeLessThan(Math.log(4));
});

test('a loss that is not finite ends the epoch with NaN', () => {
  const { samples } = randomProblem(6);
  expect(train(samples, 1, 1, { stepSize: 1e308, batchSize: 1 }).losses).toEqual([NaN]);
});
