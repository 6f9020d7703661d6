import { createModel, mulberry32, type Model, type Samples } from '../src/index.js';

/** Random samples and a random model of their shape; about a third of the features are zero. */
export function randomProblem(seed: number, count = 7, width = 5, classes = 4): { samples: Samples; model: Model } {
  const rng = mulberry32(seed);
  const features = Float64Array.from({ length: count * width }, () => Math.max(0, rng() * 3 - 1));
  const labels = Uint8Array.from({ length: count }, () => Math.floor(rng() * classes));
  const model = createModel(width, classes);
  model.weights.forEach((_, i) => (model.weights[i] = rng() * 2 - 1));
  return { samples: { count, width, features, unit: 0.5, labels }, model };
}
