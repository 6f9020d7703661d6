import { memoize } from '../../core/memoize.js';
import { createStream, type Stream } from '../../core/stream.js';
import { permutation } from './permutation.js';
import type { UnitSampler } from './unitSampler.js';

/**
 * Halton's sequence in the first primes; each digit position is permuted by its own stream (A. B. Owen, "A randomized
 * Halton algorithm in R", arXiv:1706.02808, 2017).
 *
 * A label's coordinates depend on its position and not on its name, so an appended label does not shift the others.
 */
export const sampleHalton: UnitSampler = ({ labels, seed, index }) =>
  labels.map((_, dimension) => radicalInverse(index, nthPrime(dimension), digitPermutations(seed, dimension)));

/**
 * The index's digits mirrored at the radix point and permuted, including the zeros that follow the last digit.
 *
 * Numerator and denominator are exact integers, and the only rounding is that of their division, which IEEE 754 fixes.
 * The quotient is at most 1 - 1/denominator, a number that a double below 1 can hold.
 */
function radicalInverse(index: number, base: number, permutations: readonly Uint32Array[]): number {
  let rest = index;
  let numerator = 0;
  let denominator = 1;
  for (const order of permutations) {
    const digit = rest % base;
    numerator = numerator * base + (order[digit] ?? 0);
    denominator *= base;
    rest = (rest - digit) / base;
  }
  return numerator / denominator;
}

/** One permutation per digit position, cached since all points share them. */
const digitPermutations: (seed: string, dimension: number) => readonly Uint32Array[] = memoize(
  1000,
  (seed, dimension) => {
    const base = nthPrime(dimension);
    const streamOf = (place: number): Stream => createStream(seed, 'halton', dimension, place);
    return Array.from({ length: exactDigits(base) }, (_, place) => permutation(base, streamOf(place)));
  },
);

/** The largest number of digits in this base with which a double holds every integer exactly. */
function exactDigits(base: number): number {
  let digits = 0;
  for (let power = base; power <= Number.MAX_SAFE_INTEGER; power *= base) digits++;
  return digits;
}

const primes = [2];

/** 2, 3, 5, ... counted from 0. */
function nthPrime(position: number): number {
  for (let candidate = (primes.at(-1) ?? 2) + 1; primes.length <= position; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes[position] ?? 2;
}
