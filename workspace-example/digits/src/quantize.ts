import type { Model } from '@example/maths';

/** A model whose weights are whole multiples of one step, so that each takes `bits` bits. 2 bits are -1, 0 and 1. */
export function quantizeModel(model: Model, bits: number): Model {
  const largest = model.weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
  if (largest === 0) return model;
  const step = largest / (2 ** (bits - 1) - 1);
  return { ...model, weights: model.weights.map((weight) => step * Math.round(weight / step)) };
}

/** What the weights take, and the step as a 32-bit number. */
export const modelBytes = ({ weights }: Model, bits: number): number => Math.ceil((weights.length * bits) / 8) + 4;
