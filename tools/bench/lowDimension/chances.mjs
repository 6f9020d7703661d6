import { createStream, unitSamplers } from '@nx-tune/search';

import { drawBoxes } from './boxes.mjs';

/** The methods that are compared, in the order in which they are shown. */
export const methods = ['grid', 'random', 'lhs', 'halton', 'sobol'];

/**
 * The probability that a method has a point in a box of 1 % of the volume, for each number of trials: the share of boxes that it
 * finds. The seed of a method is another for each box. A grid has as many values for each parameter, in the middle of equal
 * parts, so it has an answer only for powers; another number of trials is undefined.
 */
export function chancesOf(method, { shape, dimensions, trials, boxes }) {
  const found = trials.map(() => 0);
  for (const [run, box] of drawBoxes(shape, dimensions, boxes).entries()) {
    if (method === 'grid')
      for (const [index, count] of trials.entries()) found[index] += isOnGrid(box, sideOf(count, dimensions));
    else
      for (const [index, first] of firstHits(method, box, { dimensions, trials, run }).entries()) found[index] += first;
  }
  return trials.map((count, index) =>
    method === 'grid' && !Number.isInteger(sideOf(count, dimensions)) ? undefined : found[index] / boxes,
  );
}

const sideOf = (count, dimensions) => {
  const side = Math.round(count ** (1 / dimensions));
  return side ** dimensions === count ? side : NaN;
};

/** True if each side of the box holds a value of the grid. */
const isOnGrid = ({ low, high }, side) =>
  low.every((from, axis) => Math.ceil(from * side - 0.5) <= Math.floor(high[axis] * side - 0.5)) ? 1 : 0;

/** Returns 1 for each number of trials with which one of them is in the box, otherwise 0. */
function firstHits(method, box, { dimensions, trials, run }) {
  const labels = Array.from({ length: dimensions }, (_, axis) => `x${axis}`);
  const seed = String(run);
  const isInside = (point) => point.every((value, axis) => value >= box.low[axis] && value < box.high[axis]);
  const sample = method === 'random' ? randomPoints(dimensions, seed) : unitSamplers[method].sample;
  const firstOf = (count) => {
    for (let index = 0; index < count; index += 1) if (isInside(sample({ labels, seed, index, count }))) return index;
    return Infinity;
  };
  // A Latin hypercube of another size is another design; the others only go on.
  if (method === 'lhs') return trials.map((count) => (firstOf(count) < count ? 1 : 0));
  const first = firstOf(trials.at(-1));
  return trials.map((count) => (first < count ? 1 : 0));
}

/** Independent points from one stream: the sampler of sweeps makes a stream for each value, which is slower and no different. */
function randomPoints(dimensions, seed) {
  const draw = createStream(seed, 'points');
  return () => Array.from({ length: dimensions }, draw);
}
