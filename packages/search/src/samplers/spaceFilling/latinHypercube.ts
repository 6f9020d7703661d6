import { memoize } from '../../core/memoize.js';
import { createStream } from '../../core/stream.js';
import { permutation } from './permutation.js';
import type { UnitRequest, UnitSampler } from './unitSampler.js';

/**
 * Latin hypercube: cuts each axis into `count` strata of equal length, each of which holds one of the `count` points (M. D.
 * McKay, R. J. Beckman and W. J. Conover, "A Comparison of Three Methods for Selecting Values of Input Variables",
 * Technometrics 21 (1979), 239-245).
 *
 * Each label has its own streams, so another label does not shift the rest. Another count is another design. Indices are
 * below `count`.
 */
export const sampleLatinHypercube: UnitSampler = (request) => {
  const { labels, index, count } = request;
  if (index >= count) throw new Error(`Internal error: point ${index} of a Latin hypercube of ${count} points`);
  return labels.map((label) => coordinate(label, request));
};

function coordinate(label: string, { seed, index, count }: UnitRequest): number {
  const stratum = strata(seed, label, count)[index] ?? 0;
  return (stratum + jitter(seed, label, index)) / count;
}

/** Cached, since a request asks for one point and all points share the permutation. */
const strata: (seed: string, label: string, count: number) => Uint32Array = memoize(256, (seed, label, count) =>
  permutation(count, createStream(seed, 'lhs', label, count)),
);

/**
 * A position inside the stratum. Half a unit of the stream's resolution keeps it off the edges, where the rounded division
 * could fall into the stratum next to it.
 */
const jitter = (seed: string, label: string, index: number): number =>
  createStream(seed, 'lhs', label, 'jitter', index)() + 2 ** -33;
