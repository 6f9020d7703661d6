/**
 * Turns scores into probabilities, in place, and returns log(sum(exp(scores))).
 *
 * The largest score is subtracted first: no exponent is above 0, so nothing overflows, and at least one term is 1.
 * A score that is NaN or +Infinity makes the answer NaN. Math.exp and Math.log are the only operations of this
 * library that IEEE 754 does not fix to the last bit.
 */
export function softmax(scores: Float64Array): number {
  let largest = -Infinity;
  for (let c = 0; c < scores.length; c++) if (scores[c]! > largest) largest = scores[c]!;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c] = Math.exp(scores[c]! - largest);
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum;
  return largest + Math.log(sum);
}
