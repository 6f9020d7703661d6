import { addL2Gradient, addLossGradient, evaluate, sliceSamples, type Model, type Samples } from '../src/index.js';
import { randomProblem } from './randomProblem.js';

const l2 = 0.3;

/** What a full-batch step descends: the mean cross-entropy plus the penalty, which spares the bias. */
function penalizedLoss(model: Model, samples: Samples): number {
  const penalized = model.weights.subarray(0, model.width * model.classes);
  return evaluate(model, samples).loss + (l2 / 2) * penalized.reduce((sum, w) => sum + w * w, 0);
}

function gradientOf(model: Model, samples: Samples, penalty: number): Float64Array {
  const gradient = new Float64Array(model.weights.length);
  const scratch = new Float64Array(model.classes);
  for (let row = 0; row < samples.count; row++)
    addLossGradient(model, samples, row, 1 / samples.count, gradient, scratch);
  addL2Gradient(model, penalty, gradient);
  return gradient;
}

/**
 * The central difference has an error of h^2 |f'''| / 6 + eps |f| / h; with h = 1e-5, f and f''' of order 1 to 10,
 * that is about 1e-10 + 1e-10. The bound is 50 times that.
 */
test.each([1, 2, 3, 4, 5])('the gradient agrees with central differences in every weight (problem %d)', (seed) => {
  const { samples, model } = randomProblem(seed);
  const h = 1e-5;
  const gradient = gradientOf(model, samples, l2);
  model.weights.forEach((weight, i) => {
    model.weights[i] = weight + h;
    const above = penalizedLoss(model, samples);
    model.weights[i] = weight - h;
    const below = penalizedLoss(model, samples);
    model.weights[i] = weight;
    expect(Math.abs(gradient[i]! - (above - below) / (2 * h))).toBeLessThan(1e-8);
  });
});

test('without a penalty the gradient sums to zero over the classes: a common shift of scores changes nothing', () => {
  const { samples, model } = randomProblem(6);
  const gradient = gradientOf(model, samples, 0);
  for (let feature = 0; feature <= model.width; feature++) {
    const row = gradient.subarray(feature * model.classes, (feature + 1) * model.classes);
    expect(Math.abs(row.reduce((sum, g) => sum + g, 0))).toBeLessThan(1e-15);
  }
});

test('the loss that comes with the gradient is the loss that evaluate measures', () => {
  const { samples, model } = randomProblem(7);
  const gradient = new Float64Array(model.weights.length);
  for (let row = 0; row < samples.count; row++) {
    const loss = addLossGradient(model, samples, row, 1, gradient, new Float64Array(model.classes));
    expect(loss).toBe(evaluate(model, sliceSamples(samples, row, row + 1)).loss);
  }
});

test('bytes with a unit and the floats they stand for have the same gradient', () => {
  const { samples, model } = randomProblem(8);
  const bytes = Uint8Array.from(samples.features, (value) => Math.round(value * 100));
  const counted = gradientOf(model, { ...samples, features: bytes, unit: 1 / 255 }, 0);
  const floats = gradientOf(
    model,
    { ...samples, features: Float64Array.from(bytes, (byte) => byte / 255), unit: 1 },
    0,
  );
  counted.forEach((g, i) => expect(g).toBeCloseTo(floats[i]!, 14));
});
