import { type Losses, dominates } from './dominance.js';

/**
 * The number of points tried: the error is about one hundredth of the box, and less if points are spread evenly, as these are.
 */
const count = 4096;

/**
 * The share of the box between a point and a reference that others leave to it, from points that are spread over it: the fractional parts of
 * multiples of square roots of primes (R. D. Richtmyer, 1951). Square roots are rounded in the same way everywhere, so this is the same everywhere.
 */
export function sampledShare(point: Losses, others: readonly Losses[], reference: Losses): number {
  const steps = rootsOfPrimes(reference.length);
  // Those that cover most come first, so that most points are found to be covered soon.
  const covering = others.toSorted((a, b) => boxOf(point, b, reference) - boxOf(point, a, reference));
  let free = 0;
  for (let index = 1; index <= count; index += 1) {
    const at = reference.map((bound, goal) => {
      const place = index * (steps[goal] ?? 0);
      const low = point[goal] ?? bound;
      return low + (bound - low) * (place - Math.floor(place));
    });
    if (!covering.some((other) => dominates(other, at))) free += 1;
  }
  return free / count;
}

/** Returns the share of the box that another point covers. */
const boxOf = (point: Losses, other: Losses, reference: Losses): number =>
  reference.reduce((share, bound, goal) => {
    const low = point[goal] ?? bound;
    return share * Math.min(1, (bound - (other[goal] ?? bound)) / (bound - low));
  }, 1);

function rootsOfPrimes(length: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < length; number += 1)
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  return primes.map(Math.sqrt);
}
