import { type LearningOptions, softmax } from '@example/maths';
import { digitClasses } from '@example/mnist';

import { trainingDigits } from './samples.js';

/** Products with the Hessian of the loss. */
interface Curvature {
  /** width * classes: the weights, row-major as in `Model`. */
  readonly dimension: number;
  hessianVector(vector: Readonly<Float64Array>): Float64Array;
}

/**
 * The curvature of the regularized training loss where training starts, at zero weights. There every class has probability
 * 1 / classes, so the Hessian is the mean of (diag(p) - p p') ⊗ x x', plus l2. The bias stays fixed: along equal biases of all classes the
 * loss is flat.
 */
export function curvature({ l2 }: LearningOptions): Curvature {
  const samples = trainingDigits();
  const { count, width, features, unit } = samples;
  const probabilities = new Float64Array(digitClasses);
  softmax(probabilities);
  return {
    dimension: width * digitClasses,
    hessianVector: (vector) => {
      const product = Float64Array.from(vector, (value) => l2 * value);
      const change = new Float64Array(digitClasses);
      for (let row = 0; row < count; row += 1) {
        const pixels = features.subarray(row * width, (row + 1) * width);
        multiply(pixels, unit, vector, change);
        const mean = change.reduce((sum, value, c) => sum + value * probabilities[c]!, 0);
        for (let c = 0; c < digitClasses; c += 1) change[c] = (probabilities[c]! * (change[c]! - mean)) / count;
        addProduct(pixels, unit, change, product);
      }
      return product;
    },
  };
}

type Pixels = Uint8Array | Float32Array | Float64Array;

/** scores = V'x, for V of shape [width, classes]. */
function multiply(pixels: Pixels, unit: number, vector: Readonly<Float64Array>, scores: Float64Array): void {
  scores.fill(0);
  for (const [feature, pixel] of pixels.entries()) {
    if (pixel === 0) continue;
    for (let c = 0; c < scores.length; c += 1) scores[c]! += pixel * unit * vector[feature * scores.length + c]!;
  }
}

/** product += x scores'. */
function addProduct(pixels: Pixels, unit: number, scores: Float64Array, product: Float64Array): void {
  for (const [feature, pixel] of pixels.entries()) {
    if (pixel === 0) continue;
    for (let c = 0; c < scores.length; c += 1) product[feature * scores.length + c]! += pixel * unit * scores[c]!;
  }
}
