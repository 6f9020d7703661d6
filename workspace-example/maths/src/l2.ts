import type { Model } from './model.js';

/** Adds the gradient of (l2 / 2) * |W|^2 to `gradient`. The bias is free: it only says how frequent a class is. */
export function addL2Gradient(model: Model, l2: number, gradient: Float64Array): void {
  const { weights, width, classes } = model;
  for (let i = 0; i < width * classes; i++) gradient[i]! += l2 * weights[i]!;
}
