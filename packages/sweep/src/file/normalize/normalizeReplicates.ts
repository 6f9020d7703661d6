import { isAdaptive } from '@nx-tune/search';

import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';

/** Absent if each configuration is run once, so that such a sweep is what it is without the key. */
export type NormalizedReplicates = { readonly replicates?: number } | { readonly problem: FileFinding };

/** Normalizes `replicates`, which needs trials that are known in advance and that run to their end. */
export function normalizeReplicates({
  replicates = 1,
  method,
  budget,
  early_terminate,
}: SweepFile): NormalizedReplicates {
  if (replicates === 1) return {};
  if (isAdaptive(method)) return { problem: inAdvance(`the method is ${method}`) };
  if (early_terminate !== undefined) return { problem: inAdvance('there is "early_terminate"') };
  return budget === undefined ? { replicates } : { problem: inAdvance('there is a "budget"') };
}

const inAdvance = (found: string): FileFinding => ({
  at: ['replicates'],
  rule: '"replicates" is only for methods that know all their trials in advance, without a budget',
  found,
  remedy:
    'Remove it, and run the best again in a sweep of its own: "method: random", their params under "points", as many as "run_cap", and "replicates".',
});
