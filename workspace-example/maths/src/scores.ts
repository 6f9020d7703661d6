import type { Model } from './model.js';
import type { Samples } from './samples.js';

/** Writes the scores (logits) of sample `row` into `scores`, shape [classes]. */
export function computeScores(model: Model, samples: Samples, row: number, scores: Float64Array): void {
  const { weights, width, classes } = model;
  const { features, unit } = samples;
  scores.fill(0);
  for (let feature = 0, at = row * width; feature < width; feature++, at++) {
    const value = features[at]!;
    if (value === 0) continue;
    for (let c = 0, w = feature * classes; c < classes; c++, w++) scores[c]! += value * weights[w]!;
  }
  for (let c = 0, bias = width * classes; c < classes; c++, bias++) scores[c] = scores[c]! * unit + weights[bias]!;
}
