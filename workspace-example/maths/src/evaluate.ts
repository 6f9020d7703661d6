import type { Model } from './model.js';
import type { Samples } from './samples.js';
import { computeScores } from './scores.js';
import { softmax } from './softmax.js';

export interface Evaluation {
  /** Fraction of samples whose highest score is another class's, in [0, 1]. A tie goes to the lower class. */
  readonly error: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
}

/** How well `model` does on `samples`. */
export function evaluate(model: Model, samples: Samples): Evaluation {
  const scores = new Float64Array(model.classes);
  let wrong = 0;
  let total = 0;
  for (let row = 0; row < samples.count; row++) {
    const label = samples.labels[row]!;
    computeScores(model, samples, row, scores);
    if (indexOfLargest(scores) !== label) wrong++;
    const labelScore = scores[label]!;
    total += softmax(scores) - labelScore;
  }
  return { error: wrong / samples.count, loss: total / samples.count };
}

function indexOfLargest(scores: Float64Array): number {
  let best = 0;
  for (let c = 1; c < scores.length; c++) if (scores[c]! > scores[best]!) best = c;
  return best;
}
