import { isAdaptive } from '@nx-tune/search';

import type { Sweep } from '../../model/sweep.js';
import { mostChosen, pilotCount } from '../../plan/chooseReplicates.js';
import type { FileFinding } from '../finding.js';
import type { FileWithGoals } from './withGoals.js';
import { normalizeMetrics } from './normalizeMetrics.js';

/** Absent if each configuration is run once, so that such a sweep is what it is without the key. */
export type NormalizedReplicates = Pick<Sweep, 'replicates' | 'autoReplicates'> | { readonly problem: FileFinding };

/** Normalizes `replicates`, which needs trials that run to their end. */
export function normalizeReplicates(file: FileWithGoals): NormalizedReplicates {
  const { replicates = 1, budget, early_terminate } = file;
  if (replicates === 1) return {};
  if (early_terminate !== undefined) return { problem: withRungs('there is "early_terminate"', replicates) };
  if (budget !== undefined) return { problem: withRungs('there is a "budget"', replicates) };
  if (replicates !== 'auto') return { replicates };
  const problem = autoMisfit(file);
  if (problem !== undefined) return { problem };
  const ignored = normalizeMetrics(file)
    .metrics.map(({ name }) => name)
    .filter((name) => name !== file.metric.name);
  return { replicates: mostChosen, autoReplicates: { ignored: ignored.toSorted() } };
}

const withRungs = (found: string, replicates: number | 'auto'): FileFinding => ({
  at: ['replicates'],
  rule: '"replicates" is for trials that all run to their end, and rungs stop most of them early',
  found,
  remedy:
    replicates === 'auto'
      ? 'To evaluate the best that reach the largest budget several times, write "replicate_top: { count: 3 }" instead.'
      : `To evaluate the best that reach the largest budget ${replicates} times, write "replicate_top: { replicates: ${replicates} }" instead.`,
});

/** Finds what does not go with a number of replicates that is known only when the first trials have results. */
function autoMisfit({
  method,
  generation,
  run_cap,
  shards,
  race = false,
  replicate_top,
}: FileWithGoals): FileFinding | undefined {
  const instead = 'Write how often each configuration is run, such as "replicates: 3"';
  if (race !== false)
    return finding(
      'a race drops configurations after a number of replicates that is known, and "replicates: auto" chooses one',
      '"race" is there, too',
      `${instead}, or remove "race".`,
    );
  if (replicate_top !== undefined)
    return finding(
      '"replicate_top" runs the best more often than the others, and with "replicates: auto" it is not known how often these are run',
      'both are given',
      `${instead}, or remove "replicate_top".`,
    );
  if (shards !== undefined)
    return finding(
      '"replicates: auto" judges results before it knows all trials, so these cannot be split in advance',
      `shards is ${shards}`,
      `${instead}, or remove "shards".`,
    );
  const rule = `"replicates: auto" measures noise on the first ${pilotCount} configurations`;
  if (run_cap !== undefined && run_cap < pilotCount)
    return finding(rule, `run_cap is ${run_cap}`, `Raise it, or write how often each is run, such as "replicates: 3".`);
  if (isAdaptive(method) && generation !== undefined && generation < pilotCount)
    return finding(
      `${rule}, which must be of one generation`,
      `generation is ${generation}`,
      `Raise it to at least ${pilotCount}, or write how often each is run, such as "replicates: 3".`,
    );
  return undefined;
}

const finding = (rule: string, found: string, remedy: string): FileFinding => ({
  at: ['replicates'],
  rule,
  found,
  remedy,
});
