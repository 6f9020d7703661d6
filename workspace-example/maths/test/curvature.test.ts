import { addL2Gradient, addLossGradient, createModel, lossCurvature, mulberry32, type Samples } from '../src/index.js';

const [count, width, classes, l2] = [7, 4, 3, 0.25];
const rng = mulberry32(1);
const samples: Samples = {
  count,
  width,
  features: Uint8Array.from({ length: count * width }, () => Math.floor(rng() * 4) * 60),
  unit: 1 / 255,
  labels: Uint8Array.from({ length: count }, () => Math.floor(rng() * classes)),
};

/** The gradient of the regularized loss by the weights, without the bias. */
function gradientAt(weights: Float64Array): Float64Array {
  const model = createModel(width, classes);
  model.weights.set(weights);
  const gradient = new Float64Array(model.weights.length);
  for (let row = 0; row < count; row++)
    addLossGradient(model, samples, row, 1 / count, gradient, new Float64Array(classes));
  addL2Gradient(model, l2, gradient);
  return gradient.subarray(0, width * classes);
}

test('products with the Hessian at zero are differences of gradients', () => {
  const { dimension, hessianVector } = lossCurvature(samples, classes, l2);
  expect(dimension).toBe(width * classes);
  const vector = Float64Array.from({ length: dimension }, () => rng() - 0.5);
  const step = 1e-5;
  const [ahead, behind] = [step, -step].map((factor) => gradientAt(vector.map((value) => factor * value)));
  const product = hessianVector(vector);
  for (let k = 0; k < dimension; k++) expect(product[k]).toBeCloseTo((ahead![k]! - behind![k]!) / (2 * step), 6);
});
