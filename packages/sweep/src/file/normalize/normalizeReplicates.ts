import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';

/** Absent if each configuration is run once, so that such a sweep is what it is without the key. */
export type NormalizedReplicates = { readonly replicates?: number } | { readonly problem: FileFinding };

/** Normalizes `replicates`, which needs trials that run to their end. */
export function normalizeReplicates({ replicates = 1, budget, early_terminate }: SweepFile): NormalizedReplicates {
  if (replicates === 1) return {};
  if (early_terminate !== undefined) return { problem: withRungs('there is "early_terminate"', replicates) };
  return budget === undefined ? { replicates } : { problem: withRungs('there is a "budget"', replicates) };
}

const withRungs = (found: string, replicates: number): FileFinding => ({
  at: ['replicates'],
  rule: '"replicates" is for trials that all run to their end, and rungs stop most of them early',
  found,
  remedy: `To evaluate the best that reach the largest budget ${replicates} times, write "replicate_top: { replicates: ${replicates} }" instead.`,
});
