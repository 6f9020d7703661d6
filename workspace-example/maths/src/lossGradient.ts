import type { Model } from './model.js';
import type { Samples } from './samples.js';
import { computeScores } from './scores.js';
import { softmax } from './softmax.js';

/**
 * Adds the gradient of one sample's cross-entropy, times `share`, to `gradient` (the shape of the weights),
 * and returns the cross-entropy in nats.
 *
 * For scores z = W'x + b the loss is log(sum(exp(z))) - z[label], and its derivative by z is softmax(z) - onehot(label).
 *
 * @param share 1 / (size of the minibatch), which makes the sum over a minibatch its mean.
 * @param scratch shape [classes]; overwritten.
 */
export function addLossGradient(
  model: Model,
  samples: Samples,
  row: number,
  share: number,
  gradient: Float64Array,
  scratch: Float64Array,
): number {
  const label = samples.labels[row]!;
  computeScores(model, samples, row, scratch);
  const labelScore = scratch[label]!;
  const loss = softmax(scratch) - labelScore;
  scratch[label]! -= 1;
  addOuterProduct(samples, row, scratch, share, gradient);
  return loss;
}

/** Adds share * x * residual' to the weights' part of `gradient`, and share * residual to its last row. Scales `residual`. */
function addOuterProduct(
  samples: Samples,
  row: number,
  residual: Float64Array,
  share: number,
  gradient: Float64Array,
): void {
  const { features, width, unit } = samples;
  const classes = residual.length;
  for (let c = 0, bias = width * classes; c < classes; c++, bias++) gradient[bias]! += residual[c]! * share;
  for (let c = 0; c < classes; c++) residual[c]! *= share * unit;
  for (let feature = 0, at = row * width; feature < width; feature++, at++) {
    const value = features[at]!;
    if (value === 0) continue;
    for (let c = 0, g = feature * classes; c < classes; c++, g++) gradient[g]! += value * residual[c]!;
  }
}
