import { createStream, memoize } from '@nx-tune/search/core';

/**
 * The seed of a replicate: that of the sweep for the first, which has the number 0, and a whole number below 2^31 for the others,
 * which Python, NumPy and PyTorch take as it is. No two replicates have the same seed, and a further one changes none of them.
 */
export function replicateSeed(seed: string, replicate: number): string {
  if (replicate === 0) return seed;
  const derived = derivedSeeds(seed, 2 ** Math.ceil(Math.log2(replicate)))[replicate - 1];
  if (derived === undefined) throw new Error(`Internal error: there is no replicate ${replicate}`);
  return derived;
}

/** The first seeds of replicates from 1. A draw that repeats an earlier one is passed over. */
const derivedSeeds = memoize(16, (seed: string, count: number): readonly string[] => {
  const draw = createStream(seed, 'replicate');
  const seeds = new Set([seed]);
  while (seeds.size <= count) seeds.add(String(Math.floor(draw() * 2 ** 31)));
  return [...seeds].slice(1);
});
