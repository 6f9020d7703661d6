import type { Samples } from './samples.js';
import { softmax } from './softmax.js';

/** Products with the Hessian of the loss by the weights. */
export interface LossCurvature {
  /** width * classes: the weights, row-major as in `Model`. */
  readonly dimension: number;
  hessianVector(vector: Readonly<Float64Array>): Float64Array;
}

/**
 * The curvature of the regularized loss where training starts, at zero weights. There every class has the probability
 * 1 / classes, so the Hessian is the mean of (diag(p) - p p') ⊗ x x', plus l2. The bias stays fixed: along equal biases of all classes,
 * the loss is flat.
 */
export function lossCurvature(samples: Samples, classes: number, l2: number): LossCurvature {
  const { count, width } = samples;
  const probabilities = new Float64Array(classes);
  softmax(probabilities);
  return {
    dimension: width * classes,
    hessianVector: (vector) => {
      const product = Float64Array.from(vector, (value) => l2 * value);
      const change = new Float64Array(classes);
      for (let row = 0; row < count; row += 1) {
        multiply(samples, row, vector, change);
        const mean = change.reduce((sum, value, c) => sum + value * probabilities[c]!, 0);
        for (let c = 0; c < classes; c += 1) change[c] = (probabilities[c]! * (change[c]! - mean)) / count;
        addProduct(samples, row, change, product);
      }
      return product;
    },
  };
}

/** scores = V'x, for V of shape [width, classes]. */
function multiply(samples: Samples, row: number, vector: Readonly<Float64Array>, scores: Float64Array): void {
  const { features, width, unit } = samples;
  const classes = scores.length;
  scores.fill(0);
  for (let feature = 0, at = row * width; feature < width; feature++, at++) {
    const value = features[at]! * unit;
    if (value === 0) continue;
    for (let c = 0, v = feature * classes; c < classes; c++, v++) scores[c]! += value * vector[v]!;
  }
}

/** product += x scores'. */
function addProduct(samples: Samples, row: number, scores: Readonly<Float64Array>, product: Float64Array): void {
  const { features, width, unit } = samples;
  const classes = scores.length;
  for (let feature = 0, at = row * width; feature < width; feature++, at++) {
    const value = features[at]! * unit;
    if (value === 0) continue;
    for (let c = 0, p = feature * classes; c < classes; c++, p++) product[p]! += value * scores[c]!;
  }
}
