import type { ReplicateTop } from '../../model/sweep.js';
import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';

/**
 * The number of best configurations that run again, and how often each runs in all, unless the file says otherwise: of the splits
 * tried, the one that gained most on tables of training runs without losing on any (`npm run bench:honest`).
 */
export const usualTop = { count: 3, replicates: 3 };

/** The number of additional replicates, where all configurations have some. */
const more = 2;

/** Absent if the best are not run again, so that such a sweep is what it is without the key. */
export type NormalizedReplicateTop = { readonly replicateTop?: ReplicateTop } | { readonly problem: FileFinding };

/** Normalizes `replicate_top`. `runCap` is the largest number of configurations, where the file or a default limits it. */
export function normalizeReplicateTop(
  { replicate_top: entry, replicates = 1 }: SweepFile,
  runCap: number = Infinity,
): NormalizedReplicateTop {
  // What is wrong with "auto" beside it is said where that is normalized.
  if (entry === undefined || replicates === 'auto') return {};
  const before = replicates;
  const count = entry.count ?? Math.min(usualTop.count, runCap);
  const often = entry.replicates ?? (before === 1 ? usualTop.replicates : before + more);
  if (often <= before) return { problem: notMore(often, before) };
  return count > runCap
    ? { problem: moreThanAll(count, runCap, often) }
    : { replicateTop: { count, replicates: often } };
}

const notMore = (replicates: number, before: number): FileFinding => ({
  at: ['replicate_top', 'replicates'],
  rule: '"replicate_top" runs the best more often than the others, so its "replicates" must be above those of the sweep',
  found: `it is ${replicates} and "replicates" is ${before}`,
  remedy: `Raise it, for example to ${before + more}, or remove "replicate_top".`,
});

const moreThanAll = (count: number, runCap: number, replicates: number): FileFinding => ({
  at: ['replicate_top', 'count'],
  rule: '"replicate_top" is for the best of all configurations, so its "count" must be at most "run_cap"',
  found: `it is ${count} and ${runCap === 1 ? 'there is 1 configuration' : `there are ${runCap} configurations`}`,
  remedy: `Lower it, or run all of them as often with "replicates: ${replicates}".`,
});
