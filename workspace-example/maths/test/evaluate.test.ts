import { createModel, evaluate, type Samples } from '../src/index.js';

/** Four samples of one-hot features; the model's scores are then rows of its weights. */
const samples = (labels: readonly number[]): Samples => ({
  count: 4,
  width: 4,
  features: Uint8Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
  unit: 1,
  labels: Uint8Array.from(labels),
});

/** Sample 0 is read as class 0, sample 1 as 1, sample 2 as 2, and sample 3 is a tie of 1 and 2. */
function reader() {
  const model = createModel(4, 3);
  model.weights.set([5, 0, 0, 0, 5, 0, 0, 0, 5, 0, 5, 5]);
  return model;
}

test.each([
  [[0, 1, 2, 1], 0],
  [[0, 1, 2, 2], 0.25],
  [[0, 1, 1, 2], 0.5],
  [[1, 2, 0, 0], 1],
])('labels %j: the error is the fraction that is wrong, and a tie goes to the lower class', (labels, error) => {
  expect(evaluate(reader(), samples(labels)).error).toBe(error);
});

test('a model that knows nothing loses log(classes) nats', () => {
  expect(evaluate(createModel(4, 3), samples([0, 1, 2, 0])).loss).toBeCloseTo(Math.log(3), 15);
});

test('the bias counts whatever the features are', () => {
  const model = createModel(4, 3);
  model.weights.set([0, 0, 1], 12);
  expect(evaluate(model, samples([2, 2, 2, 2])).error).toBe(0);
});
